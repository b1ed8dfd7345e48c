"""Signing off, findings and their breakdowns, reopenings and publications."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KEPT = ["sign_offs", "findings", "finding_breakdowns", "publications", "reopenings"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "sign_offs",
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("audit_head", sa.String(length=64), nullable=False),
        sa.Column("signed_by", RowId, nullable=False),
        sa.Column("signed_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(audit_head) = 64", name=op.f("ck_sign_offs_audit_head_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_sign_offs_number_from_one")),
        sa.ForeignKeyConstraint(["signed_by"], ["people.id"], name=op.f("fk_sign_offs_signed_by")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_sign_offs_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sign_offs_public_id")),
        sa.UniqueConstraint("window_id", "number", name=op.f("uq_sign_offs_window_id_number")),
    )
    op.create_index(op.f("ix_sign_offs_signed_by"), "sign_offs", ["signed_by"], unique=False)
    op.create_table(
        "findings",
        sa.Column("frame_id", RowId, nullable=False),
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sign_off_id", RowId, nullable=False),
        sa.Column("policy_version_id", RowId, nullable=False),
        sa.Column("as_at", UtcMoment(), nullable=False),
        sa.Column("rate_numerator", sa.Integer(), nullable=False),
        sa.Column("rate_denominator", sa.Integer(), nullable=False),
        sa.Column("scripts_count", sa.Integer(), nullable=False),
        sa.Column("sample_count", sa.Integer(), nullable=False),
        sa.Column("moderated_count", sa.Integer(), nullable=False),
        sa.Column("pending_count", sa.Integer(), nullable=False),
        sa.Column("missing_count", sa.Integer(), nullable=False),
        sa.Column("excluded_count", sa.Integer(), nullable=False),
        sa.Column("overturned_count", sa.Integer(), nullable=False),
        sa.Column("pass_to_fail_count", sa.Integer(), nullable=False),
        sa.Column("fail_to_pass_count", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("supersedes_id", RowId, nullable=True),
        sa.Column("audit_head", sa.String(length=64), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "pending_count = 0 AND status <> 'not_yet_determined'", name=op.f("ck_findings_nothing_pending")
        ),
        sa.CheckConstraint(
            "status IN ('met', 'not_met', 'not_yet_determined', 'not_shown', 'not_assessable')",
            name=op.f("ck_findings_status_known"),
        ),
        sa.CheckConstraint(
            "(version = 1) = (supersedes_id IS NULL) AND version >= 1", name=op.f("ck_findings_supersedes_the_last")
        ),
        sa.CheckConstraint("length(audit_head) = 64", name=op.f("ck_findings_audit_head_length")),
        sa.CheckConstraint(
            "missing_count >= 0 AND excluded_count >= 0 AND pass_to_fail_count >= 0 AND fail_to_pass_count >= 0 AND sample_count + excluded_count <= scripts_count",
            name=op.f("ck_findings_counts_nest"),
        ),
        sa.CheckConstraint(
            "overturned_count = pass_to_fail_count + fail_to_pass_count AND overturned_count <= moderated_count",
            name=op.f("ck_findings_overturns_add_up"),
        ),
        sa.CheckConstraint("rate_numerator BETWEEN 1 AND rate_denominator", name=op.f("ck_findings_rate_is_a_share")),
        sa.CheckConstraint(
            "sample_count = moderated_count + pending_count + missing_count", name=op.f("ck_findings_sample_adds_up")
        ),
        sa.ForeignKeyConstraint(["frame_id"], ["frames.id"], name=op.f("fk_findings_frame_id")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_versions.id"], name=op.f("fk_findings_policy_version_id")
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_findings_provider_id")),
        sa.ForeignKeyConstraint(["sign_off_id"], ["sign_offs.id"], name=op.f("fk_findings_sign_off_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["findings.id"], name=op.f("fk_findings_supersedes_id")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_findings_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("frame_id", "version", name=op.f("uq_findings_frame_id_version")),
        sa.UniqueConstraint("public_id", name=op.f("uq_findings_public_id")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_findings_supersedes_id")),
    )
    op.create_index(op.f("ix_findings_policy_version_id"), "findings", ["policy_version_id"], unique=False)
    op.create_index(op.f("ix_findings_provider_id"), "findings", ["provider_id"], unique=False)
    op.create_index(op.f("ix_findings_sign_off_id"), "findings", ["sign_off_id"], unique=False)
    op.create_index(
        "ix_findings_window_id_provider_id_as_at", "findings", ["window_id", "provider_id", "as_at"], unique=False
    )
    op.create_table(
        "finding_breakdowns",
        sa.Column("finding_id", RowId, nullable=False),
        sa.Column("dimension", sa.String(32), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=False),
        sa.Column("scripts_count", sa.Integer(), nullable=False),
        sa.Column("moderated_count", sa.Integer(), nullable=False),
        sa.Column("missing_count", sa.Integer(), nullable=False),
        sa.Column("excluded_count", sa.Integer(), nullable=False),
        sa.Column("pass_to_fail_count", sa.Integer(), nullable=False),
        sa.Column("fail_to_pass_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "dimension IN ('qualification', 'peer_moderation')", name=op.f("ck_finding_breakdowns_dimension_known")
        ),
        sa.CheckConstraint(
            "missing_count >= 0 AND excluded_count >= 0 AND moderated_count + missing_count + excluded_count <= scripts_count",
            name=op.f("ck_finding_breakdowns_sampled_nest"),
        ),
        sa.CheckConstraint(
            "pass_to_fail_count + fail_to_pass_count <= moderated_count",
            name=op.f("ck_finding_breakdowns_overturned_nest"),
        ),
        sa.CheckConstraint(
            "pass_to_fail_count >= 0 AND fail_to_pass_count >= 0",
            name=op.f("ck_finding_breakdowns_overturned_not_negative"),
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_finding_breakdowns_finding_id")),
        sa.PrimaryKeyConstraint("finding_id", "dimension", "value", name=op.f("pk_finding_breakdowns")),
    )
    op.create_table(
        "publications",
        sa.Column("finding_id", RowId, nullable=False),
        sa.Column("published_by", RowId, nullable=False),
        sa.Column("published_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_publications_finding_id")),
        sa.ForeignKeyConstraint(["published_by"], ["people.id"], name=op.f("fk_publications_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_publications_finding_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_publications_public_id")),
    )
    op.create_index(op.f("ix_publications_published_by"), "publications", ["published_by"], unique=False)
    op.create_table(
        "reopenings",
        sa.Column("finding_id", RowId, nullable=False),
        sa.Column("reason_code", sa.String(32), nullable=False),
        sa.Column("reopened_by", RowId, nullable=False),
        sa.Column("reopened_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "reason_code IN ('representation', 'error_found', 'script_supplied_late')",
            name=op.f("ck_reopenings_reason_code_known"),
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_reopenings_finding_id")),
        sa.ForeignKeyConstraint(["reopened_by"], ["people.id"], name=op.f("fk_reopenings_reopened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopenings")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_reopenings_finding_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reopenings_public_id")),
    )
    op.create_index(op.f("ix_reopenings_reopened_by"), "reopenings", ["reopened_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
