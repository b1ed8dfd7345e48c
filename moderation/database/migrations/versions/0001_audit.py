"""The entries of the log: each holds the hash of the one before it."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = ["audit_entries"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "audit_entries",
        sa.Column("number", RowId, autoincrement=False, nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("actor_public_id", sa.String(length=36), nullable=False),
        sa.Column("actor_role", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject_type", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("provider_code", sa.String(length=32), nullable=True),
        sa.Column("window_code", sa.String(length=32), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_audit_entries_hash_length")),
        sa.CheckConstraint("length(previous_hash) = 64", name=op.f("ck_audit_entries_previous_hash_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_audit_entries_number_from_one")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_action_number", "audit_entries", ["action", "number"], unique=False)
    op.create_index("ix_audit_entries_provider_code_number", "audit_entries", ["provider_code", "number"], unique=False)
    op.create_index(
        "ix_audit_entries_subject_type_subject_id", "audit_entries", ["subject_type", "subject_id"], unique=False
    )
    op.create_index("ix_audit_entries_window_code_number", "audit_entries", ["window_code", "number"], unique=False)
    op.create_index("uq_audit_entries_hash", "audit_entries", ["hash"], unique=True)
    create_triggers(op.get_bind(), KEPT)
