"""What somebody is shown of frames: what each provider's sample is drawn from, frozen, with its salted digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_one_of
from moderation.access.permissions import Permission
from moderation.draws.find import origins
from moderation.draws.records import Draw, DrawKind
from moderation.listing.listing import Condition, Listing, newest
from moderation.listing.public import public
from moderation.providers.records import Provider
from moderation.providers.shown import provider_is
from moderation.returns.records import Amendment, Frame, Return
from moderation.windows.records import Window, window_by_code
from moderation.windows.seed_records import SeedRound
from moderation.windows.shown import refuse_unknown_window, window_is


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFrame:
    """A frame: positions 1 to `scripts_count` are the final results of a return, by script reference."""

    public_id: UUID
    provider_code: str
    window_code: str
    return_id: UUID
    scripts_count: int
    presented_count: int
    pending_count: int
    voided_count: int
    digest: str
    late: bool
    early: bool
    round_number: int
    sampled_count: int
    amendments_count: int
    frozen_at: datetime
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PublicDraw:
    """A draw as everybody may know it: its certificate is found under `public_id`, its key under `key_id`."""

    public_id: UUID
    kind: DrawKind
    sample_count: int
    key_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFrame:
    """A frozen frame as everybody may know it, with its draws so far."""

    public_id: UUID
    window_code: str
    provider_code: str
    provider_name: str
    scripts_count: int
    digest: str
    late: bool
    draws: tuple[PublicDraw, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameInWindow:
    """A frame of a window, and the seed that it waits for or was drawn by; no seed while nobody recorded one."""

    provider_code: str
    scripts_count: int
    digest: str
    late: bool
    early: bool
    round_number: int
    seed: str | None


def frames_in_window(session: Session, actor: Actor, window_code: str) -> tuple[FrameInWindow, ...]:
    """Return the frames of a window that an actor may see, in the order of the providers' codes."""
    require_one_of(actor, Permission.SEE_RECORDS)
    refuse_unknown_window(session, actor, window_code)
    return tuple(
        FrameInWindow(
            provider_code=each.provider.code,
            scripts_count=each.frame.scripts_count,
            digest=each.frame.digest,
            late=each.frame.late,
            early=each.frame.text_hash is not None,
            round_number=each.round.number,
            seed=each.seed.seed if each.seed else None,
        )
        for each in origins(session, window_by_code(session, window_code))
        if not actor.is_bound or each.provider.code in actor.provider_codes
    )


@public
def public_frames(session: Session) -> tuple[PublicFrame, ...]:
    """Return all frozen frames with their draws, in the order of their providers' codes."""
    draws: dict[int, list[PublicDraw]] = {}
    drawn = select(Draw.frame_id, Draw.public_id, Draw.kind, Draw.sample_count, Draw.key_id)
    for row in session.execute(drawn.order_by(Draw.frame_id, Draw.number)):
        draws.setdefault(row[0], []).append(PublicDraw(*row[1:]))
    frozen = (
        select(Frame, Provider.code, Provider.name, Window.code)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .order_by(Provider.code)
    )
    return tuple(
        PublicFrame(
            public_id=frame.public_id,
            window_code=window_code,
            provider_code=provider_code,
            provider_name=provider_name,
            scripts_count=frame.scripts_count,
            digest=frame.digest,
            late=frame.late,
            draws=tuple(draws.get(frame.id, ())),
        )
        for frame, provider_code, provider_name, window_code in session.execute(frozen)
    )


def _changed(_actor: Actor, since: datetime) -> Condition:
    return or_(
        Frame.frozen_at >= since,
        exists().where(Draw.frame_id == Frame.id, Draw.drawn_at >= since),
        exists().where(Amendment.frame_id == Frame.id, Amendment.recorded_at >= since),
    )


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownFrame]:
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
    shown = {}
    for frame, provider_code, window_code, return_id, round_number in session.execute(statement):
        sampled_count, drawn_at = drawn.get(frame.id, (0, None))
        amendments_count, amended_at = amended.get(frame.id, (0, None))
        shown[frame.id] = ShownFrame(
            public_id=frame.public_id,
            provider_code=provider_code,
            window_code=window_code,
            return_id=return_id,
            scripts_count=frame.scripts_count,
            presented_count=frame.presented_count,
            pending_count=frame.pending_count,
            voided_count=frame.voided_count,
            digest=frame.digest,
            late=frame.late,
            early=frame.text_hash is not None,
            round_number=round_number,
            sampled_count=sampled_count,
            amendments_count=amendments_count,
            frozen_at=frame.frozen_at,
            created_at=frame.frozen_at,
            updated_at=newest(frame.frozen_at, drawn_at, amended_at),
        )
    return shown


def _grouped(session: Session, keys: Sequence[int], by: Any, *columns: Any) -> dict[int, tuple[int, datetime]]:
    statement = select(by, *columns).where(by.in_(keys)).group_by(by)
    return {row[0]: (row[1], row[2]) for row in session.execute(statement)}


FRAMES = Listing(
    noun="frame",
    permissions=(Permission.SEE_RECORDS,),
    key=Frame.id,
    public_id=Frame.public_id,
    rows=lambda _actor: select(Frame.id),
    load=_load,
    changed=_changed,
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
)
