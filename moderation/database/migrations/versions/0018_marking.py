"""The national outcome of each script and how it came about: settled here, or settled elsewhere and imported."""

# ruff: noqa: E501 - a CHECK reads best in one piece
import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEPT = ["outcome_imports", "reveals", "settlements"]


def upgrade() -> None:
    """Make the tables of this room."""
    op.create_table(
        "outcome_imports",
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rows_count", sa.Integer(), nullable=False),
        sa.Column("used_count", sa.Integer(), nullable=False),
        sa.Column("ignored_count", sa.Integer(), nullable=False),
        sa.Column("imported_by", RowId, nullable=False),
        sa.Column("imported_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_outcome_imports_sha256_length")),
        sa.CheckConstraint(
            "rows_count = used_count + ignored_count AND used_count >= 1 AND ignored_count >= 0",
            name=op.f("ck_outcome_imports_counts_add_up"),
        ),
        sa.ForeignKeyConstraint(["imported_by"], ["people.id"], name=op.f("fk_outcome_imports_imported_by")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_outcome_imports_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_imports")),
        sa.UniqueConstraint("public_id", name=op.f("uq_outcome_imports_public_id")),
    )
    op.create_index(op.f("ix_outcome_imports_imported_by"), "outcome_imports", ["imported_by"], unique=False)
    op.create_index(op.f("ix_outcome_imports_window_id"), "outcome_imports", ["window_id"], unique=False)
    op.create_table(
        "reveals",
        sa.Column("sampled_script_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("revealed_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reveals_person_id")),
        sa.ForeignKeyConstraint(
            ["sampled_script_id"], ["sampled_scripts.id"], name=op.f("fk_reveals_sampled_script_id")
        ),
        sa.PrimaryKeyConstraint("sampled_script_id", "person_id", name=op.f("pk_reveals")),
    )
    op.create_index(op.f("ix_reveals_person_id"), "reveals", ["person_id"], unique=False)
    op.create_table(
        "settlements",
        sa.Column("sampled_script_id", RowId, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("national_outcome", sa.String(32), nullable=False),
        sa.Column("national_mark", sa.Integer(), nullable=True),
        sa.Column("max_mark", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(32), nullable=False),
        sa.Column("adjudication_id", RowId, nullable=True),
        sa.Column("import_id", RowId, nullable=True),
        sa.Column("reason_hash", sa.String(length=64), nullable=True),
        sa.Column("settled_by", RowId, nullable=False),
        sa.Column("settled_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(how = 'imported') = (import_id IS NOT NULL)", name=op.f("ck_settlements_import_named")),
        sa.CheckConstraint(
            "(how IN ('adjudicated', 're_adjudicated')) = (adjudication_id IS NOT NULL)",
            name=op.f("ck_settlements_adjudication_named"),
        ),
        sa.CheckConstraint(
            "how IN ('first_agreed', 'second_agreed', 'adjudicated', 'imported', 're_adjudicated')",
            name=op.f("ck_settlements_how_known"),
        ),
        sa.CheckConstraint("national_outcome IN ('pass', 'fail')", name=op.f("ck_settlements_national_outcome_known")),
        sa.CheckConstraint(
            "(national_mark IS NULL) = (max_mark IS NULL) AND (national_mark IS NULL OR (max_mark BETWEEN 1 AND 10000 AND national_mark BETWEEN 0 AND max_mark))",
            name=op.f("ck_settlements_national_mark_in_range"),
        ),
        sa.CheckConstraint("length(reason_hash) = 64", name=op.f("ck_settlements_reason_hash_length")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_settlements_sequence_from_one")),
        sa.ForeignKeyConstraint(["adjudication_id"], ["adjudications.id"], name=op.f("fk_settlements_adjudication_id")),
        sa.ForeignKeyConstraint(["import_id"], ["outcome_imports.id"], name=op.f("fk_settlements_import_id")),
        sa.ForeignKeyConstraint(
            ["sampled_script_id"], ["sampled_scripts.id"], name=op.f("fk_settlements_sampled_script_id")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_settlements_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
        sa.UniqueConstraint("adjudication_id", name=op.f("uq_settlements_adjudication_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_settlements_public_id")),
        sa.UniqueConstraint("sampled_script_id", "sequence", name=op.f("uq_settlements_sampled_script_id_sequence")),
    )
    op.create_index(op.f("ix_settlements_import_id"), "settlements", ["import_id"], unique=False)
    op.create_index(op.f("ix_settlements_settled_by"), "settlements", ["settled_by"], unique=False)
    op.create_table(
        "settlement_reasons",
        sa.Column("settlement_id", RowId, autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlements.id"], name=op.f("fk_settlement_reasons_settlement_id")
        ),
        sa.PrimaryKeyConstraint("settlement_id", name=op.f("pk_settlement_reasons")),
    )
    create_triggers(op.get_bind(), KEPT)
