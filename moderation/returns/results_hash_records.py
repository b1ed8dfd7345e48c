"""One hash over every column of a return's results, made while they are filed and again from what is stored.

A result is a line of its cells, in the order of the columns that the hash names, with tabs between them; nothing is an
empty cell, and a truth is 1 or 0. No cell that is filed holds a tab or the end of a line, so as many lines as results
say what each of them is. A column that came after a return was filed is none of those that its hash names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Boolean, Date, Dialect, ForeignKey, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.immutability import immutable
from moderation.database.migrations.renamed import name_now
from moderation.database.model import HEX_DIGEST_LENGTH, Model, hex_digest
from moderation.returns.ordered_results import streamed
from moderation.returns.reading import MOST_KINDS, RESULT_COLUMNS
from moderation.returns.records import Result, Return

TAB = "\t"
ROWS_A_BLOCK = 1_000
OWN_CELLS = 4
# How a database of one kind writes a day, whatever its settings.
DAYS = {"postgresql": "to_char({}, 'YYYY-MM-DD')", "sqlite": "{}"}
# The columns that are hashed as a return is filed; the return itself is what they are of.
COLUMN_NAMES = " ".join(RESULT_COLUMNS[1:])
LONGEST_COLUMN_NAMES = 1_000


@immutable
class ResultsHash(Model):
    """The hash of the results of a return, made while they were filed, and over which columns; every return has one."""

    __tablename__ = "results_hashes"

    return_id: Mapped[int] = mapped_column(ForeignKey(Return.id), primary_key=True, autoincrement=False)
    column_names: Mapped[str] = mapped_column(String(LONGEST_COLUMN_NAMES))
    sha256: Mapped[str] = mapped_column(String(HEX_DIGEST_LENGTH))

    __table_args__ = (hex_digest("sha256"),)


class ResultsHasher:
    """Hashes results as they pass by, in the order of RESULT_COLUMNS."""

    def __init__(self) -> None:
        self._hasher = hashlib.sha256()
        # What many rows share is written once.
        self._shared: dict[tuple[Any, ...], str] = {}

    def passing(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Pass results on as they are read from a file that was checked."""
        while block := list(islice(rows, ROWS_A_BLOCK)):
            if len(self._shared) > MOST_KINDS:
                self._shared.clear()
            self._hasher.update("".join(map(self._line, block)).encode())
            yield from block

    def _line(self, row: tuple[Any, ...]) -> str:
        number, script_ref, participant_ref, assessed_on = row[:OWN_CELLS]
        values = row[OWN_CELLS:]
        shared = self._shared.get(values)
        if shared is None:
            shared = self._shared[values] = TAB.join("" if cell is None else str(cell) for cell in values)
        return f"{number}\t{script_ref}\t{participant_ref}\t{assessed_on or ''}\t{shared}\n"

    @property
    def sha256(self) -> str:
        """Return the hash of what passed so far."""
        return self._hasher.hexdigest()


def kept_hashes(session: Session, returns: Collection[int]) -> dict[int, ResultsHash]:
    """Return the hashes that were kept of some returns, by the return's number."""
    statement = select(ResultsHash).where(ResultsHash.return_id.in_(returns))
    return {kept.return_id: kept for kept in session.scalars(statement)}


def stored_hash(session: Session, return_id: int, *, column_names: str = COLUMN_NAMES) -> str:
    """Return the hash of a return's results as they are stored, over the columns that were hashed then."""
    statement = text(_in_lines(session.get_bind().dialect, column_names))
    lines = (line for (line,) in streamed(session, statement, return_id))
    hasher = hashlib.sha256()
    while block := list(islice(lines, ROWS_A_BLOCK)):
        hasher.update(("\n".join(block) + "\n").encode())
    return hasher.hexdigest()


def _in_lines(dialect: Dialect, column_names: str) -> str:
    cells = [_cell(dialect, name_now(Result.__tablename__, name)) for name in column_names.split(" ")]
    line = f" || '{TAB}' || ".join(f"coalesce(CAST({cell} AS VARCHAR), '')" for cell in cells)
    return f"SELECT {line} FROM results WHERE return_id = :return_id ORDER BY results.row"  # noqa: S608 - our own names


def _cell(dialect: Dialect, name: str) -> str:
    """Return how a database writes a column; one that is not there is a LookupError."""
    column = Result.__table__.columns[name]
    quoted = f"results.{dialect.identifier_preparer.quote(column.name)}"
    if isinstance(column.type, Boolean):
        return f"CASE WHEN {quoted} THEN 1 ELSE 0 END"
    return DAYS[dialect.name].format(quoted) if isinstance(column.type, Date) else quoted
