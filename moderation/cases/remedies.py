"""Reads the state of each remedial action of a provider's notices: due, shown to be taken, judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from moderation.cases.decision_records import Decision, DecisionConfirmation
from moderation.cases.records import Case
from moderation.cases.remedy_records import RemedialAction, RemedialEvidence, RemedialJudgement, Verdict
from moderation.database.clock import london_day
from moderation.errors import NotFound
from moderation.providers.records import Provider
from moderation.windows.deadlines import is_over


@dataclass(frozen=True, slots=True)
class ActionStanding:
    """An action of a confirmed notice: its provider, how often and when first it was answered, and its last verdict."""

    action: RemedialAction
    case: Case
    provider_code: str
    evidence_count: int
    first_shown_at: datetime | None
    verdict: Verdict | None

    @property
    def days_late(self) -> int | None:
        """The days in London from the day it was due to the first showing; none where nothing was shown."""
        if self.first_shown_at is None:
            return None
        return max(0, (london_day(self.first_shown_at) - self.action.due_on).days)

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether its day is over and the provider has shown nothing."""
        return not self.evidence_count and is_over(self.action.due_on, now)


def actions_of_provider(session: Session, provider_id: int) -> tuple[ActionStanding, ...]:
    """Return the actions that notices require of a provider, oldest first; a proposal requires nothing yet."""
    statement = _actions().where(Case.provider_id == provider_id).order_by(RemedialAction.id)
    return tuple(ActionStanding(*row) for row in session.execute(statement))


def actions_of_case(session: Session, case_id: int) -> tuple[ActionStanding, ...]:
    """Return the actions that the notices of one case require, oldest first."""
    statement = _actions().where(Case.id == case_id).order_by(RemedialAction.id)
    return tuple(ActionStanding(*row) for row in session.execute(statement))


def said_on_actions(session: Session, case_id: int) -> dict[UUID, tuple[UUID, ...]]:
    """Return, by the action of a case, what was shown for it and judged of it, oldest first; by public identifiers."""
    shown = select(RemedialAction.public_id, RemedialEvidence.submitted_at, RemedialEvidence.public_id).join(
        RemedialEvidence, RemedialEvidence.action_id == RemedialAction.id
    )
    judged = select(RemedialAction.public_id, RemedialJudgement.judged_at, RemedialJudgement.public_id).join(
        RemedialJudgement, RemedialJudgement.action_id == RemedialAction.id
    )
    said: list[tuple[UUID, datetime, UUID]] = []
    for statement in (shown, judged):
        of_case = statement.join(Decision, Decision.id == RemedialAction.decision_id).where(Decision.case_id == case_id)
        said += [(action_id, at, public_id) for action_id, at, public_id in session.execute(of_case)]
    found: dict[UUID, tuple[UUID, ...]] = {}
    for action_id, _, public_id in sorted(said, key=lambda each: each[1]):
        found[action_id] = (*found.get(action_id, ()), public_id)
    return found


def action_standing(session: Session, action_id: UUID) -> ActionStanding:
    """Return an action that a notice requires, or say that there is none."""
    row = session.execute(_actions().where(RemedialAction.public_id == action_id)).first()
    if row is None:
        raise NotFound("No notice requires such an action.")
    return ActionStanding(*row)


def _actions() -> Select[*tuple[Any, ...]]:
    shown = (
        select(func.count())
        .select_from(RemedialEvidence)
        .where(RemedialEvidence.action_id == RemedialAction.id)
        .scalar_subquery()
    )
    first = (
        select(func.min(RemedialEvidence.submitted_at))
        .where(RemedialEvidence.action_id == RemedialAction.id)
        .scalar_subquery()
    )
    verdict = (
        select(RemedialJudgement.verdict)
        .where(RemedialJudgement.action_id == RemedialAction.id)
        .order_by(RemedialJudgement.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(RemedialAction, Case, Provider.code, shown, first, verdict)
        .join(Decision, Decision.id == RemedialAction.decision_id)
        .join(DecisionConfirmation, DecisionConfirmation.decision_id == Decision.id)
        .join(Case, Case.id == Decision.case_id)
        .join(Provider, Provider.id == Case.provider_id)
    )
