"""Sorts the rows of a file of outcomes by the records: rows that settle a script, and others with their reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.draws.records import Purpose, SampledScript
from moderation.errors import Fault, Rejected, Step, Verb
from moderation.marking.allocation_records import Allocation, AllocationEnd
from moderation.marking.outcome_file import OutcomeFile, OutcomeRow, ScriptName
from moderation.marking.records import Settlement
from moderation.providers.records import Provider
from moderation.returns.records import Frame, Result, ResultStatus
from moderation.scripts.find import Asked
from moderation.scripts.seal_records import sealed_frames
from moderation.scripts.state import ScriptStanding
from moderation.windows.records import Window

MOST_NAMED = 10
# SQLite takes 32,766 values in one statement.
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Used:
    """A row of the file with the sampled script that it settles."""

    row: OutcomeRow
    script: SampledScript


@dataclass(frozen=True, slots=True)
class ToldApart:
    """What the rows of a file are about: each stands in exactly one of these."""

    used: tuple[Used, ...]
    repeated: tuple[ScriptName, ...]
    excluded: tuple[ScriptName, ...]
    unsampled_count: int


@dataclass(slots=True)
class _Sorting:
    """What was found so far."""

    faults: list[Fault]
    steps: dict[Step, None] = field(default_factory=dict)
    used: list[Used] = field(default_factory=list)
    repeated: list[ScriptName] = field(default_factory=list)
    excluded: list[ScriptName] = field(default_factory=list)

    def refuse(self, fault: Fault, *, then: Step | None = None) -> None:
        self.faults.append(fault)
        if then is not None:
            self.steps[then] = None


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What the records say of the sampled scripts of a window."""

    window: Window
    sampled: Mapping[ScriptName, Asked]
    settled: Mapping[int, Settlement]
    in_hand: set[int]
    sealed: set[int]
    maximums: Mapping[int, int | None]


def tell_apart(
    session: Session, window: Window, file: OutcomeFile, *, sampled: Mapping[ScriptName, Asked], other_maximum: bool
) -> ToldApart:
    """Return what each row is about, or refuse the file with everything that is wrong with it, in its own order."""
    recorded = _Recorded(
        window,
        sampled,
        settled=_settled(session, window),
        in_hand=_in_hand(session, window),
        sealed=sealed_frames(session, {each.sampled.script.frame_id for each in sampled.values()}),
        maximums={} if other_maximum else _maximums(session, window),
    )
    found = _Sorting(list(file.faults))
    for row in file.sampled:
        _take(found, recorded, row)
    for (code, reference), number, column, sentence in _of_nobody(session, window, file):
        found.refuse(Fault(sentence, number, column, code if column == "provider" else reference))
    if found.faults:
        faults = sorted(found.faults, key=lambda fault: fault.row or 0)
        raise Rejected(faults, then=tuple(found.steps)[:MOST_NAMED])
    return ToldApart(tuple(found.used), tuple(found.repeated), tuple(found.excluded), len(file.others))


def _take(found: _Sorting, recorded: _Recorded, row: OutcomeRow) -> None:
    """Put a row of a sampled script where it belongs."""
    asked, code, reference = recorded.sampled[row.name], row.provider_code, row.script_ref
    script, state, window = asked.sampled.script, asked.state, recorded.window.code
    before, maximum = recorded.settled.get(script.id), recorded.maximums.get(script.id)
    if state.standing is ScriptStanding.EXCLUDED:
        found.excluded.append(row.name)
    elif before is not None and row.verdict.repeats(before):
        found.repeated.append(row.name)
    elif script.purpose is Purpose.METRIC and script.frame_id in recorded.sealed:
        sentence = f"The moderation of {code} is signed off: no outcome changes unless a lead moderator reopens it."
        then = Step(Verb.REOPEN, window=window, provider=code)
        found.refuse(Fault(sentence, row.number, "script_ref", reference), then=then)
    elif before is not None:
        sentence = (
            f"This script of {code} is settled already, as {before.national_outcome.in_a_sentence}"
            f"{_marked(before)}, and an outcome is settled once. Leave the row out; "
            "if what is recorded is wrong, have it corrected."
        )
        then = Step(Verb.PROPOSE_CORRECTION, window=window, provider=code, script=reference)
        found.refuse(Fault(sentence, row.number, "script_ref", reference), then=then)
    elif script.id in recorded.in_hand or state.marking_started:
        sentence = f"This script of {code} is being moderated here, and settles by its judgements. Leave the row out."
        found.refuse(Fault(sentence, row.number, "script_ref", reference))
    elif state.standing is ScriptStanding.MISSING:
        sentence = f"This script of {code} is recorded as missing. If it came after all, record that first."
        then = Step(Verb.SUPPLY_SCRIPT, window=window, provider=code, script=reference)
        found.refuse(Fault(sentence, row.number, "script_ref", reference), then=then)
    elif maximum is not None and row.verdict.max_mark not in (None, maximum):
        sentence = (
            f"{code} marked this script out of {maximum}. If it was marked again out of another maximum, confirm that."
        )
        then = Step(Verb.IMPORT_OTHER_MAXIMUM, window=window)
        found.refuse(Fault(sentence, row.number, "max_mark", str(row.verdict.max_mark)), then=then)
    else:
        found.used.append(Used(row, script))


def _marked(settlement: Settlement) -> str:
    return "" if settlement.national_mark is None else f" with {settlement.national_mark} of {settlement.max_mark}"


def _of_nobody(session: Session, window: Window, file: OutcomeFile) -> Iterator[tuple[ScriptName, int, str, str]]:
    """Yield the rows that are about no script of any frame, each with its row, the column to blame and a sentence."""
    by_code: dict[str, dict[str, int]] = defaultdict(dict)
    for (code, reference), number in file.others.items():
        by_code[code][reference] = number
    frames = _returns_of_frames(session, window)
    known = _known(session, by_code.keys() - frames.keys())
    for code, rows in by_code.items():
        if code not in frames:
            sentence = (
                f"No frame of this provider froze in the window {window.code}, so no script of it can be sampled."
                if code in known
                else f"There is no provider with this code. {_those_with(window, frames)}"
            )
            yield from (((code, reference), number, "provider", sentence) for reference, number in rows.items())
            continue
        held = _held(session, frames[code], rows)
        sentence = f"The frame of {code} in the window {window.code} holds no such script."
        for reference, number in rows.items():
            if reference not in held:
                yield (code, reference), number, "script_ref", sentence


def _those_with(window: Window, frames: Mapping[str, int]) -> str:
    codes = sorted(frames)
    more = f" and {len(codes) - MOST_NAMED:,} more" if len(codes) > MOST_NAMED else ""
    return f"The window {window.code} holds the frames of {', '.join(codes[:MOST_NAMED])}{more}."


def _returns_of_frames(session: Session, window: Window) -> dict[str, int]:
    statement = select(Provider.code, Frame.return_id).join(Frame, Frame.provider_id == Provider.id)
    return {row[0]: row[1] for row in session.execute(statement.where(Frame.window_id == window.id))}


def _known(session: Session, codes: set[str]) -> set[str]:
    known: set[str] = set()
    for some in _some_of(codes):
        known |= set(session.scalars(select(Provider.code).where(Provider.code.in_(some))))
    return known


def _held(session: Session, return_id: int, references: Mapping[str, int]) -> set[str]:
    """Return which of some references stand in the frame of a return: as final results."""
    held: set[str] = set()
    final = select(Result.script_ref).where(Result.return_id == return_id, Result.status == ResultStatus.FINAL)
    for some in _some_of(references):
        held |= set(session.scalars(final.where(Result.script_ref.in_(some))))
    return held


def _some_of(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for first in range(0, len(ordered), AT_ONCE):
        yield ordered[first : first + AT_ONCE]


def _settled(session: Session, window: Window) -> dict[int, Settlement]:
    """Return the national outcomes of a window as they stand, by the number of the sampled script."""
    statement = (
        select(Settlement)
        .join(SampledScript, SampledScript.id == Settlement.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .where(Frame.window_id == window.id)
        .order_by(Settlement.sequence)
    )
    return {each.sampled_script_id: each for each in session.scalars(statement)}


def _in_hand(session: Session, window: Window) -> set[int]:
    """Return the numbers of the scripts that a moderator holds or has judged."""
    statement = (
        select(Allocation.sampled_script_id)
        .join(SampledScript, SampledScript.id == Allocation.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .outerjoin(AllocationEnd, AllocationEnd.allocation_id == Allocation.id)
        .where(Frame.window_id == window.id, AllocationEnd.allocation_id.is_(None))
    )
    return set(session.scalars(statement))


def _maximums(session: Session, window: Window) -> dict[int, int | None]:
    """Return the maximum mark that the provider gave of each sampled script."""
    statement = (
        select(SampledScript.id, Result.max_mark)
        .join(Result, (Result.return_id == SampledScript.return_id) & (Result.row == SampledScript.row))
        .join(Frame, Frame.id == SampledScript.frame_id)
        .where(Frame.window_id == window.id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
