"""Checks a return: every fault at once, in one pass over the file and memory that hardly grows with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from moderation.errors import Fault, Rejected
from moderation.returns.checking.doubles import Doubles
from moderation.returns.checking.known_rows import KnownRows
from moderation.returns.checking.row_rules import FINAL, row_faults
from moderation.returns.columns import KNOWN, REQUIRED, ReturnRules
from moderation.returns.reading import MOST_KINDS, Kind, Layout, Tallied, hashed_rows
from sampling.faults import Refused
from sampling.frame_file import column_faults
from sampling.rows import Row

PASS = "pass"  # noqa: S105 - the outcome
# A file of a million wrong rows is told by its first faults and their number.
MOST_KEPT = 100_000
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
    """A return without fault: what it is and what it counts; its rows stay in the file."""

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

    @property
    def presented_count(self) -> int:
        """Return how many results were presented, of every status."""
        return self.final_count + self.pending_count + self.voided_count


def check_return(file: BinaryIO, rules: ReturnRules) -> CheckedReturn:
    """Check a return in a file that can be read twice, or raise ReturnRejected with everything that is wrong."""
    hashed, rows = hashed_rows(file)
    checking = _Checking(rules)
    try:
        checking.take(rows, so_far=lambda: hashed.byte_count)
    except Refused as refusal:
        checking.add(refusal.faults)
    if checking.layout is not None:
        checking.add(_twin_faults(file, checking.twins, checking.layout))
    checking.refuse_faults()
    return _counted(checking.tally(), sha256=hashed.sha256, byte_count=hashed.byte_count)


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

    def __init__(self, rules: ReturnRules) -> None:
        self.layout: Layout | None = None
        self.twins = Doubles()
        self._rules = rules
        self._faults: list[Fault] = []
        self._fault_count = 0
        self._room = MOST_KEPT_CHARACTERS
        self._kinds: dict[tuple[str, ...], Kind] = {}
        self._tally: Counter[Tallied] = Counter()

    def take(self, rows: Iterator[Row], *, so_far: Callable[[], int]) -> None:
        """Take all rows; nothing below a wrong header can be understood, so its faults end the check.

        `so_far` tells how many bytes were read.
        """
        header = next(rows, None)
        if header is None:
            raise Refused([Fault("The file is blank. It needs a header row and a row for each result.")])
        wrong = column_faults(header, known=KNOWN, required=REQUIRED)
        if wrong:
            raise Refused(wrong)
        self.layout = Layout(header.cells)
        if not self._take_results(rows, self.layout, so_far):
            raise Refused([Fault("The return holds no result. It has a row for each result below its header.")])

    def _take_results(self, rows: Iterator[Row], layout: Layout, so_far: Callable[[], int]) -> bool:
        """Take the rows below the header, most of them at a glance; tell whether there were any."""
        glance = KnownRows(layout, self._rules, kinds=self._kinds, twins=self.twins)
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
        shared = layout.shared(row.cells)
        kind = self._kinds.setdefault(shared, layout.kind(shared))
        kind.count += 1

    def _fold(self) -> None:
        for kind in self._kinds.values():
            self._tally[kind.tallied] += kind.count
        self._kinds.clear()

    def add(self, faults: Iterable[Fault]) -> None:
        """Count faults, and keep them while there is room."""
        for fault in faults:
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

    def tally(self) -> Counter[Tallied]:
        """Return how many rows there were of each sort that is counted."""
        self._fold()
        return self._tally


def _counted(tally: Counter[Tallied], *, sha256: str, byte_count: int) -> CheckedReturn:
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
    )


def _of_qualification(finals: Counter[Tallied], name: str) -> QualificationCounts:
    return QualificationCounts(
        qualification=name,
        final_count=_sum(finals, lambda sort: sort.qualification == name),
        pass_count=_sum(finals, lambda sort: sort.qualification == name and sort.outcome == PASS),
    )


def _sum(tally: Counter[Tallied], counts: Callable[[Tallied], bool]) -> int:
    return sum(count for sort, count in tally.items() if counts(sort))
