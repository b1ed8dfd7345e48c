"""Decides where judgements differ, and decides anew after a successful representation: by a lead who took no part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Fault, NotAllowed, Rejected, Step, Verb
from moderation.marking.interests import for_another_lead, interests_of, may_decide
from moderation.marking.judgement_records import Adjudication, AdjudicationDecision
from moderation.marking.marks import mark_faults
from moderation.marking.records import SettledHow, Settlement
from moderation.marking.rules import Course, Needed, may_refer_back, next_step
from moderation.marking.take_script import (
    TakenScript,
    alias_of,
    log_marking,
    log_settlement,
    settle_if_due,
    take_script,
)
from moderation.people.records import lock_people
from moderation.returns.records import Outcome
from moderation.scripts.seal_records import FrameSeal, who_turned
from moderation.scripts.state import ScriptStanding
from moderation.texts.keep import keep, text_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicate:
    """A lead moderator's decision: confirm the first judgement, give another outcome, or ask for a third judgement."""

    script_id: UUID
    decision: AdjudicationDecision
    reason: str
    outcome: Outcome | None = None
    mark: int | None = None
    max_mark: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readjudicate:
    """A new outcome after a successful representation, by somebody who took no part before, and why."""

    script_id: UUID
    outcome: Outcome
    reason: str
    mark: int | None = None
    max_mark: int | None = None


def adjudicate(act: Act, command: Adjudicate) -> Adjudication:
    """Record a decision on a script whose judgements differ, and settle its outcome unless it is referred back."""
    person = act.permit_person(Permission.ADJUDICATE)
    session = act.session
    taken = take_script(session, command.script_id)
    course = taken.history.course()
    _refuse_unfit(session, taken, person)
    if taken.history.settlements or next_step(course) is not Needed.ADJUDICATION:
        raise Conflict(f"The script {alias_of(taken)} does not wait for an adjudication.")
    if taken.history.may_be_corrected(act.at):
        raise Conflict(
            f"The judgements of the script {alias_of(taken)} may still be corrected: each until the end of the day "
            "after it was submitted. Decide when they stand."
        )
    faults = [*text_faults(command.reason, column="reason"), *_faults(command, course)]
    if faults:
        raise Rejected(faults)
    assert course.first is not None
    confirmed = course.first if command.decision is AdjudicationDecision.CONFIRM else None
    adjudication = _write(
        session,
        taken,
        decision=command.decision,
        outcome=confirmed.outcome if confirmed else command.outcome,
        mark=confirmed.mark if confirmed else command.mark,
        max_mark=confirmed.max_mark if confirmed else command.max_mark,
        reason=command.reason,
        person=person,
        at=act.at,
    )
    settlement = settle_if_due(session, taken.history.script, person=person, at=act.at)
    _log(act, taken, adjudication)
    if settlement is not None:
        log_settlement(act, taken.history, settlement=settlement)
    return adjudication


def readjudicate(act: Act, command: Readjudicate) -> Settlement:
    """Supersede an outcome that was signed off and reopened; the earlier one stays on record.

    Before a sign-off an outcome changes by judgements and adjudication alone. This room does not
    know whether a representation was accepted: the reopening gives the reason.
    """
    person = act.permit_person(Permission.ADJUDICATE)
    session = act.session
    taken = take_script(session, command.script_id)
    _refuse_unfit(session, taken, person)
    _refuse_decider(session, taken, person)
    _refuse_unless_reopened(session, taken)
    faults = [
        *text_faults(command.reason, column="reason"),
        *mark_faults(command.mark, command.max_mark),
    ]
    if faults:
        raise Rejected(faults)
    before, now = taken.history.settlements[-1], act.at
    confirms = before.national_outcome is command.outcome
    adjudication = _write(
        session,
        taken,
        decision=AdjudicationDecision.CONFIRM if confirms else AdjudicationDecision.OVERRIDE,
        outcome=command.outcome,
        mark=command.mark,
        max_mark=command.max_mark,
        reason=command.reason,
        person=person,
        at=now,
    )
    settlement = Settlement(
        sampled_script_id=taken.history.script.id,
        sequence=before.sequence + 1,
        national_outcome=command.outcome,
        national_mark=command.mark,
        max_mark=command.max_mark,
        how=SettledHow.RE_ADJUDICATED,
        adjudication_id=adjudication.id,
        settled_by=person,
        settled_at=now,
    )
    session.add(settlement)
    session.flush()
    _log(act, taken, adjudication)
    log_settlement(act, taken.history, settlement=settlement)
    return settlement


def _refuse_unfit(session: Session, taken: TakenScript, person: int) -> None:
    lock_people(session, [person])
    interests = interests_of(session, [person]).get(person, set())
    if not may_decide(taken.history, person=person, interests=interests):
        raise NotAllowed(for_another_lead(alias_of(taken)))
    if taken.held.state.standing is ScriptStanding.EXCLUDED:
        raise Conflict(f"The script {alias_of(taken)} is excluded from the sample.")


def _refuse_decider(session: Session, taken: TakenScript, person: int) -> None:
    """Refuse whoever had a part in the outcome, signed it off, or reopened it."""
    frame_id = taken.history.script.frame_id
    if person in taken.history.deciders() | who_turned(session, [frame_id]).get(frame_id, set()):
        raise NotAllowed(for_another_lead(alias_of(taken)))


def _refuse_unless_reopened(session: Session, taken: TakenScript) -> None:
    """Refuse unless the outcome was part of what was signed off, and that was reopened since."""
    history = taken.history
    if not history.settlements:
        raise Conflict(
            f"The outcome of the script {alias_of(taken)} is not settled yet, so there is none to decide anew."
        )
    turns = select(FrameSeal).where(FrameSeal.frame_id == history.script.frame_id)
    turn = session.scalars(turns.order_by(FrameSeal.number.desc()).limit(1)).first()
    # The first turn closes the seal, the second opens it again, and so on.
    if turn is None or turn.number % 2 or history.settlements[-1].settled_at > turn.turned_at:
        raise Conflict(
            f"The outcome of the script {alias_of(taken)} is decided anew only after it was signed off and reopened "
            "with a reason, once for each reopening.",
            then=(Step(Verb.PROPOSE_CORRECTION), Step(Verb.REOPEN)),
        )


def _faults(command: Adjudicate, course: Course) -> list[Fault]:
    assert course.first is not None
    if command.decision is AdjudicationDecision.REFER_BACK and not may_refer_back(course):
        sentence = "A third judgement was asked for once already: confirm or override."
        return [Fault(sentence, column="decision", value=command.decision.value)]
    if command.decision is not AdjudicationDecision.OVERRIDE:
        if command.outcome is None and command.mark is None and command.max_mark is None:
            return []
        return [Fault("An outcome and a mark are given with override alone.", column="outcome")]
    faults = mark_faults(command.mark, command.max_mark)
    if command.outcome is None:
        faults.append(Fault("Say which outcome takes the place of the first judgement's.", column="outcome"))
    elif command.outcome is course.first.outcome:
        sentence = "The first judgement says the same: confirm it."
        faults.append(Fault(sentence, column="outcome", value=command.outcome.value))
    return faults


def _write(
    session: Session,
    taken: TakenScript,
    *,
    decision: AdjudicationDecision,
    outcome: Outcome | None,
    mark: int | None,
    max_mark: int | None,
    reason: str,
    person: int,
    at: datetime,
) -> Adjudication:
    public_id = uuid4()
    adjudication = Adjudication(
        public_id=public_id,
        sampled_script_id=taken.history.script.id,
        decision=decision,
        outcome=outcome,
        mark=mark,
        max_mark=max_mark,
        text_hash=keep(session, public_id, {"reason": reason}, at=at, window_code=taken.history.window.code),
        decided_by=person,
        decided_at=at,
    )
    session.add(adjudication)
    session.flush()
    return adjudication


def _log(act: Act, taken: TakenScript, adjudication: Adjudication) -> None:
    log_marking(
        act,
        taken,
        happened=Happened.SCRIPT_ADJUDICATED,
        subject=Subject("adjudication", adjudication.public_id),
        details={"decision": adjudication.decision.value},
    )
