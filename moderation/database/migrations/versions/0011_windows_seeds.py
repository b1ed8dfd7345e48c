"""Rounds of a window's seed and the seeds themselves: where public digits will come from, and what they were."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEPT = ["seed_rounds"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "seed_rounds",
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("announced_by", RowId, nullable=False),
        sa.Column("announced_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 200", name=op.f("ck_seed_rounds_source_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_seed_rounds_number_from_one")),
        sa.ForeignKeyConstraint(["announced_by"], ["people.id"], name=op.f("fk_seed_rounds_announced_by")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_seed_rounds_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seed_rounds")),
        sa.UniqueConstraint("public_id", name=op.f("uq_seed_rounds_public_id")),
        sa.UniqueConstraint("window_id", "number", name=op.f("uq_seed_rounds_window_id_number")),
    )
    op.create_index(op.f("ix_seed_rounds_announced_by"), "seed_rounds", ["announced_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
