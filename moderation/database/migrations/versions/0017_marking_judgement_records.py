"""What moderators judged, criterion by criterion, and what lead moderators decided where they differ."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEPT = ["adjudications", "judgements", "judgement_scores"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "adjudications",
        sa.Column("sampled_script_id", RowId, nullable=False),
        sa.Column("decision", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("max_mark", sa.Integer(), nullable=True),
        sa.Column("reason_hash", sa.String(length=64), nullable=False),
        sa.Column("decided_by", RowId, nullable=False),
        sa.Column("decided_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(decision = 'refer_back') = (outcome IS NULL)", name=op.f("ck_adjudications_outcome_unless_referred")
        ),
        sa.CheckConstraint(
            "decision IN ('confirm', 'override', 'refer_back')", name=op.f("ck_adjudications_decision_known")
        ),
        sa.CheckConstraint("outcome IN ('pass', 'fail')", name=op.f("ck_adjudications_outcome_known")),
        sa.CheckConstraint(
            "(mark IS NULL) = (max_mark IS NULL) AND (mark IS NULL OR (max_mark BETWEEN 1 AND 10000 AND mark BETWEEN 0 AND max_mark))",
            name=op.f("ck_adjudications_mark_in_range"),
        ),
        sa.CheckConstraint("length(reason_hash) = 64", name=op.f("ck_adjudications_reason_hash_length")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_adjudications_decided_by")),
        sa.ForeignKeyConstraint(
            ["sampled_script_id"], ["sampled_scripts.id"], name=op.f("fk_adjudications_sampled_script_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudications")),
        sa.UniqueConstraint("public_id", name=op.f("uq_adjudications_public_id")),
    )
    op.create_index(op.f("ix_adjudications_decided_by"), "adjudications", ["decided_by"], unique=False)
    op.create_index(op.f("ix_adjudications_sampled_script_id"), "adjudications", ["sampled_script_id"], unique=False)
    op.create_table(
        "adjudication_reasons",
        sa.Column("adjudication_id", RowId, autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjudication_id"], ["adjudications.id"], name=op.f("fk_adjudication_reasons_adjudication_id")
        ),
        sa.PrimaryKeyConstraint("adjudication_id", name=op.f("pk_adjudication_reasons")),
    )
    op.create_table(
        "judgements",
        sa.Column("allocation_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scheme_id", RowId, nullable=True),
        sa.Column("total_mark", sa.Integer(), nullable=True),
        sa.Column("max_mark", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("reason_code", sa.String(32), nullable=False),
        sa.Column("total_misleads", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", RowId, nullable=True),
        sa.Column("notes_hash", sa.String(length=64), nullable=True),
        sa.Column("submitted_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(number > 1) = (reason_code = 'correction')", name=op.f("ck_judgements_reason_when_corrected")
        ),
        sa.CheckConstraint("outcome IN ('pass', 'fail')", name=op.f("ck_judgements_outcome_known")),
        sa.CheckConstraint(
            "reason_code IN ('scored', 'marked_without_scheme', 'total_misleads', 'correction')",
            name=op.f("ck_judgements_reason_code_known"),
        ),
        sa.CheckConstraint(
            "(number = 1) = (supersedes_id IS NULL) AND number >= 1", name=op.f("ck_judgements_corrects_the_last")
        ),
        sa.CheckConstraint(
            "(total_mark IS NULL) = (max_mark IS NULL) AND (total_mark IS NULL OR (max_mark BETWEEN 1 AND 10000 AND total_mark BETWEEN 0 AND max_mark))",
            name=op.f("ck_judgements_total_mark_in_range"),
        ),
        sa.CheckConstraint(
            "NOT total_misleads OR (scheme_id IS NOT NULL AND notes_hash IS NOT NULL)",
            name=op.f("ck_judgements_misleads_why"),
        ),
        sa.CheckConstraint("length(notes_hash) = 64", name=op.f("ck_judgements_notes_hash_length")),
        sa.ForeignKeyConstraint(
            ["allocation_id", "supersedes_id"],
            ["judgements.allocation_id", "judgements.id"],
            name=op.f("fk_judgements_allocation_id_supersedes_id"),
        ),
        sa.ForeignKeyConstraint(["allocation_id"], ["allocations.id"], name=op.f("fk_judgements_allocation_id")),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_judgements_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sa.UniqueConstraint("allocation_id", "id", name=op.f("uq_judgements_allocation_id_id")),
        sa.UniqueConstraint("allocation_id", "number", name=op.f("uq_judgements_allocation_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_judgements_public_id")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_judgements_supersedes_id")),
    )
    op.create_index(op.f("ix_judgements_scheme_id"), "judgements", ["scheme_id"], unique=False)
    op.create_table(
        "judgement_notes",
        sa.Column("id", RowId, nullable=False),
        sa.Column("judgement_id", RowId, nullable=False),
        sa.Column("criterion_id", RowId, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_judgement_notes_criterion_id")),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgements.id"], name=op.f("fk_judgement_notes_judgement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement_notes")),
    )
    op.create_index(op.f("ix_judgement_notes_criterion_id"), "judgement_notes", ["criterion_id"], unique=False)
    op.create_index(op.f("ix_judgement_notes_judgement_id"), "judgement_notes", ["judgement_id"], unique=False)
    op.create_table(
        "judgement_scores",
        sa.Column("judgement_id", RowId, nullable=False),
        sa.Column("criterion_id", RowId, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.CheckConstraint("score >= 0", name=op.f("ck_judgement_scores_score_not_negative")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_judgement_scores_criterion_id")),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgements.id"], name=op.f("fk_judgement_scores_judgement_id")),
        sa.PrimaryKeyConstraint("judgement_id", "criterion_id", name=op.f("pk_judgement_scores")),
    )
    op.create_index(op.f("ix_judgement_scores_criterion_id"), "judgement_scores", ["criterion_id"], unique=False)
    create_triggers(op.get_bind(), KEPT)
