"""Lets the log vouch for the rows of fact, and a window refuse changes like everything else that was announced."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId
from moderation.database.immutability import create_triggers

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KEPT = ["audit_vouchers", "windows"]


def upgrade() -> None:
    """Make the table; the rows that stand already are vouched for by the next `moderation init`."""
    op.create_table(
        "audit_vouchers",
        sa.Column("table_name", sa.String(length=64), nullable=False),
        sa.Column("row_key", sa.String(length=200), nullable=False),
        sa.Column("entry_number", RowId, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_audit_vouchers_sha256_length")),
        sa.ForeignKeyConstraint(
            ["entry_number"], ["audit_entries.number"], name=op.f("fk_audit_vouchers_entry_number")
        ),
        sa.PrimaryKeyConstraint("table_name", "row_key", "entry_number", name=op.f("pk_audit_vouchers")),
    )
    op.create_index("ix_audit_vouchers_entry_number", "audit_vouchers", ["entry_number"])
    create_triggers(op.get_bind(), KEPT)
