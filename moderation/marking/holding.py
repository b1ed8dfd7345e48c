"""Takes a script for marking: nobody else can change it meanwhile, and nobody changes what is signed off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Details, Subject
from moderation.draws.find import sampled_script
from moderation.draws.records import SampledScript
from moderation.errors import Conflict, NotFound, Step, Verb
from moderation.marking.allocation_records import Allocation, AllocationEnd
from moderation.marking.history import Given, ScriptHistory, history_of
from moderation.marking.records import Settlement
from moderation.marking.rules import settled
from moderation.people.records import lock_people
from moderation.scripts.holding import HeldScript, hold_script
from moderation.scripts.seal_records import is_sealed
from moderation.windows.records import share_window, window_by_code


@dataclass(frozen=True, slots=True)
class Taken:
    """A script in one pair of hands: where it stands, and its history in marking."""

    held: HeldScript
    history: ScriptHistory

    @property
    def alias(self) -> str:
        """The only name of the script that a sentence to a moderator may hold."""
        return self.history.script.alias

    def given(self, allocation: Allocation) -> Given:
        """Return an allocation of this script with its judgements."""
        return next(each for each in self.history.given if each.allocation.id == allocation.id)

    def log(self, act: Act, *, happened: Happened, subject: Subject, details: Details) -> None:
        """Append what was done with the script to the log."""
        act.log(
            happened,
            subject,
            provider_code=self.history.provider_code,
            window_code=self.history.window.code,
            details=details,
        )


def take_script(session: Session, script_id: UUID) -> Taken:
    """Take a script whose outcome may still change."""
    sampled = sampled_script(session, script_id)
    share_window(session, window_by_code(session, sampled.window_code))
    held = hold_script(session, script_id)
    if is_sealed(session, sampled.script):
        # By its alias, and no place in the step: whoever moderates must not learn here whose script it is.
        raise Conflict(
            f"The moderation of the script {sampled.script.alias} is signed off: no outcome changes after that, "
            "unless a lead moderator reopens it with a reason.",
            then=Step(Verb.REOPEN),
        )
    return Taken(held, history_of(session, sampled.script))


def take_allocation(act: Act, allocation_id: UUID) -> tuple[Taken, Allocation]:
    """Take the script of an allocation of one's own; anybody else's does not exist for this person."""
    session = act.session
    allocation, script_id = own_allocation(session, act.actor, allocation_id)
    taken = take_script(session, script_id)
    if is_ended(session, allocation):
        raise Conflict(taken_back(taken.alias))
    return taken, allocation


def is_ended(session: Session, allocation: Allocation) -> bool:
    """Tell whether an allocation was taken back; its moderator is locked, so that it stays so until this ends."""
    lock_people(session, [allocation.moderator_id])
    return session.get(AllocationEnd, allocation.id) is not None


def taken_back(alias: str) -> str:
    """Return the sentence for a script that its moderator holds no longer."""
    return f"The script {alias} was taken back; it is no longer yours to judge."


def own_allocation(session: Session, actor: Actor, allocation_id: UUID) -> tuple[Allocation, UUID]:
    """Return an allocation of one's own with the identifier of its script."""
    row = session.execute(
        select(Allocation, SampledScript.public_id)
        .join(SampledScript, SampledScript.id == Allocation.sampled_script_id)
        .where(Allocation.public_id == allocation_id, Allocation.moderator_id == actor.person_id)
    ).first()
    if row is None:
        raise NotFound("No such script is allocated to you.")
    return row[0], row[1]


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
