"""Checks a return: every fault at once, in one pass over the file and memory that hardly grows with it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from moderation.errors import Fault, Rejected
from moderation.returns.checking.doubles import Doubles
from moderation.returns.checking.known_rows import KnownRows
from moderation.returns.checking.oddities import Oddities, ReturnWarning
from moderation.returns.checking.row_rules import FINAL, row_faults
from moderation.returns.columns import KNOWN, REQUIRED, ReturnRules
from moderation.returns.files.canonical import Canonical, as_canonical
from moderation.returns.files.workbook import is_workbook
from moderation.returns.reading import BUFFER, MOST_KINDS, Hashed, Kind, Layout, Tallied, hashed_rows
from sampling.faults import Refused
from sampling.files.notes import Notes, Tolerated
from sampling.frame_file import column_faults
from sampling.rows import Row

PASS = "pass"  # noqa: S105 - the outcome
# A file of a million wrong rows is told by its first faults and their number.
MOST_KEPT = 100_000
LAST_BYTES = 8
# Of the values alone, which may be long: a right one has 64 characters at most.
MOST_KEPT_CHARACTERS = 1 << 22
AT_A_GLANCE, PARTS = 1 << 10, 1 << 5
# Rows are gathered a few at a time, and no more of them once so much of the file was read for them.
AT_A_TIME, LARGEST_GLANCE = 1 << 6, 1 << 20


class ReturnRejected(Rejected):
    """A return with faults; `fault_count` counts also those beyond the first hundred thousand, which `faults` holds."""

    def __init__(self, faults: Iterable[Fault], *, fault_count: int) -> None:
        self.fault_count = fault_count
        noun = "fault" if fault_count == 1 else "faults"
        super().__init__(faults, sentence=f"The return has {fault_count} {noun}; nothing was stored.")


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationCounts:
    """How many final results of a qualification there are, and how many of them are passes."""

    qualification: str
    final_count: int
    pass_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReturn:
    """A return without fault: its hash and its counts; the rows stay in the file."""

    sha256: str
    byte_count: int
    final_count: int
    pending_count: int
    voided_count: int
    pass_count: int
    peer_moderated_count: int
    changed_count: int
    borderline_count: int
    by_qualification: tuple[QualificationCounts, ...]
    # What was read how, where it did not stand in the one form; a sentence each.
    notes: tuple[str, ...] = ()
    warnings: tuple[ReturnWarning, ...] = ()

    @property
    def presented_count(self) -> int:
        """Return how many results were presented, of every status."""
        return self.final_count + self.pending_count + self.voided_count


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A return without fault and the file that holds its results in the one form, with the hash of that file."""

    checked: CheckedReturn
    file: BinaryIO
    file_sha256: str


def check_return(file: BinaryIO, rules: ReturnRules) -> CheckedReturn:
    """Check a return in a file that can be read twice, or raise ReturnRejected with everything that is wrong."""
    with checking(file, rules) as readable:
        return readable.checked


@contextmanager
def checking(file: BinaryIO, rules: ReturnRules, *, expected_count: int | None = None) -> Iterator[Readable]:
    """Check a return, and hold the file that its results are read from.

    A file that is in the one form already is its own; any other is read as people write it first.
    """
    with _reading(file, rules) as readable:
        refuse_unexpected(readable.checked, expected_count)
        yield readable


@contextmanager
def _reading(file: BinaryIO, rules: ReturnRules) -> Iterator[Readable]:
    try:
        checked = _check_plainly(file, rules)
    except _NotPlain:
        pass
    else:
        yield Readable(checked=checked, file=file, file_sha256=checked.sha256)
        return
    sent = _hashed(file)
    with as_canonical(file) as read:
        checked = _check_as_read(read, rules, sent=sent)
        if _hashed(file).sha256 != sent.sha256:
            raise Rejected([Fault("The file changed while it was read. Nothing was stored: file it again.")])
        assert read.file is not None
        checked = replace(checked, warnings=(*checked.warnings, *_unended(file)))
        yield Readable(checked=checked, file=read.file, file_sha256=_hashed(read.file).sha256)


def _check_plainly(file: BinaryIO, rules: ReturnRules) -> CheckedReturn:
    """Check a file as one in the one form; the first sign that it is none ends the check."""
    hashed, rows = hashed_rows(file)
    looking = _Checking(rules, stops_at_once=True)
    try:
        looking.take(rows, so_far=lambda: hashed.byte_count)
        assert looking.layout is not None
        looking.add(_twin_faults(file, looking.twins, looking.layout))
    except Refused:
        raise _NotPlain from None
    checked = _counted(looking, file, sent=hashed, notes=looking.notes())
    return replace(checked, warnings=(*checked.warnings, *_unended(file)))


def _check_as_read(read: Canonical, rules: ReturnRules, *, sent: Hashed) -> CheckedReturn:
    looking = _Checking(rules)
    looking.add(read.faults)
    if read.file is not None:
        hashed, rows = hashed_rows(read.file)
        try:
            looking.take(rows, so_far=lambda: hashed.byte_count)
        except Refused as refusal:
            looking.add(refusal.faults)
        if looking.layout is not None:
            looking.add(_twin_faults(read.file, looking.twins, looking.layout))
    looking.refuse_faults()
    assert read.file is not None
    return _counted(looking, read.file, sent=sent, notes=read.notes)


def refuse_unexpected(checked: CheckedReturn, expected_count: int | None) -> None:
    """Refuse a return that does not hold as many results as whoever files it expects."""
    if expected_count is not None and checked.presented_count != expected_count:
        sentence = (
            f"The file holds {checked.presented_count:,} results and {expected_count:,} are expected. Nothing was "
            "stored: make sure that the file is whole, or expect another number."
        )
        raise Rejected([Fault(sentence)])


def _unended(file: BinaryIO) -> Iterator[ReturnWarning]:
    """Yield a warning where text breaks off within its last line."""
    if is_workbook(file):
        return
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LAST_BYTES))
    if not file.read(LAST_BYTES).rstrip(b"\0\x1a ").endswith((b"\n", b"\r", b"\n\0", b"\r\0")):
        sentence = "The last row has no end of line, as where a copy broke off: make sure that the file is whole."
        yield ReturnWarning("last_row_open", sentence)


def _hashed(file: BinaryIO) -> Hashed:
    file.seek(0)
    hashed = Hashed(file)
    while hashed.read(BUFFER):
        pass
    return hashed


class _NotPlain(Exception):
    """A file is not in the one form."""


def _gather(rows: Iterator[Row], block: list[Row], *, so_far: Callable[[], int]) -> None:
    """Add rows to a block while they are few and short."""
    begun, before = so_far(), -1
    while before < len(block) < AT_A_GLANCE and so_far() - begun <= LARGEST_GLANCE:
        before = len(block)
        block.extend(islice(rows, min(AT_A_TIME, AT_A_GLANCE - before)))


def _twin_faults(file: BinaryIO, twins: Doubles, layout: Layout) -> Iterator[Fault]:
    if twins.are_likely():
        # Where the file cannot be read on is among the faults already.
        with suppress(Refused):
            yield from twins.faults(hashed_rows(file)[1], layout)


class _Checking:
    """What is known of a return so far."""

    def __init__(self, rules: ReturnRules, *, stops_at_once: bool = False) -> None:
        self._stops_at_once = stops_at_once
        self._rows_count, self._first_number, self._last_number = 0, 0, 0
        self.layout: Layout | None = None
        self.twins = Doubles()
        self.oddities = Oddities()
        self._rules = rules
        self._faults: list[Fault] = []
        self._fault_count = 0
        self._room = MOST_KEPT_CHARACTERS
        self._kinds: dict[tuple[str, ...], Kind] = {}
        self._tally: Counter[Tallied] = Counter()

    def take(self, rows: Iterator[Row], *, so_far: Callable[[], int]) -> None:
        """Take all rows; where columns are missing the others are looked at all the same.

        `so_far` tells how many bytes were read.
        """
        header = next(rows, None)
        if header is None:
            raise Refused([Fault("The file is blank. It needs a header row and a row for each result.")])
        if not set(REQUIRED) <= set(header.cells) or column_faults(header, known=KNOWN, required=REQUIRED):
            if self._stops_at_once:
                raise _NotPlain
            for row in rows:
                self.add(row_faults(row, header.cells, rules=self._rules))
            return
        self.layout, self._first_number = Layout(header.cells), header.number
        if not self._take_results(rows, self.layout, so_far) and not self._fault_count:
            raise Refused([Fault("The return holds no result. It has a row for each result below its header.")])

    def _take_results(self, rows: Iterator[Row], layout: Layout, so_far: Callable[[], int]) -> bool:
        """Take the rows below the header, most of them at a glance; tell whether there were any."""
        glance = KnownRows(layout, self._rules, kinds=self._kinds, twins=self.twins, oddities=self.oddities)
        is_any = False
        while True:
            block: list[Row] = []
            try:
                _gather(rows, block, so_far=so_far)
            finally:
                # Where the file cannot be read on, the rows before that are still looked at.
                self._take(block, glance, layout)
            if not block:
                return is_any
            is_any = True
            self._rows_count, self._last_number = self._rows_count + len(block), block[-1].number

    def _take(self, rows: list[Row], glance: KnownRows, layout: Layout) -> None:
        """Take some rows, part by part where a glance at all of them does not do."""
        if not rows or glance.take(rows):
            return
        if len(rows) == 1:
            self._look_closely(rows[0], layout)
            return
        part = -(-len(rows) // PARTS)
        for start in range(0, len(rows), part):
            self._take(rows[start : start + part], glance, layout)

    def _look_closely(self, row: Row, layout: Layout) -> None:
        self.twins.note(row, layout)
        faults = row_faults(row, layout.header, rules=self._rules)
        if faults:
            self.add(faults)
            return
        if len(self._kinds) >= MOST_KINDS:
            self._fold()
        reference, participant, _ = layout.own(row.cells)
        self.oddities.note((reference,), (participant,))
        shared = layout.shared(row.cells)
        kind = self._kinds.setdefault(shared, layout.kind(shared))
        kind.count += 1

    def _fold(self) -> None:
        for kind in self._kinds.values():
            self._tally[kind.tallied] += kind.count
            self.oddities.count(kind)
        self._kinds.clear()

    def add(self, faults: Iterable[Fault]) -> None:
        """Count faults, and keep them while there is room."""
        for fault in faults:
            if self._stops_at_once:
                raise _NotPlain
            self._fault_count += 1
            self._room -= len(fault.value or "")
            if len(self._faults) < MOST_KEPT and self._room >= 0:
                self._faults.append(fault)

    def refuse_faults(self) -> None:
        """Raise everything that is wrong, in the order of the file."""
        if self._fault_count:
            columns = {name: place for place, name in enumerate(KNOWN)}
            ordered = sorted(
                self._faults,
                key=lambda fault: (fault.row is None, fault.row or 0, columns.get(fault.column or "", len(columns))),
            )
            raise ReturnRejected(ordered, fault_count=self._fault_count)

    def notes(self) -> tuple[str, ...]:
        """Return what a file in the one form has to be told of: its blank rows."""
        notes = Notes()
        if skipped := self._last_number - self._first_number - self._rows_count:
            notes.count(Tolerated.BLANK_ROW, skipped)
        return notes.sentences()

    def tally(self) -> Counter[Tallied]:
        """Return how many rows there were of each sort that is counted."""
        self._fold()
        return self._tally


def _counted(looking: _Checking, file: BinaryIO, *, sent: Hashed, notes: tuple[str, ...]) -> CheckedReturn:
    """Count a return without fault, which stands in the one form in a file."""
    sha256, byte_count, tally = sent.sha256, sent.byte_count, looking.tally()
    assert looking.layout is not None
    warnings = looking.oddities.warnings(lambda: hashed_rows(file)[1], looking.layout)
    statuses = Counter[str]()
    finals: Counter[Tallied] = Counter()
    for sort, count in tally.items():
        statuses[sort.status] += count
        if sort.status == FINAL:
            finals[sort] += count
    names = sorted({sort.qualification for sort in finals})
    return CheckedReturn(
        sha256=sha256,
        byte_count=byte_count,
        final_count=statuses[FINAL],
        pending_count=statuses["pending"],
        voided_count=statuses["voided"],
        pass_count=_sum(finals, lambda sort: sort.outcome == PASS),
        peer_moderated_count=_sum(finals, lambda sort: sort.peer_moderated),
        changed_count=_sum(finals, lambda sort: sort.changed),
        borderline_count=_sum(finals, lambda sort: sort.borderline),
        by_qualification=tuple(_of_qualification(finals, name) for name in names),
        notes=notes,
        warnings=warnings,
    )


def _of_qualification(finals: Counter[Tallied], name: str) -> QualificationCounts:
    return QualificationCounts(
        qualification=name,
        final_count=_sum(finals, lambda sort: sort.qualification == name),
        pass_count=_sum(finals, lambda sort: sort.qualification == name and sort.outcome == PASS),
    )


def _sum(tally: Counter[Tallied], counts: Callable[[Tallied], bool]) -> int:
    return sum(count for sort, count in tally.items() if counts(sort))
