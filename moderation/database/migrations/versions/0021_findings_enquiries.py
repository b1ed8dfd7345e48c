"""Enquiries into reasons: opened by the very sign-off that makes one necessary, private, and before any case."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEPT = ["enquiries"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "enquiries",
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("ground", sa.String(32), nullable=False),
        sa.Column("finding_id", RowId, nullable=False),
        sa.Column("opened_by", RowId, nullable=False),
        sa.Column("opened_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ground IN ('metric_5', 'requirement_a')", name=op.f("ck_enquiries_ground_known")),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_enquiries_finding_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_enquiries_opened_by")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_enquiries_provider_id")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_enquiries_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
        sa.UniqueConstraint("public_id", name=op.f("uq_enquiries_public_id")),
        sa.UniqueConstraint(
            "window_id", "provider_id", "ground", name=op.f("uq_enquiries_window_id_provider_id_ground")
        ),
    )
    op.create_index(op.f("ix_enquiries_finding_id"), "enquiries", ["finding_id"], unique=False)
    op.create_index(op.f("ix_enquiries_opened_by"), "enquiries", ["opened_by"], unique=False)
    op.create_index(op.f("ix_enquiries_provider_id"), "enquiries", ["provider_id"], unique=False)
    create_triggers(op.get_bind(), KEPT)
