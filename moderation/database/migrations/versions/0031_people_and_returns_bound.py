"""A person keeps a hash of their address, whose salt can be erased with it; a return keeps one of all its results."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from moderation.database.columns import RowId
from moderation.database.immutability import create_triggers

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KEPT = ["people", "results_hashes"]
HASHES = [("people", "email_hash"), ("person_details", "salt")]


def upgrade() -> None:
    """Make the new table and columns, rebuilding tables on SQLite; rows from before hold nothing in the columns."""
    if op.get_bind().dialect.name == "sqlite":
        # Rows that refer to a table being rebuilt find theirs again before the transaction ends.
        op.execute("PRAGMA defer_foreign_keys = ON")
        for table, column in HASHES:
            _rebuild(table, column)
    else:
        for table, column in HASHES:
            op.add_column(table, sa.Column(column, sa.String(length=64), nullable=True))
            op.create_check_constraint(op.f(_check(table, column)), table, f"length({column}) = 64")
    op.create_table(
        "results_hashes",
        sa.Column("return_id", RowId, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_results_hashes_sha256_length")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_results_hashes_return_id")),
        sa.PrimaryKeyConstraint("return_id", name=op.f("pk_results_hashes")),
    )
    create_triggers(op.get_bind(), KEPT)


def _check(table: str, column: str) -> str:
    return f"ck_{table}_{column}_length"


def _rebuild(table: str, column: str) -> None:
    """Make a table anew as it stands, with one column more; every row stays as it was written."""
    (made,) = _asked(f"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'")  # noqa: S608
    indexes = _asked(f"SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql <> ''")  # noqa: S608
    columns = ", ".join(f'"{name}"' for name in _asked(f"SELECT name FROM pragma_table_info('{table}')"))  # noqa: S608
    head, body = made.split("(", 1)
    check = f"CONSTRAINT {_check(table, column)} CHECK (length({column}) = 64)"
    op.execute(f"CREATE TEMPORARY TABLE rebuilt AS SELECT {columns} FROM {table}")  # noqa: S608
    op.drop_table(table)
    op.execute(f"{head}(\n\t{column} VARCHAR(64), {body.rstrip().removesuffix(')').rstrip()}, \n\t{check}\n)")
    op.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM rebuilt ORDER BY 1")  # noqa: S608
    op.execute("DROP TABLE rebuilt")
    for index in indexes:
        op.execute(index)


def _asked(statement: str) -> list[Any]:
    return list(op.get_bind().exec_driver_sql(statement).scalars())
