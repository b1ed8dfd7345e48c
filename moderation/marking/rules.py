"""Pure rules: what a script needs next, and which national outcome its judgements settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.marking.judgement_records import AdjudicationDecision
from moderation.marking.records import SettledHow
from moderation.returns.records import Outcome
from sampling.told import Told, told


class Needed(Told):
    """What a script needs next."""

    FIRST_JUDGEMENT = told("first_judgement", "First judgement", "Nobody has judged the script.")
    SECOND_JUDGEMENT = told(
        "second_judgement", "Second judgement", "A second moderator judges the script independently."
    )
    THIRD_JUDGEMENT = told("third_judgement", "Third judgement", "A lead moderator sent the script back.")
    ADJUDICATION = told("adjudication", "Adjudication", "The judgements differ, or one says that its total misleads.")
    NOTHING = told("nothing", "Nothing", "The outcome is settled.")


@dataclass(frozen=True, slots=True)
class Judged:
    """One moderator's judgement of a script, after its corrections."""

    outcome: Outcome
    mark: int | None = None
    max_mark: int | None = None
    total_misleads: bool = False
    # Outcomes that the same moderator submitted before and corrected.
    earlier: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """What a lead moderator decided."""

    decision: AdjudicationDecision
    outcome: Outcome | None = None
    mark: int | None = None
    max_mark: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The state of a script's marking; the provider's outcome decides how many judge it, never what they see."""

    provider_outcome: Outcome
    is_decoy: bool = False
    first: Judged | None = None
    second: Judged | None = None
    third: Judged | None = None
    adjudications: Sequence[Adjudicated] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A national outcome and how it came about."""

    outcome: Outcome
    mark: int | None
    max_mark: int | None
    how: SettledHow


def next_step(course: Course) -> Needed:
    """Return what a script needs next; NOTHING means that its outcome can be settled."""
    if course.first is None:
        return Needed.FIRST_JUDGEMENT
    if not needs_second(course):
        return Needed.NOTHING
    if course.second is None:
        return Needed.SECOND_JUDGEMENT
    if not course.adjudications:
        return Needed.NOTHING if _agree(course.first, course.second) else Needed.ADJUDICATION
    if course.adjudications[-1].decision is not AdjudicationDecision.REFER_BACK:
        return Needed.NOTHING
    return Needed.THIRD_JUDGEMENT if course.third is None else Needed.ADJUDICATION


def needs_second(course: Course) -> bool:
    """Tell whether an independent second judgement is due: it differs, it is a decoy, or its total misleads.

    A correction does not undo it: else a moderator could learn by correcting whether somebody else was asked.
    """
    first = course.first
    if first is None:
        return False
    differed = any(outcome is not course.provider_outcome for outcome in (first.outcome, *first.earlier))
    return differed or course.is_decoy or first.total_misleads or course.second is not None


def settled(course: Course) -> Settled | None:
    """Return the national outcome that a course leads to, or None while something is still needed."""
    first = course.first
    if first is None or next_step(course) is not Needed.NOTHING:
        return None
    if course.adjudications:
        last = course.adjudications[-1]
        assert last.outcome is not None
        return Settled(last.outcome, last.mark, last.max_mark, SettledHow.ADJUDICATED)
    # Where two agree, the first mark stands: the second confirms the outcome, and a mean would be nobody's mark.
    how = SettledHow.FIRST_AGREED if course.second is None else SettledHow.SECOND_AGREED
    return Settled(first.outcome, first.mark, first.max_mark, how)


def may_refer_back(course: Course) -> bool:
    """Tell whether a lead moderator may still ask for a third judgement: once."""
    return all(each.decision is not AdjudicationDecision.REFER_BACK for each in course.adjudications)


def _agree(first: Judged, second: Judged) -> bool:
    """Tell whether two agree, and always did: a dispute that one corrected away is still a lead moderator's."""
    said = {first.outcome, *first.earlier, second.outcome, *second.earlier}
    return len(said) == 1 and not first.total_misleads and not second.total_misleads
