"""Confirms a decision by a second official, and carries out what it says of the provider's accreditation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.accreditation import carry_out
from moderation.cases.decision_records import Decision, DecisionConfirmation
from moderation.cases.decision_rules import refuse_unfit
from moderation.cases.find import case_standing
from moderation.cases.records import Case
from moderation.cases.remedy_records import RemedialAction
from moderation.database.clock import london_day
from moderation.database.lock import lock_row
from moderation.errors import Conflict, Step, Verb
from moderation.providers.records import Provider


@dataclass(frozen=True, slots=True)
class ConfirmDecision:
    """The case whose open proposal is confirmed."""

    case_id: UUID


def confirm_decision(act: Act, command: ConfirmDecision) -> DecisionConfirmation:
    """Confirm the proposal that waits in a case; the official who proposed it is refused."""
    person = act.permit_person(Permission.CONFIRM_DECISION)
    session = act.session
    found = case_standing(session, command.case_id)
    lock_row(session, Case, found.case.id)
    # Two cases of one provider are decided one after the other, each seeing what the other made of the accreditation.
    lock_row(session, Provider, found.provider.id)
    standing = case_standing(session, command.case_id)
    if standing.proposal is None:
        raise Conflict(
            "No proposal waits in this case. An official proposes a decision first.", then=Step(Verb.PROPOSE_DECISION)
        )
    decision = standing.proposal.decision
    if decision.proposed_by == person:
        raise Conflict("You proposed this decision: another official confirms it.", field="confirmed_by")
    # Since the proposal, actions may have been judged, evidence gathered and other cases decided.
    refuse_unfit(session, standing, kind=decision.kind, ground=decision.ground, now=act.at)
    _refuse_days_gone_by(session, decision, today=london_day(act.at))
    confirmation = DecisionConfirmation(
        decision_id=decision.id, proposed_by=decision.proposed_by, confirmed_by=person, confirmed_at=act.at
    )
    session.add(confirmation)
    session.flush()
    carry_out(act, standing, kind=decision.kind)
    act.log(
        Happened.DECISION_CONFIRMED,
        Subject("decision", decision.public_id),
        provider_code=standing.provider.code,
        details={
            "case": str(standing.case.public_id),
            "kind": decision.kind.value,
            "ground": decision.ground.value if decision.ground else None,
        },
    )
    return confirmation


def _refuse_days_gone_by(session: Session, decision: Decision, *, today: date) -> None:
    wanted = (
        select(RemedialAction.number)
        .where(RemedialAction.decision_id == decision.id, RemedialAction.due_on < today)
        .order_by(RemedialAction.number)
    )
    late = ", ".join(map(str, session.scalars(wanted)))
    if late:
        raise Conflict(
            f"Remedial action {late} was due before today, and a notice leaves time for all of them: withdraw it and "
            "propose new days."
        )
