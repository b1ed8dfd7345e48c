"""Working days of England, and when a day is over: deadlines are counted here and nowhere else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

import holidays

from moderation.database.clock import end_of_day

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Tell whether a day is neither a Saturday, a Sunday nor a bank holiday of England.

    >>> is_working_day(date(2026, 12, 28)), is_working_day(date(2026, 12, 29))
    (False, True)
    """
    return day.weekday() < SATURDAY and day not in _bank_holidays()


def working_days_after(day: date, count: int) -> date:
    """Return the day that is a number of working days after a day.

    >>> working_days_after(date(2026, 12, 24), 1).isoformat()
    '2026-12-29'
    """
    reached = day
    for _ in range(count):
        reached += timedelta(days=1)
        while not is_working_day(reached):
            reached += timedelta(days=1)
    return reached


def is_over(due_on: date, now: datetime) -> bool:
    """Tell whether the end of a day in London has passed."""
    return now >= end_of_day(due_on)


@cache
def _bank_holidays() -> holidays.HolidayBase:
    # It adds each year as the first day of that year is asked for.
    return holidays.country_holidays("GB", subdiv="ENG")
