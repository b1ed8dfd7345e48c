"""Confirms a decision by a second official, and carries out what it says of the provider's accreditation."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_person
from moderation.access.permissions import Permission
from moderation.audit.log import Subject, append
from moderation.cases.decisions import Decision, DecisionConfirmation, DecisionKind
from moderation.cases.find import case_standing
from moderation.cases.records import Case
from moderation.database.clock import Clock
from moderation.database.lock import lock_row
from moderation.errors import Conflict
from moderation.providers.change_status import ChangeStatus, carry_out_status
from moderation.providers.records import Accreditation, Provider, StatusReason, latest_status

# What a decision does to the accreditation; no action and a dismissed appeal leave it as it stands.
EFFECTS = {
    DecisionKind.NOTICE_OF_REMEDIAL_ACTION: (Accreditation.NOTICE_GIVEN, StatusReason.REMEDIAL_ACTION_REQUIRED),
    DecisionKind.REMEDIAL_ACTION_ACCEPTED: (Accreditation.ACCREDITED, StatusReason.REMEDIAL_ACTION_COMPLETED),
    DecisionKind.REVOCATION: (Accreditation.REVOKED, StatusReason.SERIOUS_UNDERPERFORMANCE),
    DecisionKind.APPEAL_ALLOWED: (Accreditation.ACCREDITED, StatusReason.APPEAL_UPHELD),
}


@dataclass(frozen=True, slots=True)
class ConfirmDecision:
    """The case whose open proposal is confirmed."""

    case_id: UUID


def confirm_decision(session: Session, actor: Actor, command: ConfirmDecision, *, clock: Clock) -> DecisionConfirmation:
    """Confirm the proposal that waits in a case; whoever proposed it cannot."""
    person = require_person(actor, Permission.CONFIRM_DECISION)
    lock_row(session, Case, case_standing(session, command.case_id).case.id)
    standing = case_standing(session, command.case_id)
    if standing.proposal is None:
        raise Conflict("No proposal waits in this case. An official proposes a decision first.")
    decision = standing.proposal.decision
    if decision.proposed_by == person:
        raise Conflict("You proposed this decision: another official confirms it.", field="confirmed_by")
    now = clock()
    confirmation = DecisionConfirmation(
        decision_id=decision.id, proposed_by=decision.proposed_by, confirmed_by=person, confirmed_at=now
    )
    session.add(confirmation)
    session.flush()
    _carry_out(session, actor, decision, provider=standing.provider, clock=clock)
    append(
        session,
        at=now,
        actor=actor,
        action="decision_confirmed",
        subject=Subject("decision", decision.public_id),
        provider_code=standing.provider.code,
        details={
            "case": str(standing.case.public_id),
            "kind": decision.kind.value,
            "ground": decision.ground.value if decision.ground else None,
        },
    )
    return confirmation


def _carry_out(session: Session, actor: Actor, decision: Decision, *, provider: Provider, clock: Clock) -> None:
    if decision.kind not in EFFECTS:
        return
    status, reason = EFFECTS[decision.kind]
    standing = latest_status(session, provider)
    if standing is None or standing.status is not status:
        # It appends its own entry to the log, after which only entries follow.
        change = ChangeStatus(provider_code=provider.code, status=status, reason=reason)
        carry_out_status(session, actor, change, clock=clock)
