"""`enquiries`: private questions about reasons, before any case; what was written stays on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshmallow import fields
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from api.v1.door.answer import Item
from api.v1.door.collection import Collection, Condition, newest, provider_is, window_is
from api.v1.door.fields import Attributes, Closed, Moment, code
from api.v1.door.viewer import Viewer, needs
from moderation.access.permissions import Permission
from moderation.findings.enquiry_records import Enquiry, EnquiryEvent, EnquiryEventKind, EnquiryGround
from moderation.findings.records import Finding
from moderation.providers.records import Provider
from moderation.returns.records import Frame
from moderation.windows.records import Window


class EnquiryEventAttributes(Closed):
    """One thing that happened in an enquiry."""

    kind = fields.Enum(EnquiryEventKind, by_value=True, required=True)
    recorded_at = Moment(required=True)


class EnquiryAttributes(Attributes):
    """An enquiry; `state` is what happened last, null while nothing did."""

    provider_code = code(required=True)
    window_code = code(required=True)
    ground = fields.Enum(EnquiryGround, by_value=True, required=True)
    finding_id = fields.UUID(required=True)
    frame_id = fields.UUID(required=True)
    state = fields.Enum(EnquiryEventKind, by_value=True, required=True, allow_none=True)
    events = fields.List(fields.Nested(EnquiryEventAttributes), required=True)
    opened_at = Moment(required=True)


def _changed(since: datetime, _viewer: Viewer) -> Condition:
    happened = exists().where(EnquiryEvent.enquiry_id == Enquiry.id, EnquiryEvent.recorded_at >= since)
    return or_(Enquiry.opened_at >= since, happened)


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    statement = (
        select(Enquiry, Provider.code, Window.code, Finding.public_id, Frame.public_id)
        .join(Provider, Provider.id == Enquiry.provider_id)
        .join(Window, Window.id == Enquiry.window_id)
        .join(Finding, Finding.id == Enquiry.finding_id)
        .join(Frame, Frame.id == Finding.frame_id)
        .where(Enquiry.id.in_(keys))
    )
    events: dict[int, list[EnquiryEvent]] = {}
    happened = select(EnquiryEvent).where(EnquiryEvent.enquiry_id.in_(keys)).order_by(EnquiryEvent.id)
    for event in session.scalars(happened):
        events.setdefault(event.enquiry_id, []).append(event)
    items = {}
    for enquiry, provider_code, window_code, finding_id, frame_id in session.execute(statement):
        those = events.get(enquiry.id, [])
        values = {
            "provider_code": provider_code,
            "window_code": window_code,
            "ground": enquiry.ground,
            "finding_id": finding_id,
            "frame_id": frame_id,
            "state": those[-1].kind if those else None,
            "events": those,
            "opened_at": enquiry.opened_at,
            "created_at": enquiry.opened_at,
            "updated_at": newest(enquiry.opened_at, *(event.recorded_at for event in those)),
        }
        items[enquiry.id] = Item(enquiry.public_id, values)
    return [items[key] for key in keys]


ENQUIRIES = Collection(
    kind="enquiries",
    noun="enquiry",
    attributes=EnquiryAttributes(),
    access=needs(Permission.SEE_CASES),
    key=Enquiry.id,
    public_id=Enquiry.public_id,
    rows=lambda _viewer: select(Enquiry.id),
    load=_load,
    changed=_changed,
    provider=provider_is(Enquiry.provider_id),
    window=window_is(Enquiry.window_id),
)
