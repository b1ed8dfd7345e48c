"""The register of interests: what a moderator must not judge, declared beforehand and obeyed from then on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.draws.records import SampledScript
from moderation.errors import Fault, NotFound, Rejected
from moderation.marking.allocation_records import (
    LONGEST_INTEREST,
    Allocation,
    AllocationEnd,
    AllocationEndReason,
    InterestDeclared,
    InterestKind,
)
from moderation.marking.history import ScriptHistory
from moderation.marking.judgement_records import Judgement
from moderation.marking.take_script import OwnScript
from moderation.people.records import lock_people
from moderation.providers.records import Provider, provider_by_code
from moderation.returns.records import Frame
from moderation.windows.records import Window


@dataclass(frozen=True, slots=True)
class DeclareInterest:
    """What a moderator has an interest in: a provider's code, a school's number, or a participant's reference."""

    kind: InterestKind
    code: str


@dataclass(frozen=True, slots=True)
class WithdrawInterest:
    """An interest of one's own that holds no longer."""

    interest_id: UUID


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest that holds."""

    kind: InterestKind
    code: str


def declare_interest(act: Act, command: DeclareInterest) -> InterestDeclared:
    """Record an interest of the acting moderator, and end all their allocations that are not judged yet.

    Ending only those of the provider or school concerned would tell the moderator whose the others are not.
    """
    person = act.permit_person(Permission.DECLARE_INTEREST)
    session = act.session
    code = command.code.strip()
    if not (1 <= len(code) <= LONGEST_INTEREST and code.isprintable()):
        sentence = f"What you have an interest in is named by 1 to {LONGEST_INTEREST} characters."
        raise Rejected([Fault(sentence, column="code", value=command.code)])
    if command.kind is InterestKind.PROVIDER:
        provider_by_code(session, code)
    # Whoever allocates or judges meanwhile waits, or is waited for.
    lock_people(session, [person])
    declared = InterestDeclared(person_id=person, kind=command.kind, code=code, declared_at=act.at)
    session.add(declared)
    unjudged = _unjudged(session, person)
    session.add_all(
        AllocationEnd(
            allocation_id=each.allocation.id,
            reason_code=AllocationEndReason.INTEREST,
            ended_by=person,
            ended_at=act.at,
        )
        for each in unjudged
    )
    session.flush()
    _log(act, declared, happened=Happened.INTEREST_DECLARED)
    for each in unjudged:
        _log_end(act, each)
    return declared


def withdraw_interest(act: Act, command: WithdrawInterest) -> InterestDeclared:
    """Record that an interest of the acting moderator holds no longer."""
    person = act.permit_person(Permission.DECLARE_INTEREST)
    session = act.session
    held = session.scalar(
        select(InterestDeclared).where(
            InterestDeclared.public_id == command.interest_id,
            InterestDeclared.person_id == person,
            InterestDeclared.withdraws_id.is_(None),
        )
    )
    if held is None:
        raise NotFound("You have declared no such interest.")
    lock_people(session, [person])
    withdrawn = InterestDeclared(
        person_id=person, kind=held.kind, code=held.code, withdraws_id=held.id, declared_at=act.at
    )
    session.add(withdrawn)
    session.flush()
    _log(act, withdrawn, happened=Happened.INTEREST_WITHDRAWN)
    return withdrawn


def interests_of(session: Session, person_ids: Iterable[int]) -> dict[int, set[Interest]]:
    """Return the interests of some moderators that hold now, by the person's number."""
    withdrawal = aliased(InterestDeclared)
    statement = (
        select(InterestDeclared)
        .outerjoin(withdrawal, withdrawal.withdraws_id == InterestDeclared.id)
        .where(
            InterestDeclared.person_id.in_(list(person_ids)),
            InterestDeclared.withdraws_id.is_(None),
            withdrawal.id.is_(None),
        )
    )
    held: dict[int, set[Interest]] = {}
    for each in session.scalars(statement):
        held.setdefault(each.person_id, set()).add(Interest(each.kind, each.code))
    return held


def concerns(interests: set[Interest], *, provider_code: str, participant_ref: str) -> bool:
    """Tell whether any of some interests concerns a script; a result names no school, so a school's never does."""
    return (
        Interest(InterestKind.PROVIDER, provider_code) in interests
        or Interest(InterestKind.PERSON, participant_ref) in interests
    )


def may_decide(history: ScriptHistory, *, person: int, interests: set[Interest]) -> bool:
    """Tell whether a lead moderator with some interests may decide on a script: they had no part in it, and have none.

    A lead whose own allocation of the script ended had a part in it too.
    """
    return person not in history.people() and not concerns(
        interests, provider_code=history.provider_code, participant_ref=history.participant_ref
    )


def for_another_lead(alias: str) -> str:
    """Return the refusal of a lead who may not decide on a script; naming the reason would tell whose script it is."""
    return (
        f"Another lead moderator decides on the script {alias}: one who had no part in it, and declared no interest "
        "that bears on it."
    )


def has_interest(session: Session, person: int, own: OwnScript) -> bool:
    """Tell whether somebody has an interest in a script that they hold; ask with the person locked."""
    held = interests_of(session, [person]).get(person, set())
    return concerns(held, provider_code=own.sampled.provider_code, participant_ref=own.participant_ref)


def declared_since(session: Session, person: int, moment: datetime) -> bool:
    """Tell whether somebody declared any interest at a moment or after it, be it withdrawn again."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    InterestDeclared.person_id == person,
                    InterestDeclared.withdraws_id.is_(None),
                    InterestDeclared.declared_at >= moment,
                )
            )
        )
    )


@dataclass(frozen=True, slots=True)
class _Unjudged:
    """A script that a moderator holds and has not judged, with the codes that the log names."""

    allocation: Allocation
    provider_code: str
    window_code: str


def _unjudged(session: Session, person: int) -> list[_Unjudged]:
    statement = (
        select(Allocation, Provider.code, Window.code)
        .join(SampledScript, SampledScript.id == Allocation.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .outerjoin(AllocationEnd, AllocationEnd.allocation_id == Allocation.id)
        .outerjoin(Judgement, Judgement.allocation_id == Allocation.id)
        .where(Allocation.moderator_id == person, AllocationEnd.allocation_id.is_(None), Judgement.id.is_(None))
        .order_by(Allocation.id)
    )
    return [_Unjudged(*row) for row in session.execute(statement)]


def _log(act: Act, declared: InterestDeclared, *, happened: Happened) -> None:
    # The kind alone: a code may name a person.
    act.log(happened, Subject("interest", declared.public_id), details={"kind": declared.kind.value})


def _log_end(act: Act, ended: _Unjudged) -> None:
    act.log(
        Happened.ALLOCATION_ENDED,
        Subject("allocation", ended.allocation.public_id),
        provider_code=ended.provider_code,
        window_code=ended.window_code,
        details={"reason": AllocationEndReason.INTEREST.value, "role": ended.allocation.role.value},
    )
