"""Returns and their results, the frames frozen from them, and what changed afterwards."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment, byte_ordered
from moderation.database.immutability import create_triggers

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEPT = ["returns", "results", "frames", "amendments"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "returns",
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("presented_count", sa.Integer(), nullable=False),
        sa.Column("final_count", sa.Integer(), nullable=False),
        sa.Column("pending_count", sa.Integer(), nullable=False),
        sa.Column("voided_count", sa.Integer(), nullable=False),
        sa.Column("pass_count", sa.Integer(), nullable=False),
        sa.Column("peer_moderated_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("declared_by_hash", sa.String(length=64), nullable=False),
        sa.Column("filed_by", RowId, nullable=True),
        sa.Column("filed_by_token", RowId, nullable=True),
        sa.Column("filed_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(filed_by IS NULL) <> (filed_by_token IS NULL)", name=op.f("ck_returns_one_filer")),
        sa.CheckConstraint("length(declared_by_hash) = 64", name=op.f("ck_returns_declared_by_hash_length")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_returns_sha256_length")),
        sa.CheckConstraint(
            "pass_count BETWEEN 0 AND final_count AND peer_moderated_count BETWEEN 0 AND final_count AND changed_count BETWEEN 0 AND peer_moderated_count",
            name=op.f("ck_returns_counts_nest"),
        ),
        sa.CheckConstraint(
            "presented_count = final_count + pending_count + voided_count AND final_count >= 0 AND pending_count >= 0 AND voided_count >= 0 AND byte_count >= 0",
            name=op.f("ck_returns_counts_add_up"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_returns_version_from_one")),
        sa.ForeignKeyConstraint(["filed_by"], ["people.id"], name=op.f("fk_returns_filed_by")),
        sa.ForeignKeyConstraint(["filed_by_token"], ["tokens.id"], name=op.f("fk_returns_filed_by_token")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_returns_provider_id")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_returns_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("public_id", name=op.f("uq_returns_public_id")),
        sa.UniqueConstraint(
            "window_id", "provider_id", "version", name=op.f("uq_returns_window_id_provider_id_version")
        ),
    )
    op.create_index(op.f("ix_returns_filed_by"), "returns", ["filed_by"], unique=False)
    op.create_index(op.f("ix_returns_filed_by_token"), "returns", ["filed_by_token"], unique=False)
    op.create_index(op.f("ix_returns_provider_id"), "returns", ["provider_id"], unique=False)
    op.create_table(
        "results",
        sa.Column("return_id", RowId, autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("script_ref", byte_ordered(64), nullable=False),
        sa.Column("participant_ref", sa.String(length=64), nullable=False),
        sa.Column("qualification", sa.String(length=32), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("final_mark", sa.Integer(), nullable=True),
        sa.Column("max_mark", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("peer_moderated", sa.Boolean(), nullable=False),
        sa.Column("changed_by_peer_moderation", sa.Boolean(), nullable=False),
        sa.Column("borderline", sa.Boolean(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(status = 'final') = (outcome IS NOT NULL) AND (status = 'final') = (final_mark IS NOT NULL)",
            name=op.f("ck_results_settled_when_final"),
        ),
        sa.CheckConstraint("outcome IN ('pass', 'fail')", name=op.f("ck_results_outcome_known")),
        sa.CheckConstraint(
            "status <> 'final' OR (max_mark IS NOT NULL AND assessed_on IS NOT NULL)",
            name=op.f("ck_results_final_is_whole"),
        ),
        sa.CheckConstraint("status IN ('final', 'pending', 'voided')", name=op.f("ck_results_status_known")),
        sa.CheckConstraint("attempt >= 1 AND row >= 1", name=op.f("ck_results_numbers_from_one")),
        sa.CheckConstraint("final_mark BETWEEN 0 AND max_mark", name=op.f("ck_results_mark_in_range")),
        sa.CheckConstraint("length(script_ref) BETWEEN 1 AND 64", name=op.f("ck_results_script_ref_length")),
        sa.CheckConstraint("max_mark BETWEEN 1 AND 10000", name=op.f("ck_results_max_mark_in_range")),
        sa.CheckConstraint(
            "peer_moderated OR NOT changed_by_peer_moderation", name=op.f("ck_results_changed_when_moderated")
        ),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_results_return_id")),
        sa.PrimaryKeyConstraint("return_id", "row", name=op.f("pk_results")),
        sa.UniqueConstraint("return_id", "script_ref", name=op.f("uq_results_return_id_script_ref")),
    )
    op.create_table(
        "return_declarations",
        sa.Column("return_id", RowId, autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_return_declarations_return_id")),
        sa.PrimaryKeyConstraint("return_id", name=op.f("pk_return_declarations")),
    )
    op.create_table(
        "frames",
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("return_id", RowId, nullable=False),
        sa.Column("scripts_count", sa.Integer(), nullable=False),
        sa.Column("presented_count", sa.Integer(), nullable=False),
        sa.Column("pending_count", sa.Integer(), nullable=False),
        sa.Column("voided_count", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("round_id", RowId, nullable=False),
        sa.Column("frozen_by", RowId, nullable=False),
        sa.Column("frozen_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_frames_digest_length")),
        sa.CheckConstraint("length(salt) = 64", name=op.f("ck_frames_salt_length")),
        sa.CheckConstraint(
            "presented_count = scripts_count + pending_count + voided_count AND scripts_count >= 0 AND pending_count >= 0 AND voided_count >= 0",
            name=op.f("ck_frames_counts_add_up"),
        ),
        sa.ForeignKeyConstraint(["frozen_by"], ["people.id"], name=op.f("fk_frames_frozen_by")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_frames_provider_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_frames_return_id")),
        sa.ForeignKeyConstraint(["round_id"], ["seed_rounds.id"], name=op.f("fk_frames_round_id")),
        sa.ForeignKeyConstraint(["window_id"], ["window_policies.window_id"], name=op.f("fk_frames_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frames")),
        sa.UniqueConstraint("id", "round_id", name=op.f("uq_frames_id_round_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_frames_public_id")),
        sa.UniqueConstraint("window_id", "provider_id", name=op.f("uq_frames_window_id_provider_id")),
    )
    op.create_index(op.f("ix_frames_frozen_by"), "frames", ["frozen_by"], unique=False)
    op.create_index(op.f("ix_frames_provider_id"), "frames", ["provider_id"], unique=False)
    op.create_index(op.f("ix_frames_return_id"), "frames", ["return_id"], unique=False)
    op.create_index("ix_frames_round_id", "frames", ["round_id"], unique=False)
    op.create_table(
        "amendments",
        sa.Column("frame_id", RowId, nullable=False),
        sa.Column("script_ref", byte_ordered(64), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("value_before", sa.String(length=64), nullable=True),
        sa.Column("value_after", sa.String(length=64), nullable=True),
        sa.Column("reason_code", sa.String(32), nullable=False),
        sa.Column("recorded_by", RowId, nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "field IN ('final_mark', 'max_mark', 'outcome', 'status', 'qualification')",
            name=op.f("ck_amendments_field_known"),
        ),
        sa.CheckConstraint(
            "reason_code IN ('participant_appeal', 'clerical_error', 'malpractice', 'award_corrected')",
            name=op.f("ck_amendments_reason_code_known"),
        ),
        sa.CheckConstraint(
            "value_before IS NULL OR value_after IS NULL OR value_before <> value_after",
            name=op.f("ck_amendments_something_changed"),
        ),
        sa.ForeignKeyConstraint(["frame_id"], ["frames.id"], name=op.f("fk_amendments_frame_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_amendments_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_amendments_public_id")),
    )
    op.create_index("ix_amendments_frame_id_script_ref", "amendments", ["frame_id", "script_ref"], unique=False)
    op.create_index(op.f("ix_amendments_recorded_by"), "amendments", ["recorded_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
