"""Keeps a provider's days: its newest return freezes before they are over for a reason on record alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from moderation.errors import Conflict, Rejected, Step, Verb
from moderation.providers.records import Provider
from moderation.returns.records import Frame
from moderation.texts.keep import keep, text_faults
from moderation.windows.deadlines import is_over
from moderation.windows.records import Window

MOST_NAMED = 10


def early_reason(
    window: Window, reason: str | None, *, judged: Mapping[str, Provider], filed: Collection[int], now: datetime
) -> str | None:
    """Return why frames freeze before returns are due, refuse to where nobody says why, or return nothing.

    Once every provider has filed there is nobody to wait for.
    """
    waiting = [code for code, provider in judged.items() if provider.id not in filed]
    if is_over(window.returns_due_on, now) or not waiting:
        return None
    if reason is None:
        more = f" and {len(waiting) - MOST_NAMED:,} more" if len(waiting) > MOST_NAMED else ""
        raise Conflict(
            f"Returns for the window {window.code} are due on {window.returns_due_on.isoformat()}, and until that day "
            "is over in London a provider may file a better one: a frame freezes once. Not filed yet: "
            f"{', '.join(waiting[:MOST_NAMED])}{more}. Wait, or give the reason to freeze early.",
            then=Step(Verb.FREEZE_EARLY, window=window.code),
        )
    faults = text_faults(reason, column="reason")
    if faults:
        raise Rejected(faults)
    return reason


def keep_reason(session: Session, frames: Iterable[Frame], reason: str | None, *, window: Window, at: datetime) -> None:
    """Keep beside each frame that is about to be written why it froze early, if it did."""
    if reason is None:
        return
    for frame in frames:
        frame.text_hash = keep(session, frame.public_id, {"reason": reason}, at=at, window_code=window.code)
