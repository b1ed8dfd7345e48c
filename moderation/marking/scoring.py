"""Turns what a moderator entered into marks and an outcome: by the scheme where one is loaded, else as they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.draws.records import Draw
from moderation.errors import Fault, Rejected
from moderation.marking.judgement_records import JudgementReason
from moderation.marking.marks import mark_faults
from moderation.providers.scheme_records import Criterion, Scheme
from moderation.returns.records import Frame, Outcome
from moderation.texts.keep import text_faults
from moderation.windows.records import Window

NO_OUTCOME = "Say whether the script passes or fails."


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What a moderator entered: a score a criterion where a scheme is loaded, else an outcome and a mark if they like.

    With a scheme that has a pass mark the outcome follows from the total, unless the moderator says that the total
    misleads: then they give the outcome themselves, with the reason in the note, and a lead moderator decides.
    """

    scores: Mapping[int, int] = field(default_factory=dict)
    criterion_notes: Mapping[int, str] = field(default_factory=dict)
    mark: int | None = None
    max_mark: int | None = None
    outcome: Outcome | None = None
    total_misleads: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LoadedScheme:
    """A scheme with its criteria by number."""

    scheme: Scheme
    criteria: Mapping[int, Criterion]

    @property
    def max_mark(self) -> int:
        """The total of all criteria."""
        return sum(each.max_score for each in self.criteria.values())


@dataclass(frozen=True, slots=True)
class Scored:
    """A judgement ready to be written: scores by the number of the criterion's record, notes by what was filled in."""

    scheme_id: int | None
    mark: int | None
    max_mark: int | None
    outcome: Outcome
    reason: JudgementReason
    total_misleads: bool
    scores: Mapping[int, int]
    notes: Mapping[str, str]


def scheme_of(session: Session, *, qualification: str, window: Window) -> LoadedScheme | None:
    """Return the scheme by which a script is judged: its qualification's newest when its window was first drawn.

    One for all scripts of a window, late or added ones too: by a version of its own a script would tell that somebody
    else judged it before, or when it was drawn. What is loaded later serves later windows.
    """
    drawn_at = (
        select(func.min(Draw.drawn_at))
        .join(Frame, Frame.id == Draw.frame_id)
        .where(Frame.window_id == window.id)
        .scalar_subquery()
    )
    newest = (
        select(Scheme.id)
        .where(Scheme.qualification == qualification, Scheme.created_at <= drawn_at)
        .order_by(Scheme.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Scheme, Criterion)
        .join(Criterion, Criterion.scheme_id == Scheme.id)
        .where(Scheme.id == newest)
        .order_by(Criterion.number)
    ).all()
    return LoadedScheme(rows[0][0], {criterion.number: criterion for _, criterion in rows}) if rows else None


def score(scheme: LoadedScheme | None, marking: Marking, *, note_required: bool) -> Scored:
    """Return the judgement that a marking amounts to, or refuse it with all that is wrong."""
    faults = text_faults(marking.note, column="note", required=note_required or marking.total_misleads)
    for number, note in marking.criterion_notes.items():
        faults += text_faults(note, column=f"criterion {number}", required=False)
    faults += _faults_without(marking) if scheme is None else _faults_with(scheme, marking)
    if faults:
        raise Rejected(faults)
    notes = _notes(marking)
    if scheme is None:
        assert marking.outcome is not None
        reason = JudgementReason.MARKED_WITHOUT_SCHEME
        return Scored(None, marking.mark, marking.max_mark, marking.outcome, reason, False, {}, notes)
    total = sum(marking.scores.values())
    computed = _computed(scheme, total)
    outcome = marking.outcome if computed is None or marking.total_misleads else computed
    assert outcome is not None
    return Scored(
        scheme_id=scheme.scheme.id,
        mark=total,
        max_mark=scheme.max_mark,
        outcome=outcome,
        reason=JudgementReason.TOTAL_MISLEADS if marking.total_misleads else JudgementReason.SCORED,
        total_misleads=marking.total_misleads,
        scores={scheme.criteria[number].id: given for number, given in marking.scores.items()},
        notes=notes,
    )


def _faults_without(marking: Marking) -> list[Fault]:
    faults = mark_faults(marking.mark, marking.max_mark)
    if marking.outcome is None:
        faults.append(Fault(NO_OUTCOME, column="outcome"))
    if marking.scores or marking.criterion_notes or marking.total_misleads:
        faults.append(Fault("No scheme is loaded for this qualification: give a mark and an outcome.", column="scores"))
    return faults


def _faults_with(scheme: LoadedScheme, marking: Marking) -> list[Fault]:
    faults = []
    for number, criterion in scheme.criteria.items():
        given = marking.scores.get(number)
        if given is None:
            faults.append(Fault("The score is missing.", column=f"criterion {number}"))
        elif not 0 <= given <= criterion.max_score:
            sentence = f"A score of this criterion is a whole number from 0 to {criterion.max_score}."
            faults.append(Fault(sentence, column=f"criterion {number}", value=str(given)[:40]))
    unknown = sorted({*marking.scores, *marking.criterion_notes} - set(scheme.criteria))
    faults += [Fault("The scheme has no such criterion.", column=f"criterion {str(each)[:40]}") for each in unknown]
    if marking.mark is not None or marking.max_mark is not None:
        faults.append(Fault("The scheme computes the mark: leave it out.", column="mark"))
    if faults:
        return faults
    computed = _computed(scheme, sum(marking.scores.values()))
    if marking.outcome is None:
        return [Fault(NO_OUTCOME, column="outcome")] if computed is None or marking.total_misleads else []
    if marking.total_misleads and marking.outcome is computed:
        return [Fault("The total says the same, so it does not mislead.", column="total_misleads")]
    if not marking.total_misleads and computed not in (None, marking.outcome):
        sentence = "The total says otherwise. Where it misleads, say so with the reason: a lead moderator decides."
        return [Fault(sentence, column="outcome", value=marking.outcome.value)]
    return []


def _computed(scheme: LoadedScheme, total: int) -> Outcome | None:
    if scheme.scheme.pass_mark is None:
        return None
    return Outcome.PASS if total >= scheme.scheme.pass_mark else Outcome.FAIL


def _notes(marking: Marking) -> dict[str, str]:
    """Return what the moderator wrote, on the whole and on each criterion."""
    said = {"note": marking.note or ""}
    said |= {f"criterion {number}": note for number, note in sorted(marking.criterion_notes.items())}
    return {field: text for field, text in said.items() if text.strip()}
