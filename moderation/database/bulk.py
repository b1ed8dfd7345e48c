"""Brings many rows in fast: COPY on PostgreSQL, the driver's own executemany on SQLite; memory stays flat."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from types import NoneType
from typing import Any

from sqlalchemy import Connection, Date, FromClause, String, Table, Uuid, func, select, text
from sqlalchemy.orm import Session

from moderation.database.columns import UtcMoment
from moderation.database.facts import note_blocks
from moderation.database.immutability import vouched_tables
from moderation.database.transaction import note_write, noting

# Small, so that the server works on one block while the next is made.
BLOCK_ROWS = 1_000
# On SQLite a statement with the values of many rows takes half the time of as many statements.
VALUES_A_STATEMENT = 700
# 256 MiB: with the default of 2 MB the indexes of a large table are read again for every row.
BULK_CACHE = -262_144

NUMBER = "id"

Row = Sequence[Any]
Converters = list[tuple[int, Callable[[Any], Any]]]
# Types that SQLite's driver cannot write by itself.
CONVERTED_ON_SQLITE = (Date, Uuid, UtcMoment)


class EmptyText(ValueError):
    """An empty text came for a column that may be null: COPY could not tell the two apart."""


def insert_rows(
    session: Session, table: FromClause, columns: Sequence[str], *, rows: Iterable[Row], are_new: bool = True
) -> int:
    """Insert rows, each in the order of the columns, within the session's transaction; return how many.

    Rows that come back from a backup are not new: the log that comes with them vouches for them.
    """
    assert isinstance(table, Table)
    with noting(session):
        note_write(session, f"INSERT INTO {table.name}")
    session.flush()
    connection = session.connection()
    blocks: Iterable[list[Row]] = _without_empty_texts(table, columns, rows)
    if are_new and table.name in vouched_tables():
        if NUMBER in table.columns and NUMBER not in columns:
            columns, blocks = (*columns, NUMBER), _numbered(connection, table, blocks)
        blocks = note_blocks(session, table, columns=columns, blocks=blocks)
    if connection.dialect.name == "sqlite":
        return _insert_on_sqlite(connection, table, columns, blocks)
    return _copy_to_postgresql(connection, table, columns, blocks)


def _numbered(connection: Connection, table: Table, blocks: Iterable[list[Row]]) -> Iterable[list[Row]]:
    """Return blocks whose rows have their numbers already: what vouches for a row names what others refer to."""
    if connection.dialect.name == "sqlite":
        return _numbered_on_sqlite(connection, table, blocks)
    # All numbers first: while rows are on their way, the connection answers nothing else.
    whole = list(blocks)
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, NUMBER)))
    drawn = text("SELECT nextval(CAST(:sequence AS regclass)) FROM generate_series(1, :count)")
    wanted = {"sequence": sequence, "count": sum(map(len, whole))}
    numbers = iter(connection.execute(drawn, wanted).scalars().all())
    return [[(*row, next(numbers)) for row in block] for block in whole]


def _numbered_on_sqlite(connection: Connection, table: Table, blocks: Iterable[list[Row]]) -> Iterator[list[Row]]:
    # Whoever writes has the whole database.
    last = connection.scalar(select(func.max(table.c[NUMBER]))) or 0
    for block in blocks:
        yield [(*row, number) for number, row in enumerate(block, start=last + 1)]
        last += len(block)


def _without_empty_texts(table: Table, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows in blocks, once no text that may be null is empty."""
    nullable = [
        (place, name)
        for place, name in enumerate(columns)
        if table.c[name].nullable and isinstance(table.c[name].type, String)
    ]
    remaining = iter(rows)
    while block := list(islice(remaining, BLOCK_ROWS)):
        for place, name in nullable:
            if "" in [row[place] for row in block]:
                raise EmptyText(f"{table.name}.{name} takes a text or nothing, no empty text.")
        yield block


def _insert_on_sqlite(connection: Connection, table: Table, columns: Sequence[str], blocks: Iterable[list[Row]]) -> int:
    one = f"({', '.join('?' * len(columns))})"
    statement = f"INSERT INTO {_target(connection, table, columns)} VALUES "  # noqa: S608 - our own names
    at_once = max(1, VALUES_A_STATEMENT // len(columns))
    many = statement + ", ".join([one] * at_once)
    converters = _sqlite_converters(connection, table, columns)
    cache = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = {BULK_CACHE}")
    driver: Any = connection.connection.driver_connection
    count = 0
    try:
        for block in blocks:
            rows = _converted(block, converters)
            whole = len(rows) - len(rows) % at_once
            driver.executemany(many, (list(chain(*rows[at : at + at_once])) for at in range(0, whole, at_once)))
            driver.executemany(statement + one, rows[whole:])
            count += len(rows)
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {int(cache)}")
    return count


def _sqlite_converters(connection: Connection, table: Table, columns: Sequence[str]) -> Converters:
    converters: Converters = []
    for place, name in enumerate(columns):
        kind = table.c[name].type
        if isinstance(kind, CONVERTED_ON_SQLITE):
            convert = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
            if convert is not None:
                converters.append((place, convert))
    return converters


def _converted(block: list[Row], converters: Converters) -> list[Row]:
    """Return rows as the driver can write them; nearly all can be as they are."""
    for place, convert in converters:
        # A date may come as the text it was read from, which is what SQLite keeps.
        if {type(row[place]) for row in block} - {str, NoneType}:
            block = [(*row[:place], _as_kept(row[place], convert), *row[place + 1 :]) for row in block]
    return block


def _as_kept(cell: Any, convert: Callable[[Any], Any]) -> Any:
    return cell if isinstance(cell, str) else convert(cell)


def _copy_to_postgresql(
    connection: Connection, table: Table, columns: Sequence[str], blocks: Iterable[list[Row]]
) -> int:
    quote = connection.dialect.identifier_preparer.quote
    texts = [name for name in columns if isinstance(table.c[name].type, String) and not table.c[name].nullable]
    # An empty cell is null, except where a text must stand.
    never_null = f", FORCE_NOT_NULL ({', '.join(map(quote, texts))})" if texts else ""
    statement = f"COPY {_target(connection, table, columns)} FROM STDIN WITH (FORMAT csv{never_null})"
    driver: Any = connection.connection.driver_connection
    count = 0
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for block in blocks:
            copy.write(_as_csv(block))
            count += len(block)
    return count


def _as_csv(block: list[Row]) -> str:
    """Write rows as CSV, where nothing is as an empty cell."""
    width = len(block[0])
    line = ",".join(["%s"] * width) + "\n"
    text = "".join([line % tuple(row) for row in block])
    if "None" in text:
        block = [["" if cell is None else cell for cell in row] for row in block]
        text = "".join([line % tuple(row) for row in block])
    # Most rows need no quotes, and the writer that knows about them takes three times as long.
    separators = text.count(",") + text.count("\n")
    if separators == len(block) * width and '"' not in text and "\r" not in text:
        return text
    written = io.StringIO()
    csv.writer(written).writerows(block)
    return written.getvalue()


def _target(connection: Connection, table: Table, columns: Sequence[str]) -> str:
    quote = connection.dialect.identifier_preparer.quote
    return f"{quote(table.name)} ({', '.join(map(quote, columns))})"
