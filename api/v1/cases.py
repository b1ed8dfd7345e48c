"""`cases`: matters of compliance, their decisions and how much evidence is gathered; people decide, this tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

from marshmallow import fields
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from api.v1.door.answer import Item, Json
from api.v1.door.collection import Collection, Condition, newest, provider_is
from api.v1.door.fields import Attributes, Closed, Moment, code, count
from api.v1.door.viewer import Viewer, needs
from moderation.access.permissions import Permission
from moderation.cases.decision_records import Appeal, Decision, DecisionConfirmation, DecisionKind, DecisionWithdrawal
from moderation.cases.find import CaseStanding, cases
from moderation.cases.records import Case, Evidence, Ground
from moderation.findings.enquiry_records import Enquiry


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = auto()
    PROPOSAL_WAITS = auto()
    CLOSED = auto()


class DecisionAttributes(Closed):
    """A decision: it holds once `confirmed_at` is set, and binds nobody where it was withdrawn."""

    kind = fields.Enum(DecisionKind, by_value=True, required=True)
    ground = fields.Enum(Ground, by_value=True, required=True, allow_none=True)
    proposed_at = Moment(required=True)
    confirmed_at = Moment(required=True, allow_none=True)
    withdrawn = fields.Boolean(required=True)
    appeal_lodged_at = Moment(required=True, allow_none=True)


class CaseAttributes(Attributes):
    """A case; `decision` is the confirmed one that holds, null before the first."""

    provider_code = code(required=True)
    enquiry_id = fields.UUID(required=True, allow_none=True)
    state = fields.Enum(CaseState, by_value=True, required=True)
    decision = fields.Enum(DecisionKind, by_value=True, required=True, allow_none=True)
    decisions = fields.List(fields.Nested(DecisionAttributes), required=True)
    evidence_count = count(required=True)
    opened_at = Moment(required=True)


def _changed(since: datetime, _viewer: Viewer) -> Condition:
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


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    wanted = set(keys)
    standing = {each.case.id: each for each in cases(session) if each.case.id in wanted}
    gathered = _evidence(session, keys)
    enquiries = _enquiry_ids(session, keys)
    withdrawn = _withdrawals(session, keys)
    return [_item(standing[key], gathered.get(key, (0, None)), enquiries.get(key), withdrawn.get(key)) for key in keys]


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


def _item(
    standing: CaseStanding,
    evidence: tuple[int, datetime | None],
    enquiry_id: UUID | None,
    withdrawn_at: datetime | None,
) -> Item:
    case, decisions = standing.case, [_decision_values(standing, place) for place in range(len(standing.decisions))]
    moments = [
        moment for each in decisions for moment in (each["proposed_at"], each["confirmed_at"], each["appeal_lodged_at"])
    ]
    state = CaseState.PROPOSAL_WAITS if standing.proposal else CaseState.OPEN
    values = {
        "provider_code": standing.provider.code,
        "enquiry_id": enquiry_id,
        "state": CaseState.CLOSED if standing.is_closed else state,
        "decision": standing.last and standing.last.decision.kind,
        "decisions": decisions,
        "evidence_count": evidence[0],
        "opened_at": case.opened_at,
        "created_at": case.opened_at,
        "updated_at": newest(case.opened_at, evidence[1], withdrawn_at, *moments),
    }
    return Item(case.public_id, values)


def _decision_values(standing: CaseStanding, place: int) -> Json:
    taken = standing.decisions[place]
    return {
        "kind": taken.decision.kind,
        "ground": taken.decision.ground,
        "proposed_at": taken.decision.proposed_at,
        "confirmed_at": taken.confirmation and taken.confirmation.confirmed_at,
        "withdrawn": taken.is_withdrawn,
        "appeal_lodged_at": taken.appeal and taken.appeal.lodged_at,
    }


CASES = Collection(
    kind="cases",
    noun="case",
    attributes=CaseAttributes(),
    access=needs(Permission.SEE_CASES),
    key=Case.id,
    public_id=Case.public_id,
    rows=lambda _viewer: select(Case.id),
    load=_load,
    changed=_changed,
    provider=provider_is(Case.provider_id),
)
