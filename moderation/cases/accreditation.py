"""Says how a decision changes a provider's accreditation; a case cannot undo what another one decided."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy.orm import Session

from moderation.audit.act import Act
from moderation.cases.decision_records import DecisionKind
from moderation.cases.find import CaseStanding, cases
from moderation.errors import Conflict
from moderation.providers.change_status import ChangeStatus, carry_out_status
from moderation.providers.records import (
    IN_FORCE,
    Accreditation,
    Provider,
    StatusReason,
    latest_status,
    status_before,
)

K = DecisionKind

REASONS: Mapping[DecisionKind, StatusReason] = MappingProxyType(
    {
        K.NOTICE_OF_REMEDIAL_ACTION: StatusReason.REMEDIAL_ACTION_REQUIRED,
        K.REMEDIAL_ACTION_ACCEPTED: StatusReason.REMEDIAL_ACTION_COMPLETED,
        K.REVOCATION: StatusReason.SERIOUS_UNDERPERFORMANCE,
        K.APPEAL_ALLOWED: StatusReason.APPEAL_UPHELD,
    }
)

# Where accreditation must stand for a decision; the others change nothing and ask for nothing.
BEFORE: Mapping[DecisionKind, tuple[Accreditation, ...]] = MappingProxyType(
    {
        K.NOTICE_OF_REMEDIAL_ACTION: IN_FORCE,
        K.REMEDIAL_ACTION_ACCEPTED: (Accreditation.NOTICE_GIVEN,),
        K.REVOCATION: IN_FORCE,
        K.APPEAL_ALLOWED: (Accreditation.REVOKED,),
    }
)


def refuse_from_here(session: Session, provider: Provider, kind: DecisionKind) -> None:
    """Refuse a decision that does not apply to the provider's present accreditation."""
    standing = latest_status(session, provider)
    if kind not in BEFORE or (standing is not None and standing.status in BEFORE[kind]):
        return
    held = standing.status.in_a_sentence if standing else "without a status"
    allowed = " or ".join(each.in_a_sentence for each in BEFORE[kind])
    raise Conflict(
        f"The provider {provider.code} is {held}, and {kind.in_a_sentence} is for a provider that is {allowed}.",
        field="kind",
    )


def carry_out(act: Act, standing: CaseStanding, *, kind: DecisionKind) -> None:
    """Record what a confirmed decision makes of the accreditation; it appends its own entry to the log."""
    wanted, held = _after(act.session, standing, kind), latest_status(act.session, standing.provider)
    if wanted is None or (held is not None and held.status is wanted):
        return
    change = ChangeStatus(provider_code=standing.provider.code, status=wanted, reason=REASONS[kind])
    carry_out_status(act, change)


def _after(session: Session, standing: CaseStanding, kind: DecisionKind) -> Accreditation | None:
    if kind is K.NOTICE_OF_REMEDIAL_ACTION:
        return Accreditation.NOTICE_GIVEN
    if kind is K.REMEDIAL_ACTION_ACCEPTED:
        return None if _another_notice_binds(session, standing) else Accreditation.ACCREDITED
    if kind is K.REVOCATION:
        return Accreditation.REVOKED
    if kind is K.APPEAL_ALLOWED:
        # The panel undoes the removal, not what stood before it: a notice that was not yet answered binds on.
        before = status_before(session, standing.provider)
        return before.status if before else None
    return None


def _another_notice_binds(session: Session, standing: CaseStanding) -> bool:
    return any(
        each.in_force is K.NOTICE_OF_REMEDIAL_ACTION
        for each in cases(session, provider_code=standing.provider.code)
        if each.case.id != standing.case.id
    )
