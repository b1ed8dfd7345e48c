"""Records that accreditation changed: what a provider asked for, or what two officials decided in a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.columns import moment_text
from moderation.database.lock import lock_row
from moderation.errors import Conflict, Fault, NotAllowed, Rejected
from moderation.providers.records import (
    IN_FORCE,
    Accreditation,
    Provider,
    ProviderStatus,
    StatusReason,
    latest_status,
    provider_by_code,
)

A, R = Accreditation, StatusReason


@dataclass(frozen=True, slots=True)
class Change:
    """From which statuses a reason leads, and to which."""

    before: frozenset[Accreditation]
    after: frozenset[Accreditation]


# Every way in which accreditation changes. From a revocation leads an appeal alone, from a withdrawal nothing.
STEPS: Mapping[StatusReason, Change] = MappingProxyType(
    {
        R.REMEDIAL_ACTION_REQUIRED: Change(frozenset({A.ACCREDITED}), frozenset({A.NOTICE_GIVEN})),
        R.REMEDIAL_ACTION_COMPLETED: Change(frozenset({A.NOTICE_GIVEN}), frozenset({A.ACCREDITED})),
        R.SERIOUS_UNDERPERFORMANCE: Change(frozenset(IN_FORCE), frozenset({A.REVOKED})),
        R.APPEAL_UPHELD: Change(frozenset({A.REVOKED}), frozenset(IN_FORCE)),
        R.PROVIDER_REQUEST: Change(frozenset(IN_FORCE), frozenset({A.WITHDRAWN})),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStatus:
    """The new status and what it rests on; without `since` it holds from this moment on."""

    provider_code: str
    status: Accreditation
    reason: StatusReason
    since: datetime | None = None


def change_status(act: Act, command: ChangeStatus) -> ProviderStatus:
    """Record what one official may: that a provider withdrew of its own accord."""
    if command.status is not A.WITHDRAWN or command.reason is not R.PROVIDER_REQUEST:
        raise NotAllowed(
            "A notice, a revocation and a return to accreditation are decided in a case, by two officials. "
            "One official records only that a provider withdrew at its own request."
        )
    return carry_out_status(act, command)


def carry_out_status(act: Act, command: ChangeStatus) -> ProviderStatus:
    """Record a new accreditation status from a moment on; called by a decision that a second official confirmed."""
    act.permit(Permission.CHANGE_PROVIDER_STATUS)
    session = act.session
    since = command.since or act.at
    if since.tzinfo is None or since > act.at:
        sentence = "A status is recorded once it holds: give a moment that has come, with its time zone."
        raise Rejected([Fault(sentence, column="since", value=since.isoformat())])
    provider = lock_row(session, Provider, provider_by_code(session, command.provider_code).id)
    standing = latest_status(session, provider)
    if standing is not None and standing.status is command.status:
        raise Conflict(
            f"The provider {provider.code} has the status {command.status.in_a_sentence} already.", field="status"
        )
    if standing is not None and since < standing.since:
        held = f"{standing.status.in_a_sentence} since {moment_text(standing.since)}"
        raise Conflict(f"The provider {provider.code} is {held}: a change begins later than that.", field="since")
    _refuse_step(command, provider=provider, standing=standing)
    status = ProviderStatus(
        provider_id=provider.id, status=command.status, since=since, reason_code=command.reason, created_at=act.at
    )
    session.add(status)
    act.log(
        Happened.PROVIDER_STATUS_CHANGED,
        Subject("provider", provider.public_id),
        provider_code=provider.code,
        details={"status": command.status.value, "reason": command.reason.value, "since": moment_text(since)},
    )
    return status


def _refuse_step(command: ChangeStatus, *, provider: Provider, standing: ProviderStatus | None) -> None:
    step = STEPS.get(command.reason)
    if step is None or command.status not in step.after:
        sentence = (
            f"The reason {command.reason.in_a_sentence} does not lead to the status {command.status.in_a_sentence}."
        )
        raise Rejected([Fault(sentence, column="reason", value=command.reason.value)])
    if standing is None or standing.status not in step.before:
        held = standing.status.in_a_sentence if standing else "without a status"
        allowed = " or ".join(sorted(each.in_a_sentence for each in step.before))
        raise Conflict(
            f"The provider {provider.code} is {held}, and {command.reason.in_a_sentence} changes only a provider "
            f"that is {allowed}.",
            field="status",
        )
