"""Cases under section 4 of source 000, and the evidence for and against each ground."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEPT = ["cases", "evidence"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "cases",
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("enquiry_id", RowId, nullable=True),
        sa.Column("reasons_hash", sa.String(length=64), nullable=False),
        sa.Column("opened_by", RowId, nullable=False),
        sa.Column("opened_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(reasons_hash) = 64", name=op.f("ck_cases_reasons_hash_length")),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_cases_enquiry_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_cases_opened_by")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_cases_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("enquiry_id", name=op.f("uq_cases_enquiry_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_cases_public_id")),
    )
    op.create_index(op.f("ix_cases_opened_by"), "cases", ["opened_by"], unique=False)
    op.create_index(op.f("ix_cases_provider_id"), "cases", ["provider_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("case_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("ground", sa.String(32), nullable=True),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("facts", sa.String(length=1000), nullable=False),
        sa.Column("source_id", sa.String(length=36), nullable=True),
        sa.Column("note_hash", sa.String(length=64), nullable=True),
        sa.Column("gathered_by", RowId, nullable=False),
        sa.Column("gathered_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "ground IN ('remedial_action_not_taken', 'no_reasonable_steps', 'not_reported_immediately')",
            name=op.f("ck_evidence_ground_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('finding', 'scripts_missing', 'enquiry_reasons', 'remedial_action', 'malpractice_report', 'investigation', 'self_assessment', 'participant_feedback', 'performance_review', 'extenuating_circumstances', 'provider_evidence', 'other_evidence')",
            name=op.f("ck_evidence_kind_known"),
        ),
        sa.CheckConstraint("side IN ('for', 'against')", name=op.f("ck_evidence_side_known")),
        sa.CheckConstraint("(source_id IS NULL) <> (note_hash IS NULL)", name=op.f("ck_evidence_record_or_note")),
        sa.CheckConstraint("length(facts) BETWEEN 2 AND 1000", name=op.f("ck_evidence_facts_length")),
        sa.CheckConstraint("length(note_hash) = 64", name=op.f("ck_evidence_note_hash_length")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evidence_case_id")),
        sa.ForeignKeyConstraint(["gathered_by"], ["people.id"], name=op.f("fk_evidence_gathered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("public_id", name=op.f("uq_evidence_public_id")),
    )
    op.create_index("ix_evidence_case_id_id", "evidence", ["case_id", "id"], unique=False)
    op.create_index(op.f("ix_evidence_gathered_by"), "evidence", ["gathered_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
