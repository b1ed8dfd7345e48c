"""Rounds of a window's seed and the seeds themselves: where public digits will come from, and what they were."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEPT = ["seeds"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "seeds",
        sa.Column("round_id", RowId, nullable=False),
        sa.Column("first_frame_id", RowId, nullable=False),
        sa.Column("seed", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", RowId, nullable=False),
        sa.Column("witnessed_by", RowId, nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(seed) BETWEEN 20 AND 200", name=op.f("ck_seeds_seed_length")),
        sa.CheckConstraint("recorded_by <> witnessed_by", name=op.f("ck_seeds_two_people")),
        sa.ForeignKeyConstraint(
            ["first_frame_id", "round_id"],
            ["frames.id", "frames.round_id"],
            name=op.f("fk_seeds_first_frame_id_round_id"),
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_seeds_recorded_by")),
        sa.ForeignKeyConstraint(["round_id"], ["seed_rounds.id"], name=op.f("fk_seeds_round_id")),
        sa.ForeignKeyConstraint(["witnessed_by"], ["people.id"], name=op.f("fk_seeds_witnessed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seeds")),
        sa.UniqueConstraint("id", "round_id", name=op.f("uq_seeds_id_round_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_seeds_public_id")),
        sa.UniqueConstraint("round_id", name=op.f("uq_seeds_round_id")),
    )
    op.create_index("ix_seeds_first_frame_id_round_id", "seeds", ["first_frame_id", "round_id"], unique=False)
    op.create_index(op.f("ix_seeds_recorded_by"), "seeds", ["recorded_by"], unique=False)
    op.create_index(op.f("ix_seeds_witnessed_by"), "seeds", ["witnessed_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
