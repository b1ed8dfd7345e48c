"""Decisions that two officials take, and appeals: no code decides, and the database holds the two apart."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KEPT = ["decisions", "appeals", "decision_confirmations", "decision_withdrawals"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "decisions",
        sa.Column("case_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("ground", sa.String(32), nullable=True),
        sa.Column("reasons_hash", sa.String(length=64), nullable=False),
        sa.Column("proposed_by", RowId, nullable=False),
        sa.Column("proposed_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'revocation') = (ground IS NOT NULL)", name=op.f("ck_decisions_revocation_has_a_ground")
        ),
        sa.CheckConstraint(
            "ground IN ('remedial_action_not_taken', 'no_reasonable_steps', 'not_reported_immediately')",
            name=op.f("ck_decisions_ground_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('no_action', 'notice_of_remedial_action', 'remedial_action_accepted', 'revocation', 'appeal_allowed', 'appeal_dismissed')",
            name=op.f("ck_decisions_kind_known"),
        ),
        sa.CheckConstraint("length(reasons_hash) = 64", name=op.f("ck_decisions_reasons_hash_length")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decisions_case_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name=op.f("fk_decisions_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("id", "proposed_by", name=op.f("uq_decisions_id_proposed_by")),
        sa.UniqueConstraint("public_id", name=op.f("uq_decisions_public_id")),
    )
    op.create_index("ix_decisions_case_id_id", "decisions", ["case_id", "id"], unique=False)
    op.create_index(op.f("ix_decisions_proposed_by"), "decisions", ["proposed_by"], unique=False)
    op.create_table(
        "appeals",
        sa.Column("decision_id", RowId, nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("lodged_by", RowId, nullable=False),
        sa.Column("lodged_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_appeals_text_hash_length")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_appeals_decision_id")),
        sa.ForeignKeyConstraint(["lodged_by"], ["people.id"], name=op.f("fk_appeals_lodged_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_appeals_decision_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appeals_public_id")),
    )
    op.create_index(op.f("ix_appeals_lodged_by"), "appeals", ["lodged_by"], unique=False)
    op.create_table(
        "decision_confirmations",
        sa.Column("decision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", RowId, nullable=False),
        sa.Column("confirmed_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("confirmed_by <> proposed_by", name=op.f("ck_decision_confirmations_two_officials")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_decision_confirmations_confirmed_by")),
        sa.ForeignKeyConstraint(
            ["decision_id", "proposed_by"],
            ["decisions.id", "decisions.proposed_by"],
            name=op.f("fk_decision_confirmations_decision_id_proposed_by"),
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_confirmations")),
    )
    op.create_index(
        op.f("ix_decision_confirmations_confirmed_by"), "decision_confirmations", ["confirmed_by"], unique=False
    )
    op.create_index(
        "ix_decision_confirmations_decision_id_proposed_by",
        "decision_confirmations",
        ["decision_id", "proposed_by"],
        unique=False,
    )
    op.create_table(
        "decision_withdrawals",
        sa.Column("decision_id", RowId, autoincrement=False, nullable=False),
        sa.Column("withdrawn_by", RowId, nullable=False),
        sa.Column("withdrawn_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_decision_withdrawals_decision_id")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["people.id"], name=op.f("fk_decision_withdrawals_withdrawn_by")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_withdrawals")),
    )
    op.create_index(
        op.f("ix_decision_withdrawals_withdrawn_by"), "decision_withdrawals", ["withdrawn_by"], unique=False
    )
    create_triggers(op.get_bind(), KEPT)
