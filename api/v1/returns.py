"""`returns`: each filing of a provider's results, a version a filing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshmallow import fields
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from api.v1.door.answer import Item
from api.v1.door.collection import Collection, Condition, newest, provider_is, window_is
from api.v1.door.fields import Attributes, Moment, code, count, digest
from api.v1.door.viewer import Viewer
from moderation.providers.records import Provider
from moderation.returns.records import Frame, Return
from moderation.windows.records import Window


class ReturnAttributes(Attributes):
    """A filed return: presented = final + pending + voided; `frame_id` is set where a frame was frozen from it."""

    provider_code = code(required=True)
    window_code = code(required=True)
    version = count(required=True)
    sha256 = digest(required=True)
    byte_count = count(required=True)
    presented_count = count(required=True)
    final_count = count(required=True)
    pending_count = count(required=True)
    voided_count = count(required=True)
    pass_count = count(required=True)
    peer_moderated_count = count(required=True)
    changed_count = count(required=True)
    frame_id = fields.UUID(required=True, allow_none=True)
    filed_at = Moment(required=True)


COUNTS = (
    "version",
    "sha256",
    "byte_count",
    "presented_count",
    "final_count",
    "pending_count",
    "voided_count",
    "pass_count",
    "peer_moderated_count",
    "changed_count",
    "filed_at",
)


def _changed(since: datetime, _viewer: Viewer) -> Condition:
    return or_(Return.filed_at >= since, exists().where(Frame.return_id == Return.id, Frame.frozen_at >= since))


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    statement = (
        select(Return, Provider.code, Window.code, Frame.public_id, Frame.frozen_at)
        .join(Provider, Provider.id == Return.provider_id)
        .join(Window, Window.id == Return.window_id)
        .outerjoin(Frame, Frame.return_id == Return.id)
        .where(Return.id.in_(keys))
    )
    items = {}
    for filed, provider_code, window_code, frame_id, frozen_at in session.execute(statement):
        values = {
            **{name: getattr(filed, name) for name in COUNTS},
            "provider_code": provider_code,
            "window_code": window_code,
            "frame_id": frame_id,
            "created_at": filed.filed_at,
            "updated_at": newest(filed.filed_at, frozen_at),
        }
        items[filed.id] = Item(filed.public_id, values)
    return [items[key] for key in keys]


RETURNS = Collection(
    kind="returns",
    noun="return",
    attributes=ReturnAttributes(),
    key=Return.id,
    public_id=Return.public_id,
    rows=lambda _viewer: select(Return.id),
    load=_load,
    changed=_changed,
    provider=provider_is(Return.provider_id),
    window=window_is(Return.window_id),
)
