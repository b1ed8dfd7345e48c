"""An enquiry belongs to its finding; a report opens a record of the matter, and a record names incorrect awards."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId, UtcMoment
from moderation.database.immutability import create_triggers

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KEPT = ["enquiries", "incorrect_awards", "investigations"]


ENQUIRIES = "provider_id, window_id, ground, finding_id, opened_by, opened_at, id, public_id"
INVESTIGATIONS = "provider_id, report_id, kind, stage, began_at, text_hash, recorded_by, recorded_at, id, public_id"
ONE_RECORDER = "(recorded_by IS NULL) <> (recorded_by_token IS NULL)"
PROGRAMS_ONLY_REPORT = "recorded_by_token IS NULL OR report_id IS NOT NULL"


def upgrade() -> None:
    """Change two tables, rebuilding them on SQLite, and make the new one; every row stays as it was written."""
    if op.get_bind().dialect.name == "sqlite":
        # Rows that refer to a table being rebuilt find theirs again before the transaction ends.
        op.execute("PRAGMA defer_foreign_keys = ON")
        _rebuild("enquiries", ENQUIRIES, make=_make_enquiries)
        _rebuild("investigations", INVESTIGATIONS, make=_make_investigations)
    else:
        _alter_enquiries()
        _alter_investigations()
    op.create_index(op.f("ix_enquiries_window_id"), "enquiries", ["window_id"])
    op.create_index(op.f("ix_investigations_recorded_by_token"), "investigations", ["recorded_by_token"])
    _make_incorrect_awards()
    create_triggers(op.get_bind(), KEPT)


def _rebuild(table: str, columns: str, *, make: Callable[[], None]) -> None:
    op.execute(f"CREATE TEMPORARY TABLE rebuilt AS SELECT {columns} FROM {table}")  # noqa: S608
    op.drop_table(table)
    make()
    op.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM rebuilt ORDER BY id")  # noqa: S608
    op.execute("DROP TABLE rebuilt")


def _make_enquiries() -> None:
    op.create_table(
        "enquiries",
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("window_id", RowId, nullable=False),
        sa.Column("ground", sa.String(32), nullable=False),
        sa.Column("finding_id", RowId, nullable=False),
        sa.Column("opened_by", RowId, nullable=False),
        sa.Column("opened_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ground IN ('metric_5', 'requirement_a')", name=op.f("ck_enquiries_ground_known")),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f("fk_enquiries_finding_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_enquiries_opened_by")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_enquiries_provider_id")),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_enquiries_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
        sa.UniqueConstraint("public_id", name=op.f("uq_enquiries_public_id")),
        sa.UniqueConstraint("finding_id", "ground", name=op.f("uq_enquiries_finding_id_ground")),
    )
    for column in ("opened_by", "provider_id"):
        op.create_index(op.f(f"ix_enquiries_{column}"), "enquiries", [column])


def _alter_enquiries() -> None:
    op.drop_index("ix_enquiries_finding_id", table_name="enquiries")
    op.drop_constraint("uq_enquiries_window_id_provider_id_ground", "enquiries", type_="unique")
    op.create_unique_constraint(op.f("uq_enquiries_finding_id_ground"), "enquiries", ["finding_id", "ground"])


def _make_investigations() -> None:
    op.create_table(
        "investigations",
        sa.Column("provider_id", RowId, nullable=False),
        sa.Column("report_id", RowId, nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("began_at", UtcMoment(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("supersedes_id", RowId, nullable=True),
        sa.Column("recorded_by", RowId, nullable=True),
        sa.Column("recorded_by_token", RowId, nullable=True),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('malpractice', 'maladministration')", name=op.f("ck_investigations_kind_known")),
        sa.CheckConstraint("stage IN ('investigation', 'confirmed')", name=op.f("ck_investigations_stage_known")),
        sa.CheckConstraint("began_at <= recorded_at", name=op.f("ck_investigations_began_before_recorded")),
        sa.CheckConstraint("length(text_hash) = 64", name=op.f("ck_investigations_text_hash_length")),
        sa.CheckConstraint(ONE_RECORDER, name=op.f("ck_investigations_one_recorder")),
        sa.CheckConstraint(PROGRAMS_ONLY_REPORT, name=op.f("ck_investigations_programs_only_report")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_investigations_provider_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_investigations_recorded_by")),
        sa.ForeignKeyConstraint(["recorded_by_token"], ["tokens.id"], name=op.f("fk_investigations_recorded_by_token")),
        sa.ForeignKeyConstraint(["report_id"], ["malpractice_reports.id"], name=op.f("fk_investigations_report_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["investigations.id"], name=op.f("fk_investigations_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investigations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_investigations_public_id")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_investigations_supersedes_id")),
    )
    for column in ("provider_id", "recorded_by", "report_id"):
        op.create_index(op.f(f"ix_investigations_{column}"), "investigations", [column])


def _alter_investigations() -> None:
    op.alter_column("investigations", "recorded_by", nullable=True)
    op.add_column("investigations", sa.Column("supersedes_id", RowId, nullable=True))
    op.add_column("investigations", sa.Column("recorded_by_token", RowId, nullable=True))
    op.create_foreign_key(
        op.f("fk_investigations_supersedes_id"), "investigations", "investigations", ["supersedes_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_investigations_recorded_by_token"), "investigations", "tokens", ["recorded_by_token"], ["id"]
    )
    op.create_unique_constraint(op.f("uq_investigations_supersedes_id"), "investigations", ["supersedes_id"])
    op.create_check_constraint(op.f("ck_investigations_one_recorder"), "investigations", ONE_RECORDER)
    op.create_check_constraint(op.f("ck_investigations_programs_only_report"), "investigations", PROGRAMS_ONLY_REPORT)


def _make_incorrect_awards() -> None:
    op.create_table(
        "incorrect_awards",
        sa.Column("investigation_id", RowId, nullable=False),
        sa.Column("return_id", RowId, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("reasons_hash", sa.String(length=64), nullable=False),
        sa.Column("recorded_by", RowId, nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("id", RowId, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(reasons_hash) = 64", name=op.f("ck_incorrect_awards_reasons_hash_length")),
        sa.ForeignKeyConstraint(
            ["investigation_id"], ["investigations.id"], name=op.f("fk_incorrect_awards_investigation_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_incorrect_awards_recorded_by")),
        sa.ForeignKeyConstraint(
            ["return_id", "row"],
            ["results.return_id", "results.row"],
            name=op.f("fk_incorrect_awards_return_id_row"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incorrect_awards")),
        sa.UniqueConstraint(
            "investigation_id", "return_id", "row", name=op.f("uq_incorrect_awards_investigation_id_return_id_row")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_incorrect_awards_public_id")),
    )
    op.create_index(op.f("ix_incorrect_awards_recorded_by"), "incorrect_awards", ["recorded_by"])
    op.create_index("ix_incorrect_awards_return_id_row", "incorrect_awards", ["return_id", "row"])
