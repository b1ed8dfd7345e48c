"""Keeps what was written: triggers that refuse every change to the tables whose rows are records of fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from sqlalchemy import Connection, text

from moderation.database.closing import missing_closings
from moderation.database.model import Model, reference_rows

Record = TypeVar("Record", bound=type[Model])

_IMMUTABLE: set[str] = set()
_UNVOUCHED: set[str] = set()
_ERASABLE: set[str] = set()

FUNCTION = "refuse_change"
FUNCTION_BODY = """
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'restrict_violation',
        MESSAGE = 'The table ' || TG_TABLE_NAME || ' keeps every row as it was written; ' || TG_OP || ' is refused.';
END
"""
# pg_trigger.tgtype: BEFORE (2), DELETE (8), UPDATE (16), TRUNCATE (32), for each statement.
REFUSES_ALL = 58

SQLITE_VERBS = ("UPDATE", "DELETE")
# SQLite's own words, so that a doubled key is understood by whoever reads its refusals, trigger or not.
DOUBLED = "UNIQUE constraint failed: {columns}"


def immutable(record: Record) -> Record:
    """Declare that a table's rows are written once: no UPDATE, no DELETE, no TRUNCATE."""
    _IMMUTABLE.add(record.__tablename__)
    return record


def unvouched(record: Record) -> Record:
    """Declare that the log does not vouch for single rows of a table; a comment there says what proves them."""
    _UNVOUCHED.add(record.__tablename__)
    return record


def erasable(record: Record) -> Record:
    """Declare that retention erases a table's rows: only such tables may hold people's words and addresses."""
    _ERASABLE.add(record.__tablename__)
    return record


def erasable_tables() -> list[str]:
    """Return the names of all tables declared erasable, in alphabetical order."""
    return sorted(_ERASABLE)


def vouched_tables() -> frozenset[str]:
    """Return the names of the tables whose every row some entry of the log vouches for."""
    return frozenset(_IMMUTABLE - _UNVOUCHED)


def immutable_tables() -> list[str]:
    """Return the names of all tables declared immutable, and of the closed lists, in alphabetical order."""
    return sorted(_IMMUTABLE | reference_rows().keys())


def create_triggers(connection: Connection, tables: Iterable[str]) -> None:
    """Create the triggers of tables; existing ones are replaced."""
    if connection.dialect.name == "sqlite":
        for name, statement in _sqlite_triggers(connection, tables).items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(statement)
        return
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${FUNCTION_BODY}$$"
    )
    for table in tables:
        name = f"{table}_kept"
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        )
        # ALWAYS: not even a session that plays a replica slips by.
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def drop_triggers(connection: Connection, tables: Iterable[str]) -> None:
    """Drop the triggers of some tables; the same transaction must end with `create_triggers` for them."""
    for table in tables:
        if connection.dialect.name == "sqlite":
            for verb in (*SQLITE_VERBS, "REPLACE"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_kept_from_{verb.lower()}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER {table}_kept")


def missing_triggers(connection: Connection) -> list[str]:
    """Return the tables that could be changed: a trigger of theirs is absent, switched off or not ours."""
    return sorted({*_unkept(connection, immutable_tables()), *(each.table for each in missing_closings(connection))})


def _unkept(connection: Connection, wanted: list[str]) -> list[str]:
    if connection.dialect.name == "sqlite":
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        held = {trigger.name: trigger.sql for trigger in made}
        return [
            table
            for table in wanted
            if any(held.get(name) != statement for name, statement in _sqlite_triggers(connection, [table]).items())
        ]
    guarded = _guarded_postgresql_tables(connection)
    return [table for table in wanted if table not in guarded]


def _sqlite_triggers(connection: Connection, tables: Iterable[str]) -> dict[str, str]:
    triggers = {}
    for table in tables:
        for verb in SQLITE_VERBS:
            name = f"{table}_kept_from_{verb.lower()}"
            refusal = f"The table {table} keeps every row as it was written; {verb} is refused."
            triggers[name] = (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
        name = f"{table}_kept_from_replace"
        refusals = " ".join(_refusal_of_a_doubled_key(table, key) for key in _sqlite_keys(connection, table))
        triggers[name] = f"CREATE TRIGGER {name} BEFORE INSERT ON {table} BEGIN {refusals} END"
    return triggers


@dataclass(frozen=True, slots=True)
class _Key:
    """Columns that no two rows share; where it is partial, no two rows of which `condition` is true."""

    columns: tuple[str, ...]
    condition: str = ""
    # The columns that the condition may speak of.
    known: tuple[str, ...] = ()


def _refusal_of_a_doubled_key(table: str, key: _Key) -> str:
    """Return the statement that refuses a duplicate key before INSERT OR REPLACE could delete the older row.

    A connection that did not switch `recursive_triggers` on would remove it without any trigger on DELETE.
    """
    message = DOUBLED.format(columns=", ".join(f"{table}.{column}" for column in key.columns))
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key.columns)
    if not key.condition:
        return f"SELECT RAISE(ABORT, '{message}') WHERE EXISTS (SELECT 1 FROM {table} WHERE {same});"  # noqa: S608
    new = ", ".join(f'NEW."{column}" AS "{column}"' for column in key.known)
    return (
        f"SELECT RAISE(ABORT, '{message}') WHERE EXISTS (SELECT 1 FROM {table} "  # noqa: S608
        f"WHERE {same} AND ({key.condition})) AND EXISTS (SELECT 1 FROM (SELECT {new}) WHERE {key.condition});"
    )


def _sqlite_keys(connection: Connection, table: str) -> list[_Key]:
    """Return each key of a table, its primary key first, the others in the order of their columns."""
    columns = connection.execute(text("SELECT name, pk FROM pragma_table_info(:table)"), {"table": table}).all()
    known = tuple(row.name for row in columns)
    primary = tuple(name for name, _ in sorted(((row.name, row.pk) for row in columns if row.pk), key=itemgetter(1)))
    listed = text('SELECT name, origin FROM pragma_index_list(:table) WHERE "unique"')
    indexes = connection.execute(listed, {"table": table}).all()
    # Only a primary key of one INTEGER has no index: it is the number of the row. Any other leaves that number free.
    hidden = [_Key(("rowid",))] if any(index.origin == "pk" for index in indexes) else []
    others = [_index_key(connection, index.name, known) for index in indexes if index.origin != "pk"]
    return [_Key(primary), *hidden, *sorted(others, key=lambda key: key.columns)]


def _index_key(connection: Connection, index: str, known: tuple[str, ...]) -> _Key:
    listed = text("SELECT name FROM pragma_index_info(:index) ORDER BY seqno")
    columns = tuple(connection.execute(listed, {"index": index}).scalars())
    made = text("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = :index")
    _, _, condition = (connection.scalar(made, {"index": index}) or "").partition(" WHERE ")
    # What lies in a table's own definition has no text, and no condition.
    spoken = tuple(column for column in known if re.search(rf"\b{column}\b", condition))
    return _Key(columns, condition, spoken)


def _guarded_postgresql_tables(connection: Connection) -> set[str]:
    statement = text(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE n.nspname = current_schema() AND t.tgname = c.relname || '_kept' AND t.tgenabled = 'A' "
        "AND t.tgtype = :kind AND t.tgqual IS NULL AND cardinality(t.tgattr::int2[]) = 0 "
        "AND p.proname = :function AND p.prosrc = :body"
    )
    found = connection.execute(statement, {"kind": REFUSES_ALL, "function": FUNCTION, "body": FUNCTION_BODY}).scalars()
    return set(found)
