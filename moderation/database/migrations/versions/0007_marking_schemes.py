"""Mark schemes as data: criteria, totals and pass marks per version; the service invents none."""

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEPT = ["schemes", "criteria"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "schemes",
        sa.Column("qualification", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("max_mark", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.CheckConstraint("length(qualification) BETWEEN 1 AND 32", name=op.f("ck_schemes_qualification_length")),
        sa.CheckConstraint("max_mark >= 1", name=op.f("ck_schemes_max_positive")),
        sa.CheckConstraint("pass_mark BETWEEN 0 AND max_mark", name=op.f("ck_schemes_pass_mark_in_range")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_schemes_version_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schemes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_schemes_public_id")),
        sa.UniqueConstraint("qualification", "version", name=op.f("uq_schemes_qualification_version")),
    )
    op.create_table(
        "criteria",
        sa.Column("scheme_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 300", name=op.f("ck_criteria_title_length")),
        sa.CheckConstraint("max_score >= 1", name=op.f("ck_criteria_max_positive")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_criteria_number_from_one")),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_criteria_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
        sa.UniqueConstraint("public_id", name=op.f("uq_criteria_public_id")),
        sa.UniqueConstraint("scheme_id", "number", name=op.f("uq_criteria_scheme_id_number")),
    )
    create_triggers(op.get_bind(), KEPT)
