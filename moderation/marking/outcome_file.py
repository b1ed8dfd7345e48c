"""Reads a file of outcomes that were settled elsewhere: every fault at once, each with its place and a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import BinaryIO

from moderation.errors import Fault
from moderation.marking.marks import mark_faults
from moderation.marking.records import Settlement
from moderation.returns.reading import hashed_rows
from moderation.returns.records import Outcome
from moderation.texts.keep import text_faults
from sampling.codes import CODE_RULE, REFERENCE_RULE, is_code, is_reference
from sampling.faults import Refused
from sampling.frame_file import LARGEST_MARK, column_faults, is_mark
from sampling.rows import Row
from sampling.rows import text_faults as cell_faults

REQUIRED = ("provider", "script_ref", "mark", "max_mark", "outcome")
COLUMNS = (*REQUIRED, "reason")
OUTCOMES = {"pass": Outcome.PASS, "fail": Outcome.FAIL}
# Beyond so many different ones, remembering what was understood would cost more than it saves.
MOST_REMEMBERED = 50_000

# A provider's code, and the reference of a script of it.
ScriptName = tuple[str, str]
IsSampled = Callable[[ScriptName], bool]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What many rows share: a mark with its maximum, where given, and an outcome."""

    mark: int | None
    max_mark: int | None
    outcome: Outcome

    def repeats(self, settled: Settlement) -> bool:
        """Tell whether a settlement says the same."""
        return (self.mark, self.max_mark, self.outcome) == (
            settled.national_mark,
            settled.max_mark,
            settled.national_outcome,
        )


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of the file about a sampled script."""

    number: int
    provider_code: str
    script_ref: str
    verdict: Verdict
    reason: str | None

    @property
    def name(self) -> ScriptName:
        """The script that the row is about."""
        return self.provider_code, self.script_ref


@dataclass(frozen=True, slots=True)
class OutcomeFile:
    """What a file holds: the rows about sampled scripts, in which rows the others stand, and all that is wrong."""

    sha256: str
    rows_count: int
    sampled: tuple[OutcomeRow, ...]
    others: Mapping[ScriptName, int]
    faults: tuple[Fault, ...]


def read_outcomes(file: BinaryIO, is_sampled: IsSampled) -> OutcomeFile:
    """Read a file of outcomes whole, with all its faults."""
    hashed, rows = hashed_rows(file)
    reading = _Reading(is_sampled)
    try:
        reading.read(rows)
    except Refused as refusal:
        reading.faults += refusal.faults
    if not reading.first_rows and not reading.faults:
        reading.faults.append(Fault("The file holds no outcome: it has a header and a row for each script."))
    sampled = {row.name for row in reading.sampled}
    return OutcomeFile(
        sha256=hashed.sha256,
        rows_count=len(reading.first_rows),
        sampled=tuple(reading.sampled),
        others={name: number for name, number in reading.first_rows.items() if name not in sampled},
        faults=tuple(reading.faults),
    )


@dataclass
class _Reading:
    """What has been read so far."""

    is_sampled: IsSampled
    faults: list[Fault] = field(default_factory=list)
    sampled: list[OutcomeRow] = field(default_factory=list)
    first_rows: dict[ScriptName, int] = field(default_factory=dict)
    verdicts: dict[tuple[str, str, str], Verdict] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)

    def read(self, rows: Iterator[Row]) -> None:
        """Read all rows; nothing below a wrong header can be understood."""
        header = next(rows, None)
        if header is None:
            return
        wrong = column_faults(header, known=COLUMNS, required=REQUIRED)
        if wrong:
            raise Refused(wrong)
        width = len(header.cells)
        pick = itemgetter(*(header.cells.index(name) for name in REQUIRED))
        reason_at = header.cells.index("reason") if "reason" in header.cells else None
        for row in rows:
            if len(row.cells) != width:
                sentence = f"The row has {len(row.cells)} values and the header {width} columns."
                self.faults.append(Fault(sentence, row=row.number))
                continue
            provider, reference, mark, max_mark, outcome = pick(row.cells)
            reason = row.cells[reason_at].strip() if reason_at is not None else ""
            verdict = self.verdicts.get((mark, max_mark, outcome))
            if verdict is None or provider not in self.providers or reason or not is_reference(reference):
                faults = _faults(row.number, dict(zip(REQUIRED, pick(row.cells), strict=True)))
                faults += _reason_faults(row.number, reason)
                if faults:
                    self.faults += cell_faults(row, header.cells) or faults
                    continue
                verdict = self._understood(provider, mark, max_mark, outcome)
            self._take(row.number, (self.providers.get(provider, provider), reference), verdict, reason)

    def _understood(self, provider: str, mark: str, max_mark: str, outcome: str) -> Verdict:
        verdict = Verdict(int(mark) if mark else None, int(max_mark) if max_mark else None, OUTCOMES[outcome])
        if len(self.verdicts) < MOST_REMEMBERED:
            self.verdicts[mark, max_mark, outcome] = verdict
        if len(self.providers) < MOST_REMEMBERED:
            self.providers[provider] = provider
        return verdict

    def _take(self, number: int, script: ScriptName, verdict: Verdict, reason: str) -> None:
        earlier = self.first_rows.setdefault(script, number)
        if earlier != number:
            sentence = f"This script of {script[0]} stands in row {earlier} already. Each script has one row."
            self.faults.append(Fault(sentence, number, "script_ref", script[1]))
        elif self.is_sampled(script):
            self.sampled.append(OutcomeRow(number, *script, verdict, reason or None))


def _faults(number: int, cells: dict[str, str]) -> list[Fault]:
    faults = []
    if not is_code(cells["provider"]):
        faults.append(Fault(CODE_RULE, number, "provider", cells["provider"]))
    if not is_reference(cells["script_ref"]):
        faults.append(Fault(REFERENCE_RULE, number, "script_ref", cells["script_ref"]))
    marks: list[int | None] = []
    for name in ("mark", "max_mark"):
        if cells[name] and not is_mark(cells[name]):
            sentence = f"A mark is a whole number from 0 to {LARGEST_MARK}, written with digits only."
            faults.append(Fault(sentence, number, name, cells[name]))
        else:
            marks.append(int(cells[name]) if cells[name] else None)
    if len(marks) == 2:
        faults += mark_faults(*marks, row=number)
    if cells["outcome"] not in OUTCOMES:
        faults.append(Fault("An outcome is pass or fail.", number, "outcome", cells["outcome"]))
    return faults


def _reason_faults(number: int, reason: str) -> list[Fault]:
    found = text_faults(reason, column="reason", required=False) if reason else []
    return [Fault(fault.sentence, number, "reason", fault.value) for fault in found]
