"""The time: an argument of every action; days are those of London, instants are in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

LONDON = ZoneInfo("Europe/London")


def system_clock() -> datetime:
    """Return the instant it is."""
    return datetime.now(UTC)


def fixed_clock(moment: datetime) -> Clock:
    """Return a clock that always says one instant."""
    if moment.tzinfo is None:
        raise ValueError(f"A clock needs a time zone; {moment.isoformat()} has none.")
    instant = moment.astimezone(UTC)
    return lambda: instant


def start_of_day(day: date) -> datetime:
    """Return the instant at which a day begins in London.

    >>> start_of_day(date(2026, 6, 22)).isoformat()
    '2026-06-21T23:00:00+00:00'
    """
    return datetime.combine(day, time.min, tzinfo=LONDON).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """Return the instant at which a day is over in London: what happens before it is still in time.

    >>> end_of_day(date(2026, 1, 22)).isoformat()
    '2026-01-23T00:00:00+00:00'
    """
    return start_of_day(day + timedelta(days=1))


def london_day(moment: datetime) -> date:
    """Return the day that an instant falls on in London."""
    return moment.astimezone(LONDON).date()
