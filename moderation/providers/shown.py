"""What somebody is shown of providers: their qualifications and the status of their accreditation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, refuse_another, require_one_of
from moderation.access.permissions import Permission
from moderation.listing.listing import Condition, Listing, OfCode, newest
from moderation.providers.records import (
    Accreditation,
    Provider,
    ProviderStatus,
    StatusReason,
    known_qualifications,
    provider_by_code,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProvider:
    """A provider; `status` holds since `status_since`."""

    public_id: UUID
    code: str
    name: str
    status: Accreditation | None
    status_since: datetime | None
    status_reason: StatusReason | None
    created_at: datetime
    updated_at: datetime


def provider_is(column: Any) -> OfCode:
    """Return the condition that a column names the provider with a code."""
    return lambda code: column == select(Provider.id).where(Provider.code == code).scalar_subquery()


def provider_shown(session: Session, actor: Actor, code: str) -> ShownProvider:
    """Return the provider with a code, or say that there is none; another's is none."""
    refuse_another(actor, code)
    return PROVIDERS.find(session, actor, provider_by_code(session, code).public_id)


def qualification_codes(session: Session, actor: Actor) -> tuple[str, ...]:
    """Return the codes of the qualifications that a return may name."""
    require_one_of(actor, Permission.FILE_RETURN, Permission.SEE_RECORDS)
    return tuple(sorted(known_qualifications(session)))


def _changed(_actor: Actor, since: datetime) -> Condition:
    return or_(
        Provider.created_at >= since,
        exists().where(ProviderStatus.provider_id == Provider.id, ProviderStatus.created_at >= since),
    )


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownProvider]:
    history: dict[int, list[ProviderStatus]] = {}
    held = select(ProviderStatus).where(ProviderStatus.provider_id.in_(keys))
    for status in session.scalars(held.order_by(ProviderStatus.since, ProviderStatus.id)):
        history.setdefault(status.provider_id, []).append(status)
    providers = session.scalars(select(Provider).where(Provider.id.in_(keys)))
    return {provider.id: _shown(provider, history.get(provider.id, [])) for provider in providers}


def _shown(provider: Provider, history: list[ProviderStatus]) -> ShownProvider:
    standing = history[-1] if history else None
    return ShownProvider(
        public_id=provider.public_id,
        code=provider.code,
        name=provider.name,
        status=standing.status if standing else None,
        status_since=standing.since if standing else None,
        status_reason=standing.reason_code if standing else None,
        created_at=provider.created_at,
        updated_at=newest(provider.created_at, *(status.created_at for status in history)),
    )


PROVIDERS = Listing(
    noun="provider",
    key=Provider.id,
    public_id=Provider.public_id,
    rows=lambda _actor: select(Provider.id),
    load=_load,
    changed=_changed,
    provider=lambda provider_code: Provider.code == provider_code,
)
