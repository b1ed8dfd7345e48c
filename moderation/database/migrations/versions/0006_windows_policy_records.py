"""Versions of the policy, the values they hold, and which of them a window adopted and was judged under."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEPT = ["policy_versions", "policy_adoptions", "policy_values", "window_policies"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "policy_versions",
        sa.Column("window_id", RowId, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("approved_by", RowId, nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("length(label) BETWEEN 1 AND 100", name=op.f("ck_policy_versions_label_length")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_policy_versions_version_from_one")),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name=op.f("fk_policy_versions_approved_by")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_policy_versions_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_versions")),
        sa.UniqueConstraint("label", name=op.f("uq_policy_versions_label")),
        sa.UniqueConstraint("public_id", name=op.f("uq_policy_versions_public_id")),
        sa.UniqueConstraint("version", name=op.f("uq_policy_versions_version")),
    )
    op.create_index(op.f("ix_policy_versions_approved_by"), "policy_versions", ["approved_by"], unique=False)
    op.create_index(op.f("ix_policy_versions_window_id"), "policy_versions", ["window_id"], unique=False)
    op.create_table(
        "policy_adoptions",
        sa.Column("window_id", RowId, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("policy_version_id", RowId, nullable=False),
        sa.Column("adopted_by", RowId, nullable=False),
        sa.Column("adopted_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_policy_adoptions_number_from_one")),
        sa.ForeignKeyConstraint(["adopted_by"], ["people.id"], name=op.f("fk_policy_adoptions_adopted_by")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_versions.id"], name=op.f("fk_policy_adoptions_policy_version_id")
        ),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_policy_adoptions_window_id")),
        sa.PrimaryKeyConstraint("window_id", "number", name=op.f("pk_policy_adoptions")),
    )
    op.create_index(op.f("ix_policy_adoptions_adopted_by"), "policy_adoptions", ["adopted_by"], unique=False)
    op.create_index(
        op.f("ix_policy_adoptions_policy_version_id"), "policy_adoptions", ["policy_version_id"], unique=False
    )
    op.create_table(
        "policy_values",
        sa.Column("policy_version_id", RowId, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("basis", sa.String(32), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.CheckConstraint("basis IN ('sourced', 'analogy', 'policy')", name=op.f("ck_policy_values_basis_known")),
        sa.CheckConstraint("length(key) BETWEEN 1 AND 64", name=op.f("ck_policy_values_key_length")),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_versions.id"], name=op.f("fk_policy_values_policy_version_id")
        ),
        sa.PrimaryKeyConstraint("policy_version_id", "key", name=op.f("pk_policy_values")),
    )
    op.create_table(
        "window_policies",
        sa.Column("window_id", RowId, autoincrement=False, nullable=False),
        sa.Column("policy_version_id", RowId, nullable=False),
        sa.Column("fixed_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_version_id"], ["policy_versions.id"], name=op.f("fk_window_policies_policy_version_id")
        ),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_window_policies_window_id")),
        sa.PrimaryKeyConstraint("window_id", name=op.f("pk_window_policies")),
    )
    op.create_index(
        op.f("ix_window_policies_policy_version_id"), "window_policies", ["policy_version_id"], unique=False
    )
    create_triggers(op.get_bind(), KEPT)
