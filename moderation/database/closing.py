"""Closes what was fixed: triggers that refuse further rows once another table names what the rows belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, Table, text

from moderation.database.model import Model

FUNCTION = "refuse_closed"
# The schema is named, so that no search path leads the look-up to another table.
FUNCTION_BODY = """
DECLARE
    is_closed boolean;
BEGIN
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || quote_ident(TG_TABLE_SCHEMA) || '.' || quote_ident(TG_ARGV[0])
        || ' WHERE ' || quote_ident(TG_ARGV[1]) || ' IN (SELECT ' || quote_ident(TG_ARGV[1]) || ' FROM added))'
        INTO is_closed;
    IF is_closed THEN
        RAISE EXCEPTION USING
            ERRCODE = 'restrict_violation',
            MESSAGE = 'The table ' || TG_TABLE_NAME || ' takes no further row of this ' || TG_ARGV[1]
                || ': it stands in ' || TG_ARGV[0] || ' already.';
    END IF;
    RETURN NULL;
END
"""
# pg_trigger.tgtype: INSERT (4), after it, for each statement.
AFTER_INSERT = 4


@dataclass(frozen=True, slots=True)
class Closing:
    """A rule that refuses inserts into a table once another table holds the row's key: the record is closed."""

    table: str
    by: str
    column: str

    @property
    def trigger(self) -> str:
        """The name of the trigger that holds it."""
        return f"{self.table}_closed_by_{self.by}"


_CLOSINGS: dict[str, Closing] = {}


def close(record: type[Model], *, by: type[Model], column: str) -> None:
    """Declare that a table is closed by another, which therefore is filled after it."""
    closing = Closing(record.__tablename__, by.__tablename__, column)
    _CLOSINGS[closing.trigger] = closing
    cast(Table, by.__table__).add_is_dependent_on(cast(Table, record.__table__))


def closings() -> list[Closing]:
    """Return all that was declared, in the order of the triggers' names."""
    return [_CLOSINGS[name] for name in sorted(_CLOSINGS)]


def create_closings(connection: Connection, wanted: Iterable[Closing]) -> None:
    """Create the triggers of closings; existing ones are replaced."""
    if connection.dialect.name == "sqlite":
        for closing in wanted:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {closing.trigger}")
            connection.exec_driver_sql(_sqlite_trigger(closing))
        return
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${FUNCTION_BODY}$$"
    )
    for closing in wanted:
        table, name = closing.table, closing.trigger
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        # Once for a statement, however many rows it brings: COPY brings a million.
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}('{closing.by}', '{closing.column}')"
        )
        connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def missing_closings(connection: Connection) -> list[Closing]:
    """Return the closings that do not hold: their trigger is absent, switched off or not ours."""
    if connection.dialect.name == "sqlite":
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        held = {trigger.name: trigger.sql for trigger in made}
        return [each for each in closings() if held.get(each.trigger) != _sqlite_trigger(each)]
    statement = text(
        "SELECT t.tgname, c.relname, t.tgargs FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE n.nspname = current_schema() AND t.tgenabled = 'A' AND t.tgtype = :kind AND t.tgqual IS NULL "
        "AND t.tgnewtable = 'added' AND p.proname = :function AND p.prosrc = :body"
    )
    values = {"kind": AFTER_INSERT, "function": FUNCTION, "body": FUNCTION_BODY}
    standing = {(row.tgname, row.relname, bytes(row.tgargs)) for row in connection.execute(statement, values)}
    return [each for each in closings() if (each.trigger, each.table, _arguments(each)) not in standing]


def _arguments(closing: Closing) -> bytes:
    """Return the arguments of a trigger as PostgreSQL keeps them."""
    return f"{closing.by}\0{closing.column}\0".encode()


def _sqlite_trigger(closing: Closing) -> str:
    table, by, column = closing.table, closing.by, closing.column
    refusal = f"The table {table} takes no further row of this {column}: it stands in {by} already."
    return (
        f"CREATE TRIGGER {closing.trigger} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}') "  # noqa: S608
        f"WHERE EXISTS (SELECT 1 FROM {by} WHERE {column} = NEW.{column}); END"
    )
