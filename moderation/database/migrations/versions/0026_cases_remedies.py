"""Remedial actions that a notice requires, what a provider shows for each, and what people make of it."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEPT = ["remedial_actions", "remedial_evidence", "remedial_judgements"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "remedial_actions",
        sa.Column("decision_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_remedial_actions_text_hash_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_remedial_actions_number_from_one")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_remedial_actions_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedial_actions")),
        sa.UniqueConstraint("decision_id", "number", name=op.f("uq_remedial_actions_decision_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_remedial_actions_public_id")),
    )
    op.create_table(
        "remedial_evidence",
        sa.Column("action_id", RowId, nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("submitted_by", RowId, nullable=False),
        sa.Column("submitted_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_remedial_evidence_text_hash_length")),
        sa.ForeignKeyConstraint(["action_id"], ["remedial_actions.id"], name=op.f("fk_remedial_evidence_action_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["people.id"], name=op.f("fk_remedial_evidence_submitted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedial_evidence")),
        sa.UniqueConstraint("public_id", name=op.f("uq_remedial_evidence_public_id")),
    )
    op.create_index("ix_remedial_evidence_action_id_id", "remedial_evidence", ["action_id", "id"], unique=False)
    op.create_index(op.f("ix_remedial_evidence_submitted_by"), "remedial_evidence", ["submitted_by"], unique=False)
    op.create_table(
        "remedial_judgements",
        sa.Column("action_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("reasons_hash", sa.String(length=64), nullable=False),
        sa.Column("judged_by", RowId, nullable=False),
        sa.Column("judged_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('taken', 'not_taken_for_compelling_reasons', 'not_taken')",
            name=op.f("ck_remedial_judgements_verdict_known"),
        ),
        sa.CheckConstraint("length(reasons_hash) = 64", name=op.f("ck_remedial_judgements_reasons_hash_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_remedial_judgements_number_from_one")),
        sa.ForeignKeyConstraint(["action_id"], ["remedial_actions.id"], name=op.f("fk_remedial_judgements_action_id")),
        sa.ForeignKeyConstraint(["judged_by"], ["people.id"], name=op.f("fk_remedial_judgements_judged_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedial_judgements")),
        sa.UniqueConstraint("action_id", "number", name=op.f("uq_remedial_judgements_action_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_remedial_judgements_public_id")),
    )
    op.create_index(op.f("ix_remedial_judgements_judged_by"), "remedial_judgements", ["judged_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
