"""Takes an official's proposal for a decision, and its withdrawal; nothing holds until another official confirms it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.decision_records import Decision, DecisionKind, DecisionWithdrawal
from moderation.cases.decision_rules import refuse_unfit
from moderation.cases.find import CaseStanding, case_standing
from moderation.cases.records import Case, Ground
from moderation.cases.remedy_records import RemedialAction
from moderation.database.clock import london_day
from moderation.database.lock import lock_row
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.texts.keep import keep, text_faults

K = DecisionKind


@dataclass(frozen=True, slots=True)
class ActionWanted:
    """One remedial action that a notice is to require, and its day."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeDecision:
    """What is proposed and why; a revocation names its ground, a notice all the actions that it requires."""

    case_id: UUID
    kind: DecisionKind
    reasons: str
    ground: Ground | None = None
    actions: tuple[ActionWanted, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """The case whose open proposal is taken back, or refused by the second official."""

    case_id: UUID


def propose_decision(act: Act, command: ProposeDecision) -> Decision:
    """Record what an official proposes in a case, with reasons."""
    person = act.permit_person(Permission.PROPOSE_DECISION)
    session = act.session
    standing = _locked(session, command.case_id)
    faults = _faults(command, today=london_day(act.at))
    if faults:
        raise Rejected(faults)
    if standing.proposal is not None:
        raise Conflict(
            "A proposal waits for its second official: it is confirmed or withdrawn before another is made.",
            then=(Step(Verb.CONFIRM_DECISION), Step(Verb.WITHDRAW_PROPOSAL)),
        )
    refuse_unfit(session, standing, kind=command.kind, ground=command.ground, now=act.at)
    public_id = uuid4()
    decision = Decision(
        public_id=public_id,
        case_id=standing.case.id,
        kind=command.kind,
        ground=command.ground,
        text_hash=keep(session, public_id, {"reasons": command.reasons}, at=act.at),
        proposed_by=person,
        proposed_at=act.at,
    )
    session.add(decision)
    session.flush()
    for number, wanted in enumerate(command.actions, start=1):
        action_id = uuid4()
        session.add(
            RemedialAction(
                public_id=action_id,
                decision_id=decision.id,
                number=number,
                due_on=wanted.due_on,
                text_hash=keep(session, action_id, {"text": wanted.text}, at=act.at),
            )
        )
    act.log(
        Happened.DECISION_PROPOSED,
        Subject("decision", public_id),
        provider_code=standing.provider.code,
        details={
            "case": str(standing.case.public_id),
            "kind": command.kind.value,
            "ground": command.ground.value if command.ground else None,
            "actions_count": len(command.actions),
        },
    )
    return decision


def withdraw_proposal(act: Act, command: WithdrawProposal) -> DecisionWithdrawal:
    """Take back the open proposal of a case, so that another can be made."""
    person = act.permit_person(Permission.PROPOSE_DECISION)
    standing = _locked(act.session, command.case_id)
    if standing.proposal is None:
        raise Conflict("No proposal waits in this case.")
    decision = standing.proposal.decision
    withdrawal = DecisionWithdrawal(decision_id=decision.id, withdrawn_by=person, withdrawn_at=act.at)
    act.session.add(withdrawal)
    act.log(
        Happened.PROPOSAL_WITHDRAWN,
        Subject("decision", decision.public_id),
        provider_code=standing.provider.code,
        details={"kind": decision.kind.value},
    )
    return withdrawal


def _locked(session: Session, case_id: UUID) -> CaseStanding:
    lock_row(session, Case, case_standing(session, case_id).case.id)
    return case_standing(session, case_id)


def _faults(command: ProposeDecision, *, today: date) -> list[Fault]:
    faults = text_faults(command.reasons, column="reasons")
    if (command.kind is K.REVOCATION) != (command.ground is not None):
        sentence = "A revocation names one of the three grounds of serious underperformance; no other decision does."
        faults.append(Fault(sentence, column="ground"))
    if (command.kind is K.NOTICE_OF_REMEDIAL_ACTION) != bool(command.actions):
        sentence = "A notice requires at least one action, and names all of them; no other decision names any."
        faults.append(Fault(sentence, column="actions"))
    for number, wanted in enumerate(command.actions, start=1):
        faults += text_faults(wanted.text, column=f"action {number}")
        if wanted.due_on < today:
            sentence = "An action is due today or later."
            faults.append(Fault(sentence, column=f"action {number}", value=wanted.due_on.isoformat()))
    return faults
