"""What somebody is shown of returns: each filing of a provider's results, a version a filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.listing.listing import Condition, Listing, newest
from moderation.providers.records import Provider
from moderation.providers.shown import provider_is
from moderation.returns.records import Frame, Return
from moderation.windows.records import Window
from moderation.windows.shown import window_is


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReturn:
    """A filed return: presented = final + pending + voided; `frame_id` is set where a frame was frozen from it."""

    public_id: UUID
    provider_code: str
    window_code: str
    version: int
    sha256: str
    byte_count: int
    presented_count: int
    final_count: int
    pending_count: int
    voided_count: int
    pass_count: int
    peer_moderated_count: int
    changed_count: int
    frame_id: UUID | None
    filed_at: datetime
    created_at: datetime
    updated_at: datetime


def _changed(_actor: Actor, since: datetime) -> Condition:
    return or_(Return.filed_at >= since, exists().where(Frame.return_id == Return.id, Frame.frozen_at >= since))


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownReturn]:
    statement = (
        select(Return, Provider.code, Window.code, Frame.public_id, Frame.frozen_at)
        .join(Provider, Provider.id == Return.provider_id)
        .join(Window, Window.id == Return.window_id)
        .outerjoin(Frame, Frame.return_id == Return.id)
        .where(Return.id.in_(keys))
    )
    return {
        filed.id: ShownReturn(
            public_id=filed.public_id,
            provider_code=provider_code,
            window_code=window_code,
            version=filed.version,
            sha256=filed.sha256,
            byte_count=filed.byte_count,
            presented_count=filed.presented_count,
            final_count=filed.final_count,
            pending_count=filed.pending_count,
            voided_count=filed.voided_count,
            pass_count=filed.pass_count,
            peer_moderated_count=filed.peer_moderated_count,
            changed_count=filed.changed_count,
            frame_id=frame_id,
            filed_at=filed.filed_at,
            created_at=filed.filed_at,
            updated_at=newest(filed.filed_at, frozen_at),
        )
        for filed, provider_code, window_code, frame_id, frozen_at in session.execute(statement)
    }


RETURNS = Listing(
    noun="return",
    permissions=(Permission.SEE_RECORDS,),
    key=Return.id,
    public_id=Return.public_id,
    rows=lambda _actor: select(Return.id),
    load=_load,
    changed=_changed,
    provider=provider_is(Return.provider_id),
    window=window_is(Return.window_id),
)
