"""What somebody is shown of enquiries: private questions about reasons, before any case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.findings.enquiry_records import Enquiry, EnquiryEvent, EnquiryEventKind, EnquiryGround
from moderation.findings.records import Finding, SampleFinding
from moderation.listing.listing import Condition, Listing, newest
from moderation.providers.records import Provider
from moderation.providers.shown import provider_is
from moderation.returns.records import Frame
from moderation.windows.records import Window
from moderation.windows.shown import window_is


@dataclass(frozen=True, slots=True)
class ShownEnquiryEvent:
    """One thing that happened in an enquiry."""

    kind: EnquiryEventKind
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEnquiry:
    """An enquiry; `state` is what happened last, null while nothing did."""

    public_id: UUID
    provider_code: str
    window_code: str
    ground: EnquiryGround
    finding_id: UUID
    frame_id: UUID
    state: EnquiryEventKind | None
    events: tuple[ShownEnquiryEvent, ...]
    opened_at: datetime
    created_at: datetime
    updated_at: datetime


def _changed(_actor: Actor, since: datetime) -> Condition:
    happened = exists().where(EnquiryEvent.enquiry_id == Enquiry.id, EnquiryEvent.recorded_at >= since)
    return or_(Enquiry.opened_at >= since, happened)


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownEnquiry]:
    statement = (
        select(Enquiry, Provider.code, Window.code, Finding.public_id, Frame.public_id)
        .join(Provider, Provider.id == Enquiry.provider_id)
        .join(Window, Window.id == Enquiry.window_id)
        .join(Finding, Finding.id == Enquiry.finding_id)
        .join(SampleFinding, SampleFinding.finding_id == Finding.id)
        .join(Frame, Frame.id == SampleFinding.frame_id)
        .where(Enquiry.id.in_(keys))
    )
    happened = _events(session, keys)
    shown = {}
    for enquiry, provider_code, window_code, finding_id, frame_id in session.execute(statement):
        events = tuple(happened.get(enquiry.id, ()))
        shown[enquiry.id] = ShownEnquiry(
            public_id=enquiry.public_id,
            provider_code=provider_code,
            window_code=window_code,
            ground=enquiry.ground,
            finding_id=finding_id,
            frame_id=frame_id,
            state=events[-1].kind if events else None,
            events=events,
            opened_at=enquiry.opened_at,
            created_at=enquiry.opened_at,
            updated_at=newest(enquiry.opened_at, *(event.recorded_at for event in events)),
        )
    return shown


def _events(session: Session, keys: Sequence[int]) -> dict[int, list[ShownEnquiryEvent]]:
    happened = (
        select(EnquiryEvent.enquiry_id, EnquiryEvent.kind, EnquiryEvent.recorded_at)
        .where(EnquiryEvent.enquiry_id.in_(keys))
        .order_by(EnquiryEvent.id)
    )
    events: dict[int, list[ShownEnquiryEvent]] = {}
    for enquiry_id, kind, recorded_at in session.execute(happened):
        events.setdefault(enquiry_id, []).append(ShownEnquiryEvent(kind, recorded_at))
    return events


ENQUIRIES = Listing(
    noun="enquiry",
    permissions=(Permission.SEE_CASES,),
    key=Enquiry.id,
    public_id=Enquiry.public_id,
    rows=lambda _actor: select(Enquiry.id),
    load=_load,
    changed=_changed,
    provider=provider_is(Enquiry.provider_id),
    window=window_is(Enquiry.window_id),
)
