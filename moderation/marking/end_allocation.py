"""Takes a script back from a moderator before it is judged: on their own word, or on a lead moderator's."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import london_day
from moderation.draws.records import SampledScript
from moderation.errors import Conflict, Fault, NotFound, Rejected
from moderation.marking.allocation_records import Allocation, AllocationEnd, AllocationEndReason
from moderation.marking.history import Given, given_of
from moderation.marking.take_script import InMarking, alias_of, log_marking, take_allocation, take_script
from moderation.people.records import lock_people
from moderation.scripts.records import ScriptReason
from moderation.scripts.start_marking import return_to_provider
from moderation.windows.deadlines import working_days_after
from moderation.windows.policy import policy_of

R = AllocationEndReason

# A script that nobody could judge goes back to its provider; one that is recognised goes to another moderator.
RETURNED_FOR = {
    R.UNREADABLE: ScriptReason.UNREADABLE,
    R.WRONG_PERSON: ScriptReason.WRONG_PERSON,
    R.IDENTIFIES_A_CHILD: ScriptReason.IDENTIFIES_A_CHILD,
}
MODERATORS_REASONS = (R.RECOGNISED, *RETURNED_FOR)
LEADS_REASONS = (R.INTEREST, R.ABSENCE, R.BALANCE, R.SCRIPT_EXCLUDED)


@dataclass(frozen=True, slots=True)
class SendBack:
    """A script of one's own to give back, and why."""

    allocation_id: UUID
    reason: AllocationEndReason = R.RECOGNISED


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A script to take back from a moderator, and why."""

    allocation_id: UUID
    reason: AllocationEndReason


def send_back(act: Act, command: SendBack) -> AllocationEnd:
    """Give back a script: one that is recognised goes to somebody else, one that is unfit to its provider."""
    person = act.permit_person(Permission.JUDGE)
    session = act.session
    _require_reason(command.reason, MODERATORS_REASONS)
    taken = take_allocation(act, command.allocation_id)
    allocation = taken.own.allocation
    _refuse_ended(taken, taken.given)
    # Once somebody else has judged it, the script stays here and goes to another moderator; a refusal would tell that.
    returned_for = None if taken.held.state.marking_started else RETURNED_FOR.get(command.reason)
    end = AllocationEnd(allocation_id=allocation.id, reason_code=command.reason, ended_by=person, ended_at=act.at)
    session.add(end)
    session.flush()
    if returned_for is not None:
        days = policy_of(session, taken.own.sampled.window).script_supply_working_days
        due_on = max(taken.held.state.due_on, working_days_after(london_day(act.at), days))
        return_to_provider(act, taken.held, reason=returned_for, due_on=due_on)
    _log(act, taken, allocation, end)
    return end


def take_back(act: Act, command: TakeBack) -> AllocationEnd:
    """Take a script back from a moderator; it goes to somebody else with the next allocation."""
    person = act.permit_person(Permission.ALLOCATE)
    session = act.session
    _require_reason(command.reason, LEADS_REASONS)
    row = session.execute(
        select(Allocation, SampledScript.public_id)
        .join(SampledScript, SampledScript.id == Allocation.sampled_script_id)
        .where(Allocation.public_id == command.allocation_id)
    ).first()
    if row is None:
        raise NotFound("There is no such allocation.")
    taken = take_script(session, row[1])
    lock_people(session, [row[0].moderator_id])
    _refuse_ended(taken, given_of(session, row[0]))
    end = AllocationEnd(allocation_id=row[0].id, reason_code=command.reason, ended_by=person, ended_at=act.at)
    session.add(end)
    session.flush()
    _log(act, taken, row[0], end)
    return end


def _require_reason(reason: AllocationEndReason, reasons: tuple[AllocationEndReason, ...]) -> None:
    if reason not in reasons:
        raise Rejected([Fault(f"The reason is one of {', '.join(reasons)}.", column="reason", value=str(reason))])


def _refuse_ended(taken: InMarking, given: Given) -> None:
    if given.end is not None:
        raise Conflict(f"The script {alias_of(taken)} was taken back already.")
    if given.judgements:
        raise Conflict(f"The script {alias_of(taken)} is judged already; the judgement stands.")


def _log(act: Act, taken: InMarking, allocation: Allocation, end: AllocationEnd) -> None:
    log_marking(
        act,
        taken,
        happened=Happened.ALLOCATION_ENDED,
        subject=Subject("allocation", allocation.public_id),
        details={"reason": end.reason_code.value, "role": allocation.role.value},
    )
