"""The wall around a transaction: nothing is written before a permission was asked, nor after the log's entry.

A transaction goes one way: CLOSED (nothing was permitted yet) -> OPEN (a permission was asked) -> SEALED (the log
entry is written). A door's own notes (`unlogged`, such as when a token was last used) may be written always.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event

from moderation.database.immutability import vouched_tables
from moderation.database.model import Model

MOST_STATEMENTS = 4_096

# What changes rows or tables, in either dialect; a name in quotes, a text and a comment say nothing.
_SILENT = re.compile(
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.DOTALL | re.IGNORECASE
)
_WRITES = re.compile(
    r"\b(?:INSERT|UPDATE|DELETE|MERGE|REPLACE\s+INTO|TRUNCATE|CREATE|ALTER|DROP|GRANT|REVOKE|REINDEX|VACUUM|CALL|DO)\b"
    r"|\bCOPY\b.*\bFROM\b|\bINTO\b",
    re.DOTALL | re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:INTO|(?<!DO )UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)


class WrittenAfterSeal(Exception):
    """An action wrote after its entry of the log: a mistake in the program, never in what was asked."""


class NotPermitted(Exception):
    """An action wrote before it asked for a permission: a mistake in the program, never in what was asked."""


class Unlogged(Exception):
    """A transaction would commit what no entry of the log tells: a mistake in the program."""


class Unvouched(Exception):
    """A row of fact was written past the records, so that no entry would vouch for it: a mistake in the program."""


class Phase(Enum):
    """The phase of a transaction."""

    CLOSED = auto()
    OPEN = auto()
    SEALED = auto()
    UNGUARDED = auto()


@dataclass(slots=True)
class Wall:
    """What a transaction may do now, and what it did."""

    phase: Phase = Phase.CLOSED
    has_written: bool = False
    has_logged: bool = False
    # Whether what is written now comes from the records, which are noted for the log to vouch for.
    is_noting: bool = False

    def open(self) -> None:
        """Let the transaction write: a permission was asked."""
        if self.phase in (Phase.CLOSED, Phase.UNGUARDED):
            self.phase, self.has_written = Phase.OPEN, False

    def seal(self) -> None:
        """Refuse every further write except to the log, if a permission was asked."""
        if self.phase is Phase.CLOSED:
            raise NotPermitted("An action asks for its permission first; an entry of the log came before.")
        self.phase, self.has_logged = Phase.SEALED, True

    def note_write(self, statement: str) -> None:
        """Count a write, or refuse it."""
        targets = _targets(statement)
        if targets <= _UNLOGGED or (self.phase is Phase.SEALED and targets <= _LOG):
            return
        if self.phase is Phase.SEALED:
            raise WrittenAfterSeal("An action writes its audit entry last; something was written after it.")
        if self.phase is Phase.CLOSED:
            raise NotPermitted("An action asks for its permission first; something was written before.")
        if self.phase is Phase.OPEN and not self.is_noting and not targets.isdisjoint(vouched_tables()):
            raise Unvouched(
                f"Rows of {', '.join(sorted(targets))} are written by their records: the log vouches for them."
            )
        self.has_written = True

    def check_commit(self) -> None:
        """Refuse to commit what was written without an entry of the log."""
        if self.has_written and not self.has_logged and self.phase is not Phase.UNGUARDED:
            raise Unlogged("An action writes its audit entry last; this one wrote rows and no entry.")


Record = TypeVar("Record", bound=type[Model])
_UNLOGGED: set[str] = set()
_LOG: set[str] = set()


def unlogged(record: Record) -> Record:
    """Declare a table to be a door's own: written at any time, and no entry of the log tells of it."""
    _UNLOGGED.add(record.__tablename__)
    return record


def of_the_log(record: Record) -> Record:
    """Declare a table to be the log's: it alone is written once an entry closed a transaction to all else."""
    _LOG.add(record.__tablename__)
    return record


def unlogged_tables() -> frozenset[str]:
    """Return the names of the tables of which no entry of the log tells."""
    return frozenset(_UNLOGGED)


@lru_cache(maxsize=MOST_STATEMENTS)
def _targets(statement: str) -> frozenset[str]:
    """Return the tables that a statement writes; an unknown statement writes something unknown."""
    return frozenset(_TARGET.findall(statement)) or frozenset({""})


@lru_cache(maxsize=MOST_STATEMENTS)
def is_write(statement: str) -> bool:
    """Tell whether an SQL statement changes anything.

    >>> is_write("SELECT updated_at FROM returns FOR UPDATE")
    False
    >>> is_write("WITH gone AS (DELETE FROM returns RETURNING 1) SELECT 1")
    True
    """
    return _WRITES.search(_SILENT.sub(" ", statement)) is not None


# Kept with the connection, so that no statement passes by, whoever sends it.
_WALLS: WeakKeyDictionary[Connection, Wall] = WeakKeyDictionary()


def put_around(connection: Connection, wall: Wall | None) -> None:
    """Let every statement of a connection be judged by a wall, or by none."""
    if wall is None:
        _WALLS.pop(connection, None)
    else:
        _WALLS[connection] = wall


@event.listens_for(Engine, "before_cursor_execute")
def _look_at_statement(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _executemany: Any
) -> None:
    wall = _WALLS.get(connection)
    if wall is not None and is_write(statement):
        wall.note_write(statement)
