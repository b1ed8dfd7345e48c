"""What happened to each sampled script, as events that are never unwritten."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEPT = ["script_events"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "script_events",
        sa.Column("sampled_script_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason_code", sa.String(32), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("byte_count", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("proposal_id", RowId, nullable=True),
        sa.Column("proposed_by", RowId, nullable=True),
        sa.Column("recorded_by", RowId, nullable=True),
        sa.Column("recorded_by_token", RowId, nullable=True),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('exclusion_approved', 'exclusion_refused')) = (proposal_id IS NOT NULL) AND (proposal_id IS NULL) = (proposed_by IS NULL)",
            name=op.f("ck_script_events_answers_a_proposal"),
        ),
        sa.CheckConstraint(
            "(kind IN ('more_time_given', 'returned')) = (due_on IS NOT NULL)",
            name=op.f("ck_script_events_day_when_more_time"),
        ),
        sa.CheckConstraint(
            "(sha256 IS NULL) = (byte_count IS NULL) AND (kind = 'supplied' OR sha256 IS NULL)",
            name=op.f("ck_script_events_file_when_supplied"),
        ),
        sa.CheckConstraint(
            "CASE kind WHEN 'declared_missing' THEN reason_code IS NOT NULL AND reason_code IN ('not_kept', 'file_lost', 'not_answered') WHEN 'returned' THEN reason_code IS NOT NULL AND reason_code IN ('unreadable', 'wrong_person', 'identifies_a_child') WHEN 'exclusion_proposed' THEN reason_code IS NOT NULL AND reason_code IN ('consent_withdrawn', 'result_voided', 'under_investigation') ELSE reason_code IS NULL END",
            name=op.f("ck_script_events_reason_fits"),
        ),
        sa.CheckConstraint(
            "kind <> 'exclusion_proposed' OR recorded_by IS NOT NULL", name=op.f("ck_script_events_person_proposes")
        ),
        sa.CheckConstraint(
            "kind IN ('supplied', 'declared_missing', 'more_time_given', 'returned', 'exclusion_proposed', 'exclusion_approved', 'exclusion_refused', 'marking_started')",
            name=op.f("ck_script_events_kind_known"),
        ),
        sa.CheckConstraint(
            "reason_code IN ('not_kept', 'file_lost', 'not_answered', 'unreadable', 'wrong_person', 'identifies_a_child', 'consent_withdrawn', 'result_voided', 'under_investigation')",
            name=op.f("ck_script_events_reason_code_known"),
        ),
        sa.CheckConstraint(
            "(recorded_by IS NULL) <> (recorded_by_token IS NULL)", name=op.f("ck_script_events_one_recorder")
        ),
        sa.CheckConstraint("byte_count >= 0", name=op.f("ck_script_events_bytes_not_negative")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_script_events_sha256_length")),
        sa.CheckConstraint("recorded_by <> proposed_by", name=op.f("ck_script_events_two_people")),
        sa.ForeignKeyConstraint(
            ["proposal_id", "sampled_script_id", "proposed_by"],
            ["script_events.id", "script_events.sampled_script_id", "script_events.recorded_by"],
            name=op.f("fk_script_events_proposal_id_sampled_script_id_proposed_by"),
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_script_events_recorded_by")),
        sa.ForeignKeyConstraint(["recorded_by_token"], ["tokens.id"], name=op.f("fk_script_events_recorded_by_token")),
        sa.ForeignKeyConstraint(
            ["sampled_script_id"], ["sampled_scripts.id"], name=op.f("fk_script_events_sampled_script_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_events")),
        sa.UniqueConstraint(
            "id", "sampled_script_id", "recorded_by", name=op.f("uq_script_events_id_sampled_script_id_recorded_by")
        ),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_script_events_proposal_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_script_events_public_id")),
    )
    op.create_index(op.f("ix_script_events_recorded_by"), "script_events", ["recorded_by"], unique=False)
    op.create_index(op.f("ix_script_events_recorded_by_token"), "script_events", ["recorded_by_token"], unique=False)
    op.create_index("ix_script_events_sampled_script_id_id", "script_events", ["sampled_script_id", "id"], unique=False)
    op.create_index(
        "uq_script_events_excluded_or_marked",
        "script_events",
        ["sampled_script_id"],
        unique=True,
        sqlite_where=sa.text("kind IN ('exclusion_approved', 'marking_started')"),
        postgresql_where=sa.text("kind IN ('exclusion_approved', 'marking_started')"),
    )
    create_triggers(op.get_bind(), KEPT)
