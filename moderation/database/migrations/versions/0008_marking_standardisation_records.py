"""Standardisation: scripts whose outcome is agreed, judged by every moderator before live work."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment, byte_ordered
from moderation.database.immutability import create_triggers

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEPT = ["standardisation_scripts", "standardisation_judgements"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "standardisation_scripts",
        sa.Column("qualification", byte_ordered(32), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("agreed_outcome", sa.String(32), nullable=False),
        sa.Column("added_by", RowId, nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(
            "agreed_outcome IN ('pass', 'fail')", name=op.f("ck_standardisation_scripts_agreed_outcome_known")
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 100", name=op.f("ck_standardisation_scripts_name_length")),
        sa.CheckConstraint(
            "length(qualification) BETWEEN 1 AND 32", name=op.f("ck_standardisation_scripts_qualification_length")
        ),
        sa.CheckConstraint("round_number >= 1", name=op.f("ck_standardisation_scripts_round_from_one")),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_standardisation_scripts_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standardisation_scripts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_standardisation_scripts_public_id")),
        sa.UniqueConstraint(
            "qualification",
            "round_number",
            "name",
            name=op.f("uq_standardisation_scripts_qualification_round_number_name"),
        ),
    )
    op.create_index(op.f("ix_standardisation_scripts_added_by"), "standardisation_scripts", ["added_by"], unique=False)
    op.create_table(
        "standardisation_judgements",
        sa.Column("script_id", RowId, nullable=False),
        sa.Column("moderator_id", RowId, nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("submitted_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("outcome IN ('pass', 'fail')", name=op.f("ck_standardisation_judgements_outcome_known")),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["people.id"], name=op.f("fk_standardisation_judgements_moderator_id")
        ),
        sa.ForeignKeyConstraint(
            ["script_id"], ["standardisation_scripts.id"], name=op.f("fk_standardisation_judgements_script_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standardisation_judgements")),
        sa.UniqueConstraint("public_id", name=op.f("uq_standardisation_judgements_public_id")),
        sa.UniqueConstraint(
            "script_id", "moderator_id", name=op.f("uq_standardisation_judgements_script_id_moderator_id")
        ),
    )
    op.create_index(
        op.f("ix_standardisation_judgements_moderator_id"), "standardisation_judgements", ["moderator_id"], unique=False
    )
    create_triggers(op.get_bind(), KEPT)
