"""Reads the rows of a return quickly: what many rows share is understood once."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, BinaryIO, NamedTuple

from moderation.returns.columns import COLUMNS, ReturnRules
from sampling.rows import Row, read_rows

BUFFER = 1 << 20
OWN = ("script_ref", "participant_ref", "assessed_on")
SHARED = tuple(column.name for column in COLUMNS if column.name not in OWN)
DEFAULTS = {column.name: column.default for column in COLUMNS if column.default is not None}
# Beyond so many the kinds of a file are hardly shared, and keeping them would cost more than it saves.
MOST_KINDS = 50_000

RESULT_COLUMNS = (
    "return_id",
    "row",
    "script_ref",
    "participant_ref",
    "assessed_on",
    "qualification",
    "attempt",
    "status",
    "final_mark",
    "max_mark",
    "outcome",
    "peer_moderated",
    "changed_by_peer_moderation",
    "borderline",
)


class Tallied(NamedTuple):
    """What rows are counted by."""

    qualification: str
    status: str
    outcome: str | None
    peer_moderated: bool
    changed: bool
    borderline: bool


@dataclass(slots=True)
class Kind:
    """The cells that many rows share: all but their references and day, as stored."""

    qualification: str
    attempt: int
    status: str
    final_mark: int | None
    max_mark: int | None
    outcome: str | None
    peer_moderated: bool
    changed_by_peer_moderation: bool
    borderline: bool
    # The qualification and attempt as written: with the participant, no two rows may share them.
    subject: tuple[str, ...]
    count: int = 0

    @property
    def tallied(self) -> Tallied:
        """Return the sort of row that this is counted as."""
        return Tallied(
            self.qualification,
            self.status,
            self.outcome,
            self.peer_moderated,
            self.changed_by_peer_moderation,
            self.borderline,
        )

    @property
    def values(self) -> tuple[Any, ...]:
        """Return the values as stored, in the order of the last nine of RESULT_COLUMNS; booleans are 1 and 0."""
        return (
            self.qualification,
            self.attempt,
            self.status,
            self.final_mark,
            self.max_mark,
            self.outcome,
            # SQLite's driver looks long at anything that is no plain number or text.
            int(self.peer_moderated),
            int(self.changed_by_peer_moderation),
            int(self.borderline),
        )


class Layout:
    """The positions of the columns in one file."""

    def __init__(self, header: tuple[str, ...]) -> None:
        self.header = header
        self.qualification = header.index("qualification")
        self.attempt = header.index("attempt") if "attempt" in header else None
        self.default_attempt = DEFAULTS["attempt"]
        self._shared = tuple(name for name in SHARED if name in header)
        self.own_places = tuple(map(header.index, OWN))
        self.shared_places = tuple(map(header.index, self._shared))
        self.own: Callable[[tuple[str, ...]], tuple[str, str, str]] = itemgetter(*self.own_places)
        self.shared: Callable[[tuple[str, ...]], tuple[str, ...]] = itemgetter(*self.shared_places)

    def kind(self, shared: tuple[str, ...]) -> Kind:
        """Understand the shared cells of a row that is right."""
        cells = {**DEFAULTS, **dict(zip(self._shared, shared, strict=True))}
        return Kind(
            qualification=cells["qualification"],
            attempt=int(cells["attempt"]),
            status=cells["status"],
            final_mark=int(cells["final_mark"]) if cells["final_mark"] else None,
            max_mark=int(cells["max_mark"]) if cells["max_mark"] else None,
            outcome=cells["outcome"] or None,
            peer_moderated=cells["peer_moderated"] == "yes",
            changed_by_peer_moderation=cells["changed_by_peer_moderation"] == "yes",
            borderline=cells["borderline"] == "yes",
            subject=(cells["qualification"], cells["attempt"]),
        )

    def subject(self, cells: tuple[str, ...]) -> tuple[str, str]:
        """Return qualification and attempt of a row, right or wrong."""
        attempt = cells[self.attempt] if self.attempt is not None else self.default_attempt
        return cells[self.qualification], attempt


class Hashed(io.RawIOBase):
    """A file that is hashed as it is read, so that the hash is that of the bytes which were understood."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._hasher = hashlib.sha256()
        self.byte_count = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from the file."""
        chunk = self._file.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._hasher.update(chunk)
        self.byte_count += len(chunk)
        return len(chunk)

    @property
    def sha256(self) -> str:
        """Return the hash of what was read so far."""
        return self._hasher.hexdigest()


def hashed_rows(file: BinaryIO) -> tuple[Hashed, Iterator[Row]]:
    """Return the rows of a file from its beginning, and the hash that is complete once they are all read."""
    file.seek(0)
    hashed = Hashed(file)
    return hashed, read_rows(io.BufferedReader(hashed, BUFFER))


def read_results(rows: Iterator[Row]) -> Iterator[tuple[Any, ...]]:
    """Yield the results of a return that was checked: row number, references, day, and the values of their kind."""
    layout = Layout(next(rows).cells)
    kinds: dict[tuple[str, ...], tuple[Any, ...]] = {}
    own, shared_of = layout.own, layout.shared
    for number, cells in rows:
        script_ref, participant_ref, assessed = own(cells)
        shared = shared_of(cells)
        values = kinds.get(shared)
        if values is None:
            if len(kinds) >= MOST_KINDS:
                kinds.clear()
            values = kinds[shared] = layout.kind(shared).values
        yield (number, script_ref, participant_ref, assessed or None, *values)


def window_days(rules: ReturnRules) -> frozenset[str]:
    """Return the days of a window up to today as they are written."""
    first, last = rules.assessed_from_on.toordinal(), min(rules.assessed_to_on, rules.today).toordinal()
    return frozenset(date.fromordinal(day).isoformat() for day in range(first, last + 1))
