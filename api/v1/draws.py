"""`draws`: each drawing from a frame, its public certificate, and the private part for the provider and DfE."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshmallow import fields
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.v1.door.answer import Answer, Item
from api.v1.door.collection import Collection, Condition, provider_is, window_is
from api.v1.door.fields import Attributes, Moment, code, count, digest, rate
from api.v1.door.routes import Free, Look, Route, ok
from api.v1.door.viewer import ANY_TOKEN, Access, Viewer, needs
from moderation.access.permissions import Permission
from moderation.draws.records import Draw, DrawKind
from moderation.providers.records import Provider
from moderation.returns.records import Frame
from moderation.windows.records import Window
from moderation.windows.seed_records import SeedRound


class DrawAttributes(Attributes):
    """A draw; `sample_count` counts from the first ticket, so an extension includes the metric's."""

    provider_code = code(required=True)
    window_code = code(required=True)
    frame_id = fields.UUID(required=True)
    number = count(required=True)
    kind = fields.Enum(DrawKind, by_value=True, required=True)
    sample_count = count(required=True)
    sampling_rate = rate(required=True)
    round_number = count(required=True)
    key_id = digest(required=True)
    audit_head = digest(required=True)
    drawn_at = Moment(required=True)


def _changed(since: datetime, _viewer: Viewer) -> Condition:
    return Draw.drawn_at >= since


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    statement = (
        select(Draw, Frame.public_id, Provider.code, Window.code, SeedRound.number)
        .join(Frame, Frame.id == Draw.frame_id)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .join(SeedRound, SeedRound.id == Draw.round_id)
        .where(Draw.id.in_(keys))
    )
    items = {}
    for draw, frame_id, provider_code, window_code, round_number in session.execute(statement):
        values = {
            "provider_code": provider_code,
            "window_code": window_code,
            "frame_id": frame_id,
            "number": draw.number,
            "kind": draw.kind,
            "sample_count": draw.sample_count,
            "sampling_rate": draw.rate_numerator / draw.rate_denominator,
            "round_number": round_number,
            "key_id": draw.key_id,
            "audit_head": draw.audit_head,
            "drawn_at": draw.drawn_at,
            "created_at": draw.drawn_at,
            "updated_at": draw.drawn_at,
        }
        items[draw.id] = Item(draw.public_id, values)
    return [items[key] for key in keys]


DRAWS = Collection(
    kind="draws",
    noun="draw",
    attributes=DrawAttributes(),
    key=Draw.id,
    public_id=Draw.public_id,
    rows=lambda _viewer: select(Draw.id).join(Frame, Frame.id == Draw.frame_id),
    load=_load,
    changed=_changed,
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
)


def certificate(look: Look) -> Answer:
    """Answer with the public certificate, byte for byte as it was signed."""
    return Answer(body=_draw(look).certificate.encode("ascii"))


def private_certificate(look: Look) -> Answer:
    """Answer with the private part: the frame's salt and the references of the drawn positions."""
    return Answer(body=_draw(look).private_part.encode("ascii"))


def _draw(look: Look) -> Draw:
    # The one way to a record, so that tenancy is asked here as everywhere.
    item = DRAWS.find(look.session, look.viewer, look.record)
    return look.session.scalars(select(Draw).where(Draw.public_id == item.id)).one()


def _certificate_route(part: str, *, summary: str, access: Access) -> Route:
    return Route(
        path=f"/draws/<uuid:id>/{part}",
        name=f"show_draws_{part.replace('-', '_')}",
        summary=summary,
        tag="draws",
        access=access,
        look=private_certificate if part.startswith("private") else certificate,
        answers=ok(Free(schema={"type": "object"})),
    )


CERTIFICATES = (
    _certificate_route("certificate", summary="Show the public certificate as it was signed", access=ANY_TOKEN),
    _certificate_route(
        "private-certificate",
        summary="Show the private part of a certificate",
        access=needs(Permission.SEE_PRIVATE_CERTIFICATE),
    ),
)
