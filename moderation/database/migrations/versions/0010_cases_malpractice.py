"""Reports of malpractice and maladministration, and what DfE or its agent learnt of them otherwise."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEPT = ["malpractice_reports", "investigations"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "malpractice_reports",
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("began_at", UtcMoment(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("reported_by", RowId, nullable=True),
        sa.Column("reported_by_token", RowId, nullable=True),
        sa.Column("reported_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('malpractice', 'maladministration')", name=op.f("ck_malpractice_reports_kind_known")
        ),
        sa.CheckConstraint("stage IN ('investigation', 'confirmed')", name=op.f("ck_malpractice_reports_stage_known")),
        sa.CheckConstraint(
            "(reported_by IS NULL) <> (reported_by_token IS NULL)", name=op.f("ck_malpractice_reports_one_reporter")
        ),
        sa.CheckConstraint("began_at <= reported_at", name=op.f("ck_malpractice_reports_began_before_reported")),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_malpractice_reports_text_hash_length")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_malpractice_reports_provider_id")),
        sa.ForeignKeyConstraint(["reported_by"], ["people.id"], name=op.f("fk_malpractice_reports_reported_by")),
        sa.ForeignKeyConstraint(
            ["reported_by_token"], ["tokens.id"], name=op.f("fk_malpractice_reports_reported_by_token")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_malpractice_reports")),
        sa.UniqueConstraint("public_id", name=op.f("uq_malpractice_reports_public_id")),
    )
    op.create_index(op.f("ix_malpractice_reports_provider_id"), "malpractice_reports", ["provider_id"], unique=False)
    op.create_index(op.f("ix_malpractice_reports_reported_by"), "malpractice_reports", ["reported_by"], unique=False)
    op.create_index(
        op.f("ix_malpractice_reports_reported_by_token"), "malpractice_reports", ["reported_by_token"], unique=False
    )
    op.create_table(
        "investigations",
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("report_id", RowId, nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("began_at", UtcMoment(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_by", RowId, nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('malpractice', 'maladministration')", name=op.f("ck_investigations_kind_known")),
        sa.CheckConstraint("stage IN ('investigation', 'confirmed')", name=op.f("ck_investigations_stage_known")),
        sa.CheckConstraint("began_at <= recorded_at", name=op.f("ck_investigations_began_before_recorded")),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_investigations_text_hash_length")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_investigations_provider_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_investigations_recorded_by")),
        sa.ForeignKeyConstraint(["report_id"], ["malpractice_reports.id"], name=op.f("fk_investigations_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investigations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_investigations_public_id")),
    )
    op.create_index(op.f("ix_investigations_provider_id"), "investigations", ["provider_id"], unique=False)
    op.create_index(op.f("ix_investigations_recorded_by"), "investigations", ["recorded_by"], unique=False)
    op.create_index(op.f("ix_investigations_report_id"), "investigations", ["report_id"], unique=False)
    create_triggers(op.get_bind(), KEPT)
