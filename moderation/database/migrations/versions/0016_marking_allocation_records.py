"""Who may not judge what, and which script was given to whom."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KEPT = ["declared_interests", "allocations", "allocation_ends"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "declared_interests",
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("withdraws_id", RowId, nullable=True),
        sa.Column("declared_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('provider', 'school', 'person')", name=op.f("ck_declared_interests_kind_known")),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 64", name=op.f("ck_declared_interests_code_length")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_declared_interests_person_id")),
        sa.ForeignKeyConstraint(
            ["withdraws_id"], ["declared_interests.id"], name=op.f("fk_declared_interests_withdraws_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_interests")),
        sa.UniqueConstraint("public_id", name=op.f("uq_declared_interests_public_id")),
        sa.UniqueConstraint("withdraws_id", name=op.f("uq_declared_interests_withdraws_id")),
    )
    op.create_index(op.f("ix_declared_interests_person_id"), "declared_interests", ["person_id"], unique=False)
    op.create_table(
        "allocations",
        sa.Column("sampled_script_id", RowId, nullable=False),
        sa.Column("moderator_id", RowId, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("allocated_by", RowId, nullable=False),
        sa.Column("allocated_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("role IN ('first', 'second', 'third')", name=op.f("ck_allocations_role_known")),
        sa.ForeignKeyConstraint(["allocated_by"], ["people.id"], name=op.f("fk_allocations_allocated_by")),
        sa.ForeignKeyConstraint(["moderator_id"], ["people.id"], name=op.f("fk_allocations_moderator_id")),
        sa.ForeignKeyConstraint(
            ["sampled_script_id"], ["sampled_scripts.id"], name=op.f("fk_allocations_sampled_script_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_allocations_public_id")),
        sa.UniqueConstraint(
            "sampled_script_id", "moderator_id", name=op.f("uq_allocations_sampled_script_id_moderator_id")
        ),
    )
    op.create_index(op.f("ix_allocations_allocated_by"), "allocations", ["allocated_by"], unique=False)
    op.create_index(op.f("ix_allocations_moderator_id"), "allocations", ["moderator_id"], unique=False)
    op.create_table(
        "allocation_ends",
        sa.Column("allocation_id", RowId, autoincrement=False, nullable=False),
        sa.Column("reason_code", sa.String(32), nullable=False),
        sa.Column("ended_by", RowId, nullable=False),
        sa.Column("ended_at", UtcMoment(), nullable=False),
        sa.CheckConstraint(
            "reason_code IN ('recognised', 'unreadable', 'wrong_person', 'identifies_a_child', 'interest', 'absence', 'balance', 'script_excluded')",
            name=op.f("ck_allocation_ends_reason_code_known"),
        ),
        sa.ForeignKeyConstraint(["allocation_id"], ["allocations.id"], name=op.f("fk_allocation_ends_allocation_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_allocation_ends_ended_by")),
        sa.PrimaryKeyConstraint("allocation_id", name=op.f("pk_allocation_ends")),
    )
    op.create_index(op.f("ix_allocation_ends_ended_by"), "allocation_ends", ["ended_by"], unique=False)
    create_triggers(op.get_bind(), KEPT)
