"""Takes a provider's appeal against a revocation; an independent panel hears it, and its word is final."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.decision_records import Appeal, DecisionKind
from moderation.cases.find import case_standing
from moderation.cases.records import Case
from moderation.database.lock import lock_row
from moderation.errors import Conflict, Rejected
from moderation.texts.keep import keep, text_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class LodgeAppeal:
    """The case in which accreditation was revoked, and what the provider says."""

    case_id: UUID
    text: str


def lodge_appeal(act: Act, command: LodgeAppeal) -> Appeal:
    """Record an appeal; two officials then record what the panel decided."""
    session = act.session
    found = case_standing(session, command.case_id)
    person = act.permit_person(Permission.COMMENT, provider_code=found.provider.code)
    lock_row(session, Case, found.case.id)
    standing = case_standing(session, command.case_id)
    faults = text_faults(command.text, column="text")
    if faults:
        raise Rejected(faults)
    if standing.last is None or standing.last.decision.kind is not DecisionKind.REVOCATION:
        raise Conflict("Only a revocation can be appealed, and an appeal is heard once: the panel's word is final.")
    if standing.last.appeal is not None:
        raise Conflict("An appeal against this decision is lodged already.")
    public_id = uuid4()
    appeal = Appeal(
        public_id=public_id,
        decision_id=standing.last.decision.id,
        text_hash=keep(session, public_id, {"text": command.text}, at=act.at),
        lodged_by=person,
        lodged_at=act.at,
    )
    session.add(appeal)
    act.log(
        Happened.APPEAL_LODGED,
        Subject("decision", standing.last.decision.public_id),
        provider_code=standing.provider.code,
        details={"ground": standing.last.decision.ground.value if standing.last.decision.ground else None},
    )
    return appeal
