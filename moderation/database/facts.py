"""Remembers the rows of fact that a transaction wrote, each with the hash of what it says, for the log to vouch for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Boolean, RowMapping, Table, event, inspect
from sqlalchemy.orm import Mapper, Session

from moderation.database.columns import moment_text
from moderation.database.immutability import vouched_tables
from moderation.database.migrations.renamed import name_now
from moderation.database.transaction import UnitOfWork

NOTED = "noted"
IDENTIFIER = "public_id"


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """A row of a table, by its key, the names of the columns it was written with, and the hash of what they say."""

    table: str
    column_names: str
    key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Form:
    """How the rows of a table are hashed: by which columns, in the order of their names when the rows were written.

    `column_names` are those, and stay for ever; `columns` are the names that the same columns have now.
    """

    table: str
    column_names: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    truths: frozenset[str]

    def fact(self, row: Mapping[str, Any] | RowMapping) -> Fact:
        """Return what a row says in this form; a column that came later says nothing in it."""
        said = [self._said(name, row.get(name)) for name in self.columns]
        text = json.dumps([self.table, *said], separators=(",", ":"), ensure_ascii=True, default=_as_text)
        return Fact(self.table, self.column_names, self.key_of(row), hashlib.sha256(text.encode("ascii")).hexdigest())

    def key_of(self, row: Mapping[str, Any] | RowMapping) -> str:
        """Return what names a row: its identifier, or its primary key."""
        return "/".join(str(row[name]) for name in self.key)

    def _said(self, name: str, value: Any) -> Any:
        # SQLite gives 1 for true where a row comes from a statement of its own.
        return bool(value) if name in self.truths and value is not None else value


def note(session: Session, facts: Iterable[Fact]) -> None:
    """Remember rows until the log vouches for them."""
    session.info.setdefault(NOTED, []).extend(facts)


def take_noted(session: Session) -> list[Fact]:
    """Return the rows remembered since this was asked last, and forget them."""
    return cast(list[Fact], session.info.pop(NOTED, []))


def note_blocks(
    session: Session, table: Table, *, columns: Sequence[str], blocks: Iterable[list[Sequence[Any]]]
) -> Iterator[list[Sequence[Any]]]:
    """Yield blocks of rows of a table of facts unchanged, and remember each row for the log."""
    form = form_of(table)
    for block in blocks:
        note(session, (form.fact(dict(zip(columns, row, strict=True))) for row in block))
        yield block


@cache
def form_of(table: Table) -> Form:
    """Return the form in which the rows of a table are written now."""
    # Its number too: that is what other rows refer to.
    return earlier_form(table, " ".join(sorted(column.name for column in table.columns)))


def earlier_form(table: Table, column_names: str) -> Form:
    """Return the form of some columns of a table; a column that the table does not have is a LookupError."""
    columns = tuple(name_now(table.name, name) for name in column_names.split(" "))
    types = {column.name: column.type for column in table.columns}
    return Form(
        table=table.name,
        column_names=column_names,
        key=(IDENTIFIER,) if IDENTIFIER in types else tuple(column.name for column in table.primary_key.columns),
        columns=columns,
        truths=frozenset(name for name in columns if isinstance(types[name], Boolean)),
    )


def fact_of(record: object) -> Fact:
    """Return what a record says that was written or found."""
    mapper: Mapper[Any] = inspect(record).mapper
    table = mapper.local_table
    assert isinstance(table, Table)
    held = vars(record)
    row = {column.name: held.get(attribute) for column, attribute in _attributes(mapper)}
    return form_of(table).fact(row)


@cache
def _attributes(mapper: Mapper[Any]) -> tuple[tuple[Any, str], ...]:
    return tuple((attribute.columns[0], attribute.key) for attribute in mapper.column_attrs)


@event.listens_for(UnitOfWork, "after_flush")
def _note_new(session: Session, _context: object) -> None:
    kept = vouched_tables()
    note(session, (fact_of(record) for record in session.new if getattr(record, "__tablename__", "") in kept))


@event.listens_for(UnitOfWork, "after_transaction_end")
def _forget(session: Session, transaction: object) -> None:
    if getattr(transaction, "parent", None) is None:
        take_noted(session)


def _as_text(value: object) -> str:
    writers: tuple[tuple[type, Callable[[Any], str]], ...] = (
        (datetime, moment_text),
        (date, date.isoformat),
        (UUID, str),
    )
    for kind, write in writers:
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"A record of fact cannot hold a {type(value).__name__}.")
