"""Remembers with each key of a program what came of its request, so that a repetition is answered alike."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

KEPT = ["token_requests"]


def upgrade() -> None:
    """Make the table anew: what came of a request was not kept, and who repeats one is told what stands anyway."""
    op.drop_table("token_requests")
    op.create_table(
        "token_requests",
        sa.Column("token_id", RowId, autoincrement=False, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("length(content_hash) = 64", name=op.f("ck_token_requests_content_hash_length")),
        sa.CheckConstraint("length(key_hash) = 64", name=op.f("ck_token_requests_key_hash_length")),
        sa.CheckConstraint("status IN (200, 201)", name=op.f("ck_token_requests_status_good")),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_token_requests_token_id")),
        sa.PrimaryKeyConstraint("token_id", "key_hash", name=op.f("pk_token_requests")),
    )
    create_triggers(op.get_bind(), KEPT)
