"""Takes a moderator's judgement of a script, or the correction of one, and settles the outcome where that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_person
from moderation.access.permissions import Permission
from moderation.audit.log import Subject
from moderation.database.clock import Clock
from moderation.errors import Conflict
from moderation.marking.allocation_records import Allocation
from moderation.marking.holding import Taken, settle_if_due, take_allocation
from moderation.marking.judgement_records import Judgement, JudgementNote, JudgementReason, JudgementScore
from moderation.marking.records import Settlement
from moderation.marking.scoring import Marking, Scored, scheme_of, score
from moderation.marking.texts import hash_of_all
from moderation.scripts.marking_begins import start_marking
from moderation.scripts.state import ScriptStanding


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


def judge(session: Session, actor: Actor, command: Judge, *, clock: Clock) -> Judgement:
    """Record a moderator's judgement of a script that is allocated to them."""
    person = require_person(actor, Permission.JUDGE)
    taken, allocation = take_allocation(session, actor, command.allocation_id)
    if taken.given(allocation).judgements:
        raise Conflict(f"You have judged the script {taken.alias} already. To change it, correct the judgement.")
    _refuse_unfit_script(taken)
    scored = score(scheme_of(session, taken.history), command.marking, note_required=False)
    now = clock()
    if not taken.held.state.marking_started:
        start_marking(session, [taken.history.script.id], person=person, at=now)
    judgement = _write(session, allocation, scored, before=None, at=now)
    _finish(session, actor, taken, judgement, allocation=allocation)
    return judgement


def correct_judgement(session: Session, actor: Actor, command: CorrectJudgement, *, clock: Clock) -> Judgement:
    """Record a correction, which supersedes the judgement and does not unwrite it."""
    require_person(actor, Permission.JUDGE)
    taken, allocation = take_allocation(session, actor, command.allocation_id)
    held = taken.given(allocation).judgements
    if not held:
        raise Conflict(f"You have not judged the script {taken.alias} yet, so there is nothing to correct.")
    _refuse_unfit_script(taken)
    if taken.history.adjudications:
        raise Conflict(f"A lead moderator is deciding on the script {taken.alias}: tell them what you would correct.")
    scored = score(scheme_of(session, taken.history), command.marking, note_required=True)
    judgement = _write(session, allocation, scored, before=held[-1], at=clock())
    _finish(session, actor, taken, judgement, allocation=allocation)
    return judgement


def _refuse_unfit_script(taken: Taken) -> None:
    if taken.history.settlements:
        raise Conflict(f"The outcome of the script {taken.alias} is settled; its judgements stand as they are.")
    if taken.held.state.standing is not ScriptStanding.SUPPLIED:
        raise Conflict(f"The script {taken.alias} is not here to be judged: it was excluded, or sent back.")


def _write(
    session: Session, allocation: Allocation, scored: Scored, *, before: Judgement | None, at: datetime
) -> Judgement:
    judgement = Judgement(
        allocation_id=allocation.id,
        number=1 if before is None else before.number + 1,
        scheme_id=scored.scheme_id,
        total_mark=scored.mark,
        max_mark=scored.max_mark,
        outcome=scored.outcome,
        reason_code=scored.reason if before is None else JudgementReason.CORRECTION,
        total_misleads=scored.total_misleads,
        supersedes_id=None if before is None else before.id,
        notes_hash=hash_of_all(note for _, note in scored.notes),
        submitted_at=at,
    )
    session.add(judgement)
    session.flush()
    session.add_all(
        JudgementScore(judgement_id=judgement.id, criterion_id=criterion, score=given)
        for criterion, given in scored.scores.items()
    )
    session.add_all(
        JudgementNote(judgement_id=judgement.id, criterion_id=criterion, text=note.text, salt=note.salt)
        for criterion, note in scored.notes
    )
    session.flush()
    return judgement


def _finish(session: Session, actor: Actor, taken: Taken, judgement: Judgement, *, allocation: Allocation) -> None:
    """Settle what is now settled, and append both to the log; neither says what was judged."""
    at = judgement.submitted_at
    settlement = settle_if_due(session, taken.history.script, person=allocation.moderator_id, at=at)
    taken.log(
        session,
        actor,
        at=at,
        action="judgement_submitted" if judgement.number == 1 else "judgement_corrected",
        subject=Subject("judgement", judgement.public_id),
        details={"role": allocation.role.value, "number": judgement.number},
    )
    if settlement is not None:
        log_settlement(session, actor, taken, settlement=settlement)


def log_settlement(session: Session, actor: Actor, taken: Taken, *, settlement: Settlement) -> None:
    """Append to the log that an outcome was settled, and how."""
    taken.log(
        session,
        actor,
        at=settlement.settled_at,
        action="outcome_settled",
        subject=Subject("script", taken.history.script.public_id),
        details={"how": settlement.how.value, "sequence": settlement.sequence},
    )
