"""Seals on frames: once a provider's moderation is signed off, no outcome changes until it is reopened."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEPT = ["frame_seals"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "frame_seals",
        sa.Column("frame_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turned_by", RowId, nullable=False),
        sa.Column("turned_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_frame_seals_number_from_one")),
        sa.ForeignKeyConstraint(["frame_id"], ["frames.id"], name=op.f("fk_frame_seals_frame_id")),
        sa.ForeignKeyConstraint(["turned_by"], ["people.id"], name=op.f("fk_frame_seals_turned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frame_seals")),
        sa.UniqueConstraint("frame_id", "number", name=op.f("uq_frame_seals_frame_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_frame_seals_public_id")),
    )
    op.create_index(op.f("ix_frame_seals_turned_by"), "frame_seals", ["turned_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
