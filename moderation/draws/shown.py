"""What somebody is shown of draws: each drawing from a frame, its public certificate and its private part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require
from moderation.access.permissions import Permission
from moderation.draws.key_records import public_pems
from moderation.draws.records import Draw, DrawKind
from moderation.errors import NotFound
from moderation.listing.listing import Listing
from moderation.listing.public import public
from moderation.providers.records import Provider
from moderation.providers.shown import provider_is
from moderation.returns.records import Frame
from moderation.windows.records import Window
from moderation.windows.seed_records import SeedRound
from moderation.windows.shown import window_is


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDraw:
    """A draw; `sample_count` counts from the first ticket, so an extension includes the metric's."""

    public_id: UUID
    provider_code: str
    window_code: str
    frame_id: UUID
    number: int
    kind: DrawKind
    sample_count: int
    sampling_rate: float
    round_number: int
    key_id: str
    audit_head: str
    drawn_at: datetime
    created_at: datetime
    updated_at: datetime


def certificate(session: Session, actor: Actor, draw_id: UUID) -> str:
    """Return the public certificate of a draw, byte for byte as it was signed."""
    return _draw(session, actor, draw_id)[1].certificate


def private_certificate(session: Session, actor: Actor, draw_id: UUID) -> str:
    """Return the private part of a certificate: the frame's salt and the references of the drawn positions."""
    shown, draw = _draw(session, actor, draw_id)
    require(actor, Permission.SEE_PRIVATE_CERTIFICATE, provider_code=shown.provider_code)
    return draw.private_part


@public
def public_certificate(session: Session, draw_id: UUID) -> str:
    """Return the public certificate of a draw to anybody: it names no script."""
    found = session.scalar(select(Draw.certificate).where(Draw.public_id == draw_id))
    if found is None:
        raise NotFound("There is no certificate under this address.")
    return found


@public
def public_key(session: Session, key_id: str) -> str:
    """Return the public half of a key that signed certificates, in PEM form."""
    found = public_pems(session, [key_id]).get(key_id)
    if found is None:
        raise NotFound("No certificate is signed with a key of this identifier.")
    return found


def _draw(session: Session, actor: Actor, draw_id: UUID) -> tuple[ShownDraw, Draw]:
    # The one way to a record, so that tenancy is asked here as everywhere.
    shown = DRAWS.find(session, actor, draw_id)
    return shown, session.scalars(select(Draw).where(Draw.public_id == shown.public_id)).one()


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownDraw]:
    statement = (
        select(Draw, Frame.public_id, Provider.code, Window.code, SeedRound.number)
        .join(Frame, Frame.id == Draw.frame_id)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .join(SeedRound, SeedRound.id == Draw.round_id)
        .where(Draw.id.in_(keys))
    )
    return {
        draw.id: ShownDraw(
            public_id=draw.public_id,
            provider_code=provider_code,
            window_code=window_code,
            frame_id=frame_id,
            number=draw.number,
            kind=draw.kind,
            sample_count=draw.sample_count,
            sampling_rate=draw.rate_numerator / draw.rate_denominator,
            round_number=round_number,
            key_id=draw.key_id,
            audit_head=draw.audit_head,
            drawn_at=draw.drawn_at,
            created_at=draw.drawn_at,
            updated_at=draw.drawn_at,
        )
        for draw, frame_id, provider_code, window_code, round_number in session.execute(statement)
    }


DRAWS = Listing(
    noun="draw",
    permissions=(Permission.SEE_RECORDS,),
    key=Draw.id,
    public_id=Draw.public_id,
    rows=lambda _actor: select(Draw.id).join(Frame, Frame.id == Draw.frame_id),
    load=_load,
    changed=lambda _actor, since: Draw.drawn_at >= since,
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
)
