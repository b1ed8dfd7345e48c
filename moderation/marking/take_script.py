"""Locks a script for marking, and refuses one that is signed off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Details, Subject
from moderation.draws.find import Sampled, sampled_script
from moderation.draws.records import SampledScript
from moderation.errors import Conflict, NotFound, Step, Verb
from moderation.marking.allocation_records import Allocation
from moderation.marking.history import Given, ScriptHistory, given_of, history_of
from moderation.marking.judgement_records import Adjudication
from moderation.marking.records import Settlement
from moderation.marking.rules import settled
from moderation.people.records import lock_people
from moderation.providers.records import Provider
from moderation.returns.records import Frame, Result
from moderation.scripts.locked_script import LockedScript, lock_sampled_script
from moderation.windows.records import Window


class InMarking(Protocol):
    """A locked script, known whole or only as far as its own moderator may know it."""

    @property
    def held(self) -> LockedScript:
        """The locked script."""


def alias_of(taken: InMarking) -> str:
    """Return a script's alias, the only name that a sentence to a moderator may use."""
    return taken.held.sampled.script.alias


def log_marking(act: Act, taken: InMarking, *, happened: Happened, subject: Subject, details: Details) -> None:
    """Append what was done with a script to the log."""
    sampled = taken.held.sampled
    act.log(happened, subject, provider_code=sampled.provider_code, window_code=sampled.window_code, details=details)


@dataclass(frozen=True, slots=True)
class TakenScript:
    """A locked script with its state and its history in marking."""

    held: LockedScript
    history: ScriptHistory

    def given(self, allocation: Allocation) -> Given:
        """Return an allocation of this script with its judgements."""
        return next(each for each in self.history.given if each.allocation.id == allocation.id)


@dataclass(frozen=True, slots=True)
class OwnScript:
    """A script that is allocated to the actor, without anybody else's judgement."""

    allocation: Allocation
    sampled: Sampled
    qualification: str
    participant_ref: str


@dataclass(frozen=True, slots=True)
class TakenAllocation:
    """An allocation of the actor's with its locked script and its own judgements."""

    held: LockedScript
    own: OwnScript
    given: Given


def take_script(session: Session, script_id: UUID) -> TakenScript:
    """Lock a script whose outcome may still change."""
    held = lock_unsealed(session, sampled_script(session, script_id))
    return TakenScript(held, history_of(session, held.sampled.script))


def take_allocation(act: Act, allocation_id: UUID) -> TakenAllocation:
    """Lock the script of an allocation of the actor's; another moderator's allocation is not found."""
    own = own_allocation(act.session, act.actor, allocation_id)
    held = lock_unsealed(act.session, own.sampled)
    # The moderator is locked, so that what is known of the allocation stays so until this ends.
    lock_people(act.session, [own.allocation.moderator_id])
    return TakenAllocation(held, own, given_of(act.session, own.allocation))


def lock_unsealed(session: Session, sampled: Sampled) -> LockedScript:
    """Lock a script; refuse one whose moderation is signed off."""
    held = lock_sampled_script(session, sampled)
    if held.is_sealed:
        # By its alias, and no place in the step: whoever moderates must not learn here whose script it is.
        raise Conflict(
            f"The moderation of the script {sampled.script.alias} is signed off: no outcome changes after that, "
            "unless a lead moderator reopens it with a reason.",
            then=Step(Verb.REOPEN),
        )
    return held


def taken_back(alias: str) -> str:
    """Return the refusal for a script whose allocation ended."""
    return f"The script {alias} was taken back; it is no longer yours to judge."


def own_allocation(session: Session, actor: Actor, allocation_id: UUID) -> OwnScript:
    """Return an allocation of the actor's with its script."""
    row = session.execute(
        select(Allocation, SampledScript, Provider.code, Window, Result.qualification, Result.participant_ref)
        .join(SampledScript, SampledScript.id == Allocation.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .join(Result, (Result.return_id == SampledScript.return_id) & (Result.row == SampledScript.row))
        .where(Allocation.public_id == allocation_id, Allocation.moderator_id == actor.person_id)
    ).first()
    if row is None:
        raise NotFound("No such script is allocated to you.")
    allocation, script, provider_code, window, qualification, participant_ref = row
    return OwnScript(allocation, Sampled(script, provider_code, window), qualification, participant_ref)


def is_decided(session: Session, script: SampledScript) -> bool:
    """Tell whether a lead moderator decided on a script, or its outcome is settled."""
    decided = exists().where(Adjudication.sampled_script_id == script.id)
    ended = exists().where(Settlement.sampled_script_id == script.id)
    return bool(session.scalar(select(or_(decided, ended))))


def settle_if_due(session: Session, script: SampledScript, *, person: int, at: datetime) -> Settlement | None:
    """Write the national outcome of a script once its judgements lead to one."""
    settlement = settlement_due(history_of(session, script), person=person, at=at)
    if settlement is not None:
        session.add(settlement)
        session.flush()
    return settlement


def settlement_due(history: ScriptHistory, *, person: int, at: datetime) -> Settlement | None:
    """Return the settlement that a script's judgements lead to, once none of them may be corrected any more."""
    found = settled(history.course())
    if found is None or history.settlements or history.may_be_corrected(at):
        return None
    return Settlement(
        sampled_script_id=history.script.id,
        sequence=1,
        national_outcome=found.outcome,
        national_mark=found.mark,
        max_mark=found.max_mark,
        how=found.how,
        adjudication_id=history.adjudications[-1].id if history.adjudications else None,
        settled_by=person,
        settled_at=at,
    )


def log_settlement(act: Act, history: ScriptHistory, *, settlement: Settlement) -> None:
    """Append to the log that an outcome was settled, and how."""
    act.log(
        Happened.OUTCOME_SETTLED,
        Subject("script", history.script.public_id),
        provider_code=history.provider_code,
        window_code=history.window.code,
        details={"how": settlement.how.value, "sequence": settlement.sequence},
    )
