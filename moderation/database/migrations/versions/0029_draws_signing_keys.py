"""Keeps the public half of every key that signs certificates, so that a lost key takes no proof with it."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import UtcMoment
from moderation.database.immutability import create_triggers

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KEPT = ["signing_keys"]


def upgrade() -> None:
    """Make the table; the key that is in use now is recorded by the next draw."""
    op.create_table(
        "signing_keys",
        sa.Column("key_id", sa.String(length=64), nullable=False),
        sa.Column("public_pem", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("length(key_id) = 64", name=op.f("ck_signing_keys_key_id_length")),
        sa.CheckConstraint("length(public_pem) BETWEEN 1 AND 200", name=op.f("ck_signing_keys_public_pem_length")),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_signing_keys")),
    )
    create_triggers(op.get_bind(), KEPT)
