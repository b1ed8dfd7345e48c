"""Turns what a database driver raises into the service's own words; what it does not know it leaves alone."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.exc import DBAPIError

from moderation.database.constraints import sentence_for
from moderation.database.model import Model
from moderation.errors import Busy, Conflict, ServiceError, Unavailable

if TYPE_CHECKING:
    import psycopg

BUSY = "The database is busy with somebody else's work. Nothing was changed: try again."
UNREACHABLE = "The database cannot be reached. Nothing was changed: try again later."
UNWRITABLE = "The database cannot be written to: its disk is full, damaged or read-only. Nothing was changed."

# What our own triggers say: it is written for people already.
OF_OUR_TRIGGERS = re.compile(
    r"The table [a-z_]+ keeps every row as it was written; [A-Z]+ is refused\."
    r"|The table [a-z_]+ takes no further row of this [a-z_]+: it stands in [a-z_]+ already\."
)

SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
SQLITE_UNREACHABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}
SQLITE_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CORRUPT,
}
# SQLSTATEs, by their first characters (PostgreSQL, appendix A).
POSTGRESQL_BUSY = ("40001", "40P01", "55P03")
POSTGRESQL_UNREACHABLE = ("08", "53300", "57P")
POSTGRESQL_UNWRITABLE = ("53", "58", "25006", "XX")


def as_service_error(error: Exception) -> ServiceError | None:
    """Return a database error as an error of the service, or None for a mistake in the program."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _from_sqlite(cause)
    # Its driver is loaded only where PostgreSQL is spoken: every other command starts that much sooner.
    driver = sys.modules.get("psycopg")
    if driver is not None and isinstance(cause, driver.Error):
        return _from_postgresql(cause)
    return None


def _from_sqlite(cause: sqlite3.Error) -> ServiceError | None:
    # The low byte is the kind, the rest its variety.
    kind = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if kind in SQLITE_BUSY:
        return Busy(BUSY)
    if kind in SQLITE_UNREACHABLE:
        return Unavailable(UNREACHABLE)
    if kind in SQLITE_UNWRITABLE:
        return Unavailable(UNWRITABLE)
    if isinstance(cause, sqlite3.IntegrityError):
        return _refused(str(cause), _sqlite_constraint(str(cause)))
    return None


def _from_postgresql(cause: psycopg.Error) -> ServiceError | None:
    state = cause.sqlstate or ""
    if state.startswith(POSTGRESQL_BUSY):
        return Busy(BUSY)
    if state.startswith(POSTGRESQL_UNREACHABLE):
        return Unavailable(UNREACHABLE)
    if state.startswith(POSTGRESQL_UNWRITABLE):
        return Unavailable(UNWRITABLE)
    if state.startswith("23"):
        return _refused(str(cause), cause.diag.constraint_name)
    if not state and isinstance(cause, sys.modules["psycopg"].OperationalError):
        # No SQLSTATE: no server answered.
        return Unavailable(UNREACHABLE)
    return None


def _refused(message: str, constraint: str | None) -> Conflict:
    own = OF_OUR_TRIGGERS.search(message)
    if own:
        return Conflict(own.group())
    explanation = sentence_for(constraint)
    return Conflict(explanation.sentence, field=explanation.field)


def _sqlite_constraint(message: str) -> str | None:
    """Return the name of the constraint in one of SQLite's messages, which names only CHECKs itself."""
    kind, _, detail = message.partition(" constraint failed: ")
    if kind == "CHECK":
        return detail
    if kind == "UNIQUE":
        columns = [column.strip() for column in detail.split(",")]
        table = Model.metadata.tables.get(columns[0].partition(".")[0])
        if table is not None:
            wanted = [column.partition(".")[2] for column in columns]
            return next((name for name, held in _unique_keys(table) if held == wanted), None)
    return None


def _unique_keys(table: Table) -> Iterator[tuple[str, list[str]]]:
    yield str(table.primary_key.name), [column.name for column in table.primary_key.columns]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield str(constraint.name), [column.name for column in constraint.columns]
    for index in table.indexes:
        if index.unique:
            yield str(index.name), [column.name for column in index.columns]
