"""Takes a moderator's judgement of a script, or the correction of one; neither tells what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Step, Verb
from moderation.marking.allocation_records import Allocation
from moderation.marking.correcting import correctable_until
from moderation.marking.holding import Taken, take_allocation, taken_back
from moderation.marking.interests import declared_since, has_interest
from moderation.marking.judgement_records import Judgement, JudgementReason, JudgementScore
from moderation.marking.scoring import Marking, Scored, scheme_of, score
from moderation.scripts.start_marking import start_marking
from moderation.scripts.state import ScriptStanding
from moderation.texts.keep import keep


@dataclass(frozen=True, slots=True)
class Judge:
    """A moderator's first word on a script."""

    allocation_id: UUID
    marking: Marking


@dataclass(frozen=True, slots=True)
class CorrectJudgement:
    """A moderator's better word on a script, and in the marking's note why."""

    allocation_id: UUID
    marking: Marking


def judge(act: Act, command: Judge) -> Judgement:
    """Record a moderator's judgement of a script that is allocated to them."""
    person = act.permit_person(Permission.JUDGE)
    session = act.session
    taken, allocation = take_allocation(act, command.allocation_id)
    if taken.given(allocation).judgements:
        raise Conflict(
            f"You have judged the script {taken.alias} already. To change it, correct the judgement.",
            then=Step(Verb.CORRECT_JUDGEMENT),
        )
    _refuse_unfit_script(taken)
    if has_interest(session, person, taken.history):
        # Allocation obeys the register, so this comes of a mistake: it reads like any script that was taken back.
        raise Conflict(taken_back(taken.alias))
    scored = score(scheme_of(session, taken.history), command.marking, note_required=False)
    if not taken.held.state.marking_started:
        start_marking(session, [taken.history.script.id], person=person, at=act.at)
    judgement = _write(session, taken, scored, allocation=allocation, before=None, at=act.at)
    _log(act, taken, judgement, allocation=allocation)
    return judgement


def correct_judgement(act: Act, command: CorrectJudgement) -> Judgement:
    """Record a correction, which supersedes the judgement and does not unwrite it."""
    person = act.permit_person(Permission.JUDGE)
    session = act.session
    taken, allocation = take_allocation(act, command.allocation_id)
    held = taken.given(allocation).judgements
    if not held:
        raise Conflict(f"You have not judged the script {taken.alias} yet, so there is nothing to correct.")
    _refuse_closed(session, taken, submitted_at=held[0].submitted_at, person=person, at=act.at)
    scored = score(scheme_of(session, taken.history), command.marking, note_required=True)
    judgement = _write(session, taken, scored, allocation=allocation, before=held[-1], at=act.at)
    _log(act, taken, judgement, allocation=allocation)
    return judgement


def _refuse_closed(session: Session, taken: Taken, *, submitted_at: datetime, person: int, at: datetime) -> None:
    """Refuse a correction in one sentence, whatever became of the script meanwhile: it must not tell.

    An interest that was declared since closes all that was judged before, or the refusal would say which it concerns.
    """
    history = taken.history
    if (
        at >= correctable_until(submitted_at)
        or history.adjudications
        or history.settlements
        or declared_since(session, person, submitted_at)
        or has_interest(session, person, history)
    ):
        raise Conflict(
            f"The judgement of the script {taken.alias} stands as it is. A judgement may be corrected until the end of "
            "the day after it was submitted, and no longer once its moderator declares an interest."
        )


def _refuse_unfit_script(taken: Taken) -> None:
    if taken.held.state.standing is not ScriptStanding.SUPPLIED:
        raise Conflict(f"The script {taken.alias} is not here to be judged: it was excluded, or sent back.")


def _write(
    session: Session,
    taken: Taken,
    scored: Scored,
    *,
    allocation: Allocation,
    before: Judgement | None,
    at: datetime,
) -> Judgement:
    public_id, window = uuid4(), taken.history.window.code
    judgement = Judgement(
        public_id=public_id,
        allocation_id=allocation.id,
        number=1 if before is None else before.number + 1,
        scheme_id=scored.scheme_id,
        total_mark=scored.mark,
        max_mark=scored.max_mark,
        outcome=scored.outcome,
        reason_code=scored.reason if before is None else JudgementReason.CORRECTION,
        total_misleads=scored.total_misleads,
        supersedes_id=None if before is None else before.id,
        text_hash=keep(session, public_id, scored.notes, at=at, window_code=window) if scored.notes else None,
        submitted_at=at,
    )
    session.add(judgement)
    session.flush()
    session.add_all(
        JudgementScore(judgement_id=judgement.id, criterion_id=criterion, score=given)
        for criterion, given in scored.scores.items()
    )
    session.flush()
    return judgement


def _log(act: Act, taken: Taken, judgement: Judgement, *, allocation: Allocation) -> None:
    """Append to the log that a script was judged; it does not say how."""
    taken.log(
        act,
        happened=Happened.JUDGEMENT_SUBMITTED if judgement.number == 1 else Happened.JUDGEMENT_CORRECTED,
        subject=Subject("judgement", judgement.public_id),
        details={"role": allocation.role.value, "number": judgement.number},
    )
