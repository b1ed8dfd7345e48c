"""Requests that programs named by a key of their own, so that one sent twice is done once."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT = ["token_requests"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "token_requests",
        sa.Column("token_id", RowId, autoincrement=False, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("length(content_hash) = 64", name=op.f("ck_token_requests_content_hash_length")),
        sa.CheckConstraint("length(key_hash) = 64", name=op.f("ck_token_requests_key_hash_length")),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_token_requests_token_id")),
        sa.PrimaryKeyConstraint("token_id", "key_hash", name=op.f("pk_token_requests")),
    )
    create_triggers(op.get_bind(), KEPT)
