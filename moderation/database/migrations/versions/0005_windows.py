"""Windows and the providers judged in them."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment, byte_ordered
from moderation.database.immutability import create_triggers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEPT = ["window_providers"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "windows",
        sa.Column("code", byte_ordered(32), nullable=False),
        sa.Column("regime", sa.String(32), nullable=False),
        sa.Column("assessed_from_on", sa.Date(), nullable=False),
        sa.Column("assessed_to_on", sa.Date(), nullable=False),
        sa.Column("returns_due_on", sa.Date(), nullable=False),
        sa.Column("frames_close_on", sa.Date(), nullable=False),
        sa.Column("scripts_due_on", sa.Date(), nullable=False),
        sa.Column("moderation_due_on", sa.Date(), nullable=False),
        sa.Column("comments_due_on", sa.Date(), nullable=False),
        sa.Column("all_providers", sa.Boolean(), nullable=False),
        sa.Column("opened_by", RowId, nullable=False),
        sa.Column("opened_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("regime IN ('2017', 'reformed')", name=op.f("ck_windows_regime_known")),
        sa.CheckConstraint("assessed_to_on >= assessed_from_on", name=op.f("ck_windows_assessed_in_order")),
        sa.CheckConstraint("comments_due_on >= moderation_due_on", name=op.f("ck_windows_comments_after_moderation")),
        sa.CheckConstraint("frames_close_on >= returns_due_on", name=op.f("ck_windows_frames_after_returns")),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 32", name=op.f("ck_windows_code_length")),
        sa.CheckConstraint("moderation_due_on >= scripts_due_on", name=op.f("ck_windows_moderation_after_scripts")),
        sa.CheckConstraint("returns_due_on >= assessed_to_on", name=op.f("ck_windows_returns_after_assessed")),
        sa.CheckConstraint("scripts_due_on >= frames_close_on", name=op.f("ck_windows_scripts_after_frames")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_windows_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_windows")),
        sa.UniqueConstraint("code", name=op.f("uq_windows_code")),
        sa.UniqueConstraint("public_id", name=op.f("uq_windows_public_id")),
    )
    op.create_index(op.f("ix_windows_opened_by"), "windows", ["opened_by"], unique=False)
    op.create_table(
        "window_providers",
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("added_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_window_providers_provider_id")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_window_providers_window_id")),
        sa.PrimaryKeyConstraint("window_id", "provider_id", name=op.f("pk_window_providers")),
    )
    op.create_index(op.f("ix_window_providers_provider_id"), "window_providers", ["provider_id"], unique=False)
    create_triggers(op.get_bind(), KEPT)
