"""Providers, the history of their accreditation, and the qualifications."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment, byte_ordered
from moderation.database.immutability import create_triggers
from moderation.database.migrations import seeds

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = ["provider_statuses"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "providers",
        sa.Column("code", byte_ordered(32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 32", name=op.f("ck_providers_code_length")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name=op.f("ck_providers_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
        sa.UniqueConstraint("code", name=op.f("uq_providers_code")),
        sa.UniqueConstraint("public_id", name=op.f("uq_providers_public_id")),
    )
    qualifications = op.create_table(
        "qualifications",
        sa.Column("id", RowId, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("regime", sa.String(32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("regime IN ('2017', 'reformed')", name=op.f("ck_qualifications_regime_known")),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 32", name=op.f("ck_qualifications_code_length")),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_qualifications_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualifications")),
        sa.UniqueConstraint("code", "regime", name=op.f("uq_qualifications_code_regime")),
    )
    op.create_table(
        "provider_statuses",
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("since", UtcMoment(), nullable=False),
        sa.Column("reason_code", sa.String(32), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(
            "reason_code IN ('added', 'remedial_action_required', 'remedial_action_completed', 'serious_underperformance', 'appeal_upheld', 'provider_request')",
            name=op.f("ck_provider_statuses_reason_code_known"),
        ),
        sa.CheckConstraint(
            "status IN ('accredited', 'notice_given', 'revoked', 'withdrawn')",
            name=op.f("ck_provider_statuses_status_known"),
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_provider_statuses_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_statuses")),
        sa.UniqueConstraint("public_id", name=op.f("uq_provider_statuses_public_id")),
    )
    op.create_index(
        "ix_provider_statuses_provider_id_since_id", "provider_statuses", ["provider_id", "since", "id"], unique=False
    )
    op.bulk_insert(qualifications, seeds.qualifications())
    create_triggers(op.get_bind(), KEPT)
