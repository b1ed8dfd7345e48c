"""`providers`: who is accredited, and where the accreditation stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshmallow import fields
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from api.v1.door.answer import Item
from api.v1.door.collection import Collection, Condition, newest
from api.v1.door.fields import Attributes, Moment, code
from api.v1.door.viewer import Viewer
from moderation.providers.records import Accreditation, Provider, ProviderStatus


class ProviderAttributes(Attributes):
    """A provider; `status` holds since `status_since`."""

    code = code(required=True)
    name = fields.String(required=True)
    status = fields.Enum(Accreditation, by_value=True, required=True, allow_none=True)
    status_since = Moment(required=True, allow_none=True)


def _changed(since: datetime, _viewer: Viewer) -> Condition:
    return or_(
        Provider.created_at >= since,
        exists().where(ProviderStatus.provider_id == Provider.id, ProviderStatus.created_at >= since),
    )


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    providers = {each.id: each for each in session.scalars(select(Provider).where(Provider.id.in_(keys)))}
    history: dict[int, list[ProviderStatus]] = {}
    held = select(ProviderStatus).where(ProviderStatus.provider_id.in_(keys))
    for status in session.scalars(held.order_by(ProviderStatus.since, ProviderStatus.id)):
        history.setdefault(status.provider_id, []).append(status)
    return [_item(providers[key], history.get(key, [])) for key in keys]


def _item(provider: Provider, history: list[ProviderStatus]) -> Item:
    standing = history[-1] if history else None
    values = {
        "code": provider.code,
        "name": provider.name,
        "status": standing and standing.status,
        "status_since": standing and standing.since,
        "created_at": provider.created_at,
        "updated_at": newest(provider.created_at, *(status.created_at for status in history)),
    }
    return Item(provider.public_id, values)


PROVIDERS = Collection(
    kind="providers",
    noun="provider",
    attributes=ProviderAttributes(),
    key=Provider.id,
    public_id=Provider.public_id,
    rows=lambda _viewer: select(Provider.id),
    load=_load,
    changed=_changed,
    provider=lambda provider_code: Provider.code == provider_code,
)
