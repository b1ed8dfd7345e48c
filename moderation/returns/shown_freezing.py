"""What somebody is shown before frames freeze: what each provider filed, beside its frame of the window before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_one_of
from moderation.access.permissions import Permission
from moderation.returns.freeze_frames import newest_returns
from moderation.returns.records import Frame, frames_of_window
from moderation.windows.records import Window, providers_of, window_by_code
from moderation.windows.shown import refuse_unknown_window


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeFreezing:
    """What would freeze of one provider; no version where it filed nothing, no last frame where it had none."""

    provider_code: str
    version: int | None
    final_count: int
    pending_count: int
    voided_count: int
    is_frozen: bool
    last_window: str | None
    last_count: int | None


@dataclass(frozen=True, slots=True)
class FreezingAhead:
    """The providers of a window in the order of their codes, and the day on which their returns are due."""

    returns_due_on: date
    providers: tuple[BeforeFreezing, ...]


def before_freezing(session: Session, actor: Actor, window_code: str) -> FreezingAhead:
    """Return what would freeze of each provider of a window that an actor may see."""
    require_one_of(actor, Permission.SEE_RECORDS)
    refuse_unknown_window(session, actor, window_code)
    window = window_by_code(session, window_code)
    returns, last = newest_returns(session, window), _last_frames(session, window)
    frozen = {frame.provider_id for frame in frames_of_window(session, window.id)}
    shown = []
    for provider in providers_of(session, window):
        if actor.is_bound and provider.code not in actor.provider_codes:
            continue
        filed, (last_window, last_count) = returns.get(provider.id), last.get(provider.id, (None, None))
        shown.append(
            BeforeFreezing(
                provider_code=provider.code,
                version=filed.version if filed else None,
                final_count=filed.final_count if filed else 0,
                pending_count=filed.pending_count if filed else 0,
                voided_count=filed.voided_count if filed else 0,
                is_frozen=provider.id in frozen,
                last_window=last_window,
                last_count=last_count,
            )
        )
    return FreezingAhead(window.returns_due_on, tuple(shown))


def _last_frames(session: Session, window: Window) -> dict[int, tuple[str | None, int | None]]:
    """Return each provider's frame of the newest window that was assessed before this one, with that window's code."""
    statement = (
        select(Frame.provider_id, Window.code, Frame.scripts_count)
        .join(Window, Window.id == Frame.window_id)
        .where(Window.assessed_from_on < window.assessed_from_on)
        .order_by(Window.assessed_from_on, Window.code)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(statement)}
