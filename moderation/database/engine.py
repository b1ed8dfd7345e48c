"""Opens the database, so that SQLite and PostgreSQL keep the same promises."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from moderation.errors import Unavailable

PATIENCE_SECONDS = 15
READING = "moderation_reading"


def open_engine(url: str | URL) -> Engine:
    """Open the database at an address: sqlite:///PATH or postgresql://USER@HOST/NAME."""
    address = address_of(url)
    return prepare(create_engine(address, **options_for(address)))


def address_of(url: str | URL) -> URL:
    """Return the address of a database with the driver that speaks to it, or refuse one of another kind."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise Unavailable("The address of the database cannot be read.") from None
    if address.get_backend_name() == "sqlite":
        return address
    if address.get_backend_name() in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    raise Unavailable("The database is SQLite or PostgreSQL: its address begins with sqlite:/// or postgresql://.")


def options_for(address: URL) -> dict[str, Any]:
    """Return the options with which the engine for an address is made."""
    if address.get_backend_name() == "sqlite":
        return {}
    return {"pool_pre_ping": True, "isolation_level": "READ COMMITTED"}


def prepare(engine: Engine) -> Engine:
    """Make an engine keep the promises of both databases, and return it."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver would begin transactions by itself, and late; `_begin_sqlite` begins them instead.
    connection.isolation_level = None
    for setting in (
        f"busy_timeout = {PATIENCE_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # Without it INSERT OR REPLACE removes a row and no trigger sees it.
        "recursive_triggers = ON",
        # What is erased is overwritten, and does not lie in the file until its place is needed.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    if connection.info.get(READING, False) is not reading:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        connection.info[READING] = reading
    # A writer that begins as a reader can find, too late, that somebody wrote in between.
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
        cursor.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
    connection.commit()
