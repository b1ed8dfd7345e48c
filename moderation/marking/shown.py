"""What moderators and adjudicators see of a script: built here and nowhere else, from nothing that is the provider's.

Every field is listed; no record is handed on, so nothing new can slip through. The provider's mark comes by `reveal`
alone, after the national outcome is settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_person
from moderation.access.permissions import Permission
from moderation.draws.find import sampled_script
from moderation.draws.records import SampledScript
from moderation.errors import NotAllowed, NotFound
from moderation.marking.allocation_records import Allocation, AllocationEnd, MarkingRole
from moderation.marking.history import given_of, histories_judged_twice, history_of
from moderation.marking.interests import for_another_lead, interests_of, may_decide
from moderation.marking.judgement_records import Judgement
from moderation.marking.rules import Needed, next_step
from moderation.marking.scoring import LoadedScheme, scheme_of
from moderation.marking.take_script import own_allocation
from moderation.returns.records import Frame, Outcome
from moderation.texts.shown import shown
from moderation.windows.records import Window


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """A criterion as the form shows it."""

    number: int
    title: str
    max_score: int


@dataclass(frozen=True, slots=True)
class SchemeShown:
    """A scheme as the form shows it; `needed` is the total from which a script passes, where the scheme says."""

    version: int
    criteria: tuple[CriterionShown, ...]
    needed: int | None


@dataclass(frozen=True, slots=True)
class JudgementShown:
    """A judgement as its own moderator, or an adjudicator, sees it."""

    outcome: Outcome
    mark: int | None
    max_mark: int | None
    total_misleads: bool
    notes: tuple[str, ...]
    # What its moderator said before they corrected it.
    earlier: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a moderator sees of a script beside the script itself."""

    allocation_id: UUID
    alias: str
    qualification: str
    due_on: date
    scheme: SchemeShown | None
    judgement: JudgementShown | None


@dataclass(frozen=True, slots=True)
class InQueue:
    """A line of a moderator's queue."""

    allocation_id: UUID
    alias: str
    due_on: date
    is_judged: bool


@dataclass(frozen=True, slots=True)
class InDispute:
    """A line of the list of scripts that wait for an adjudication."""

    script_id: UUID
    alias: str
    qualification: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """All that an adjudicator sees: the judgements side by side, without names; nothing of the provider."""

    script_id: UUID
    alias: str
    qualification: str
    scheme: SchemeShown | None
    judgements: tuple[JudgementShown, ...]


def what_a_moderator_reads(session: Session, actor: Actor, allocation_id: UUID) -> Reading:
    """Return what a moderator sees of a script that is allocated to them."""
    require_person(actor, Permission.JUDGE)
    own = own_allocation(session, actor, allocation_id)
    mine = given_of(session, own.allocation)
    if mine.end is not None:
        raise NotFound("No such script is allocated to you.")
    return Reading(
        allocation_id=own.allocation.public_id,
        alias=own.sampled.script.alias,
        qualification=own.qualification,
        due_on=own.sampled.window.moderation_due_on,
        scheme=_scheme(scheme_of(session, qualification=own.qualification, window=own.sampled.window)),
        judgement=_judgement(session, mine.judgements) if mine.judgements else None,
    )


def queue_of(session: Session, actor: Actor) -> tuple[InQueue, ...]:
    """Return a moderator's scripts, those due first, then by alias, which is random."""
    person = require_person(actor, Permission.JUDGE)
    statement = (
        select(Allocation.public_id, SampledScript.alias, Window.moderation_due_on, Judgement.id.is_not(None))
        .join(SampledScript, SampledScript.id == Allocation.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .join(Window, Window.id == Frame.window_id)
        .outerjoin(AllocationEnd, AllocationEnd.allocation_id == Allocation.id)
        .outerjoin(Judgement, (Judgement.allocation_id == Allocation.id) & (Judgement.number == 1))
        .where(Allocation.moderator_id == person, AllocationEnd.allocation_id.is_(None))
        .order_by(Window.moderation_due_on, SampledScript.alias)
    )
    return tuple(InQueue(*row) for row in session.execute(statement))


def awaiting_adjudication(session: Session, actor: Actor, window: Window, *, at: datetime) -> tuple[InDispute, ...]:
    """Return the scripts of a window whose final judgements differ, by alias; leave out those for another lead."""
    person = require_person(actor, Permission.ADJUDICATE)
    interests = interests_of(session, [person]).get(person, set())
    return tuple(
        InDispute(history.script.public_id, history.script.alias, history.qualification)
        for history in histories_judged_twice(session, window)
        if not history.may_be_corrected(at)
        and next_step(history.course()) is Needed.ADJUDICATION
        and may_decide(history, person=person, interests=interests)
    )


def what_an_adjudicator_reads(session: Session, actor: Actor, script_id: UUID) -> Disagreement:
    """Return the judgements of a script side by side, in the order of their roles."""
    person = require_person(actor, Permission.ADJUDICATE)
    history = history_of(session, sampled_script(session, script_id).script)
    if not may_decide(history, person=person, interests=interests_of(session, [person]).get(person, set())):
        raise NotAllowed(for_another_lead(history.script.alias))
    held = [history.role(role) for role in MarkingRole]
    standing = [each.judgements for each in held if each is not None and each.judgements]
    return Disagreement(
        script_id=history.script.public_id,
        alias=history.script.alias,
        qualification=history.qualification,
        scheme=_scheme(scheme_of(session, qualification=history.qualification, window=history.window)),
        judgements=tuple(_judgement(session, each) for each in standing),
    )


def _scheme(loaded: LoadedScheme | None) -> SchemeShown | None:
    if loaded is None:
        return None
    criteria = tuple(CriterionShown(each.number, each.title, each.max_score) for each in loaded.criteria.values())
    return SchemeShown(loaded.scheme.version, criteria, loaded.scheme.pass_mark)


def _judgement(session: Session, judgements: Sequence[Judgement]) -> JudgementShown:
    *before, judgement = judgements
    words = shown(session, [judgement.public_id]).get(judgement.public_id)
    return JudgementShown(
        outcome=judgement.outcome,
        mark=judgement.total_mark,
        max_mark=judgement.max_mark,
        total_misleads=judgement.total_misleads,
        notes=tuple(words.lines()) if words else (),
        earlier=tuple(each.outcome for each in before),
    )
