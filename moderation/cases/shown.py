"""What somebody is shown of cases: matters of compliance and their decisions; people decide, this tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.cases.decision_records import Appeal, Decision, DecisionConfirmation, DecisionKind, DecisionWithdrawal
from moderation.cases.find import CaseStanding, TakenDecision, cases_numbered
from moderation.cases.records import Case, Evidence, Ground
from moderation.findings.enquiry_records import Enquiry
from moderation.listing.listing import Condition, Listing, newest
from moderation.providers.shown import provider_is
from sampling.told import Told, told


class CaseState(Told):
    """The state of a case."""

    OPEN = told("open", "Open", "Evidence is gathered.", then="An official may propose a decision.")
    PROPOSAL_WAITS = told(
        "proposal_waits",
        "Proposal waits",
        "One official proposed a decision.",
        then="Another official confirms or refuses it.",
    )
    CLOSED = told("closed", "Closed", "The last word was spoken.", then="Nothing more is decided.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDecision:
    """A decision: it holds once `confirmed_at` is set, and binds nobody where it was withdrawn."""

    kind: DecisionKind
    ground: Ground | None
    proposed_at: datetime
    confirmed_at: datetime | None
    withdrawn: bool
    appeal_lodged_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCase:
    """A case; `decision` is the confirmed one that holds, null before the first."""

    public_id: UUID
    provider_code: str
    enquiry_id: UUID | None
    state: CaseState
    decision: DecisionKind | None
    decisions: tuple[ShownDecision, ...]
    evidence_count: int
    opened_at: datetime
    created_at: datetime
    updated_at: datetime


def _changed(_actor: Actor, since: datetime) -> Condition:
    decided = Decision.case_id == Case.id
    return or_(
        Case.opened_at >= since,
        exists().where(Evidence.case_id == Case.id, Evidence.gathered_at >= since),
        exists().where(decided, Decision.proposed_at >= since),
        exists().where(
            decided, DecisionConfirmation.decision_id == Decision.id, DecisionConfirmation.confirmed_at >= since
        ),
        exists().where(
            decided, DecisionWithdrawal.decision_id == Decision.id, DecisionWithdrawal.withdrawn_at >= since
        ),
        exists().where(decided, Appeal.decision_id == Decision.id, Appeal.lodged_at >= since),
    )


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownCase]:
    gathered, enquiries = _evidence(session, keys), _enquiry_ids(session, keys)
    withdrawn = _withdrawals(session, keys)
    return {
        key: _shown(
            standing,
            gathered.get(key, (0, None)),
            enquiry_id=enquiries.get(key),
            withdrawn_at=withdrawn.get(key),
        )
        for key, standing in cases_numbered(session, keys).items()
    }


def _evidence(session: Session, keys: Sequence[int]) -> dict[int, tuple[int, datetime | None]]:
    counted = (
        select(Evidence.case_id, func.count(), func.max(Evidence.gathered_at))
        .where(Evidence.case_id.in_(keys))
        .group_by(Evidence.case_id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(counted)}


def _enquiry_ids(session: Session, keys: Sequence[int]) -> dict[int, UUID]:
    statement = select(Case.id, Enquiry.public_id).join(Enquiry, Enquiry.id == Case.enquiry_id).where(Case.id.in_(keys))
    return {row[0]: row[1] for row in session.execute(statement)}


def _withdrawals(session: Session, keys: Sequence[int]) -> dict[int, datetime]:
    statement = (
        select(Decision.case_id, func.max(DecisionWithdrawal.withdrawn_at))
        .join(Decision, Decision.id == DecisionWithdrawal.decision_id)
        .where(Decision.case_id.in_(keys))
        .group_by(Decision.case_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _shown(
    standing: CaseStanding,
    evidence: tuple[int, datetime | None],
    *,
    enquiry_id: UUID | None,
    withdrawn_at: datetime | None,
) -> ShownCase:
    case, decisions = standing.case, tuple(map(_decision, standing.decisions))
    moments = [moment for each in decisions for moment in (each.proposed_at, each.confirmed_at, each.appeal_lodged_at)]
    state = CaseState.PROPOSAL_WAITS if standing.proposal else CaseState.OPEN
    return ShownCase(
        public_id=case.public_id,
        provider_code=standing.provider.code,
        enquiry_id=enquiry_id,
        state=CaseState.CLOSED if standing.is_closed else state,
        decision=standing.last.decision.kind if standing.last else None,
        decisions=decisions,
        evidence_count=evidence[0],
        opened_at=case.opened_at,
        created_at=case.opened_at,
        updated_at=newest(case.opened_at, evidence[1], withdrawn_at, *moments),
    )


def _decision(taken: TakenDecision) -> ShownDecision:
    return ShownDecision(
        kind=taken.decision.kind,
        ground=taken.decision.ground,
        proposed_at=taken.decision.proposed_at,
        confirmed_at=taken.confirmation.confirmed_at if taken.confirmation else None,
        withdrawn=taken.is_withdrawn,
        appeal_lodged_at=taken.appeal.lodged_at if taken.appeal else None,
    )


CASES = Listing(
    noun="case",
    permissions=(Permission.SEE_CASES,),
    key=Case.id,
    public_id=Case.public_id,
    rows=lambda _actor: select(Case.id),
    load=_load,
    changed=_changed,
    provider=provider_is(Case.provider_id),
)
