"""Makes a whole schema from the records: for tests, and as the script of the first step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, create_mock_engine, event

import moderation
from moderation.database.closing import closings, create_closings
from moderation.database.engine import open_engine
from moderation.database.immutability import create_triggers, immutable_tables
from moderation.database.migrations import seeds
from moderation.database.migrations.steps import SEPARATOR
from moderation.database.model import Model

DIALECTS = ("sqlite", "postgresql")


def load_records() -> MetaData:
    """Import every module that declares tables and return them all."""
    top = Path(moderation.__path__[0])
    for path in sorted(top.glob("*/*.py")):
        if "__tablename__" in path.read_text(encoding="utf-8"):
            import_module(f"moderation.{path.parent.name}.{path.stem}")
    return Model.metadata


def make_schema(connection: Connection) -> None:
    """Make all tables, indexes and triggers, and fill in the rows that a new database starts with."""
    metadata = load_records()
    # Sorted, so that it does not matter who loaded which table first.
    metadata.create_all(connection, tables=metadata.sorted_tables, checkfirst=False)
    create_triggers(connection, immutable_tables())
    create_closings(connection, closings())
    for table, rows in seeds.starting_rows().items():
        for row in rows:
            statement = metadata.tables[table].insert().values(row)
            literal = statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
            connection.exec_driver_sql(str(literal), execution_options={"no_parameters": True})


def script_of(dialect: str) -> str:
    """Return the statements that make the schema on one kind of database."""
    statements = _recorded_on_sqlite() if dialect == "sqlite" else _recorded_for_postgresql()
    assert not any(SEPARATOR in statement for statement in statements)
    return "".join(f"{statement}{SEPARATOR}" for statement in _in_one_order(statements))


def _in_one_order(statements: Iterable[str]) -> Iterator[str]:
    """Yield statements with the indexes of a table in alphabetical order: a table knows no order of its indexes."""
    for is_index, together in groupby(statements, key=lambda each: each.startswith(("CREATE INDEX", "CREATE UNIQUE"))):
        run = list(together)
        yield from sorted(run) if is_index else run


def _recorded_on_sqlite() -> list[str]:
    # The triggers of SQLite follow from the keys that it reports, so the tables must stand.
    statements: list[str] = []

    def record(*given: Any) -> None:
        # What the event gives: connection, cursor, statement, and more.
        statement: str = given[2]
        if statement.strip().startswith(("CREATE", "INSERT")):
            statements.append(_tidy(statement))

    engine = open_engine("sqlite://")
    try:
        with engine.begin() as connection:
            event.listen(connection, "before_cursor_execute", record)
            make_schema(connection)
    finally:
        engine.dispose()
    return statements


def _recorded_for_postgresql() -> list[str]:
    statements: list[str] = []

    def record_made(made: Any, *_: Any, **__: Any) -> None:
        statements.append(_tidy(str(made.compile(dialect=mock.dialect))))

    mock: Any = create_mock_engine("postgresql+psycopg://", record_made)

    def record(statement: str, **_: Any) -> None:
        # A new database has nothing that could be dropped.
        if not statement.startswith("DROP TRIGGER IF EXISTS"):
            statements.append(_tidy(statement))

    mock.exec_driver_sql = record
    make_schema(mock)
    return statements


def _tidy(statement: str) -> str:
    return "\n".join(line.rstrip() for line in statement.strip().splitlines() if line.strip())
