"""What the steps of the schema share, so that each stays short."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from sqlalchemy import Connection

from moderation.database.immutability import create_triggers, drop_triggers

# Between two statements of a script; none holds an empty line itself.
SEPARATOR = ";\n\n"


def script_name(revision: str, dialect: str) -> str:
    """Return the file that holds the statements of a step for one database."""
    return f"{revision}.{dialect}.sql"


def run_script(connection: Connection, revision: str) -> None:
    """Run the statements that a step keeps as SQL, one script for each kind of database."""
    folder = files("moderation.database.migrations") / "sql"
    script = (folder / script_name(revision, connection.dialect.name)).read_text(encoding="utf-8")
    for statement in script.removesuffix(SEPARATOR).split(SEPARATOR):
        # A per cent sign in a statement is itself, and no place for a value.
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


@contextmanager
def filling(connection: Connection, *tables: str) -> Iterator[None]:
    """Let a step fill new columns of tables of facts; what the log vouches for of their rows stays as it is."""
    drop_triggers(connection, tables)
    yield
    create_triggers(connection, tables)
