"""Shows how much would be erased now, to those who may erase it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require
from moderation.access.permissions import Permission
from moderation.database.clock import london_day
from moderation.retention.due import Due, due
from moderation.retention.erase_due import before_or_today


def what_is_due(session: Session, actor: Actor, *, before: date | None, now: datetime) -> Due:
    """Return what is past its time on a day, today unless said otherwise."""
    require(actor, Permission.ERASE_EXPIRED)
    return due(session, before=before_or_today(before, today=london_day(now)), at=now)
