"""`frames`: what each provider's sample is drawn from, frozen, with its salted digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshmallow import fields
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from api.v1.door.answer import Item
from api.v1.door.collection import Collection, Condition, newest, provider_is, window_is
from api.v1.door.fields import Attributes, Moment, code, count, digest
from api.v1.door.viewer import Viewer
from moderation.draws.records import Draw
from moderation.providers.records import Provider
from moderation.returns.records import Amendment, Frame, Return
from moderation.windows.records import Window
from moderation.windows.seed_records import SeedRound


class FrameAttributes(Attributes):
    """A frame: positions 1 to `scripts_count` are the final results of a return, by script reference."""

    provider_code = code(required=True)
    window_code = code(required=True)
    return_id = fields.UUID(required=True)
    scripts_count = count(required=True)
    presented_count = count(required=True)
    pending_count = count(required=True)
    voided_count = count(required=True)
    digest = digest(required=True)
    late = fields.Boolean(required=True)
    round_number = count(required=True)
    sampled_count = count(required=True)
    amendments_count = count(required=True)
    frozen_at = Moment(required=True)


def _changed(since: datetime, _viewer: Viewer) -> Condition:
    return or_(
        Frame.frozen_at >= since,
        exists().where(Draw.frame_id == Frame.id, Draw.drawn_at >= since),
        exists().where(Amendment.frame_id == Frame.id, Amendment.recorded_at >= since),
    )


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    statement = (
        select(Frame, Provider.code, Window.code, Return.public_id, SeedRound.number)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .join(Return, Return.id == Frame.return_id)
        .join(SeedRound, SeedRound.id == Frame.round_id)
        .where(Frame.id.in_(keys))
    )
    drawn = _grouped(session, keys, Draw.frame_id, func.max(Draw.sample_count), func.max(Draw.drawn_at))
    amended = _grouped(session, keys, Amendment.frame_id, func.count(), func.max(Amendment.recorded_at))
    items = {}
    for frame, provider_code, window_code, return_id, round_number in session.execute(statement):
        sampled_count, drawn_at = drawn.get(frame.id, (0, None))
        amendments_count, amended_at = amended.get(frame.id, (0, None))
        values = {
            "provider_code": provider_code,
            "window_code": window_code,
            "return_id": return_id,
            "scripts_count": frame.scripts_count,
            "presented_count": frame.presented_count,
            "pending_count": frame.pending_count,
            "voided_count": frame.voided_count,
            "digest": frame.digest,
            "late": frame.late,
            "round_number": round_number,
            "sampled_count": sampled_count,
            "amendments_count": amendments_count,
            "frozen_at": frame.frozen_at,
            "created_at": frame.frozen_at,
            "updated_at": newest(frame.frozen_at, drawn_at, amended_at),
        }
        items[frame.id] = Item(frame.public_id, values)
    return [items[key] for key in keys]


def _grouped(session: Session, keys: Sequence[int], by: object, *columns: object) -> dict[int, tuple[int, datetime]]:
    statement = select(by, *columns).where(by.in_(keys)).group_by(by)  # type: ignore[call-overload, attr-defined]
    return {row[0]: (row[1], row[2]) for row in session.execute(statement)}


FRAMES = Collection(
    kind="frames",
    noun="frame",
    attributes=FrameAttributes(),
    key=Frame.id,
    public_id=Frame.public_id,
    rows=lambda _viewer: select(Frame.id),
    load=_load,
    changed=_changed,
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
)
