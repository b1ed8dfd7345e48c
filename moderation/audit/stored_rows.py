"""Reads the raw rows of a table strictly: a value that the service could not have written is not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Table, select, tuple_, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from moderation.errors import Unavailable

PAGE_ROWS = 1_000
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, Unavailable, DBAPIError)

Processor = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A raw row by its primary key; none where it holds a value that the service could not have written."""

    place: str
    row: Mapping[str, Any] | None


def stored_pages(session: Session, table: Table) -> Iterator[list[Stored]]:
    """Yield the rows of a table in pages, in the order of its primary key."""
    dialect = session.get_bind().dialect
    if dialect.name != "sqlite":
        # PostgreSQL's types keep nothing that reads otherwise than it was written.
        for page in _pages(session, table, raw=False):
            yield [Stored(_place(table, row), row) for row in page]
        return
    readers = {column.name: _reader(column.type.dialect_impl(dialect), dialect) for column in table.columns}
    for page in _pages(session, table, raw=True):
        yield [Stored(_place(table, row), _read(row, readers)) for row in page]


def _pages(session: Session, table: Table, *, raw: bool) -> Iterator[list[Mapping[str, Any]]]:
    key = [type_coerce(column, NullType()) if raw else column for column in table.primary_key.columns]
    wanted = [type_coerce(column, NullType()).label(column.name) if raw else column for column in table.columns]
    after: tuple[Any, ...] | None = None
    while True:
        page = select(*wanted).order_by(*key).limit(PAGE_ROWS)
        if after is not None:
            page = page.where(tuple_(*key) > tuple_(*after))
        rows: list[Mapping[str, Any]] = [dict(row) for row in session.execute(page).mappings()]
        if not rows:
            return
        yield rows
        after = tuple(rows[-1][column.name] for column in table.primary_key.columns)


def _place(table: Table, row: Mapping[str, Any]) -> str:
    return "/".join(str(row[column.name]) for column in table.primary_key.columns)


def _reader(kind: Any, dialect: Dialect) -> tuple[Processor, Processor]:
    return kind.result_processor(dialect, None), kind.bind_processor(dialect)


def _read(row: Mapping[str, Any], readers: Mapping[str, tuple[Processor, Processor]]) -> Mapping[str, Any] | None:
    """Return a row of SQLite as its types read it, if they would write it again just so."""
    read = {}
    for name, value in row.items():
        from_database, to_database = readers[name]
        try:
            read[name] = from_database(value) if from_database and value is not None else value
            again = to_database(read[name]) if to_database and value is not None else read[name]
        except UNREADABLE:
            return None
        if again != value or isinstance(value, bytes):
            return None
    return read
