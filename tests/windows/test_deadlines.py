"""Working days of England, and when a day is over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from moderation.windows.deadlines import is_over, is_working_day, working_days_after


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 6, 22), True),  # a Monday
        (date(2026, 6, 20), False),
        (date(2026, 6, 21), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # in place of Boxing Day, a Saturday
        (date(2026, 8, 31), False),  # the summer bank holiday of England
        (date(2026, 8, 3), True),  # that of Scotland
        (date(2026, 3, 17), True),  # Northern Ireland's
        (date(2022, 9, 19), False),  # the Queen's funeral
        (date(2015, 4, 6), False),  # Easter Monday, which Scotland does not keep
    ],
)
def test_the_working_days_are_those_of_england(day: date, *, working: bool) -> None:
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2026, 6, 19), 0, date(2026, 6, 19)),
        (date(2026, 6, 19), 1, date(2026, 6, 22)),
        (date(2026, 6, 20), 1, date(2026, 6, 22)),  # counting begins after a Saturday as after a Friday
        (date(2026, 12, 23), 5, date(2027, 1, 4)),  # Christmas, Boxing Day, New Year's Day and two weekends between
        (date(2100, 12, 31), 65, date(2101, 4, 1)),
    ],
)
def test_working_days_are_counted_past_weekends_and_holidays(day: date, count: int, reached: date) -> None:
    assert working_days_after(day, count) == reached


def test_a_day_is_over_at_its_end_in_london_and_not_in_utc() -> None:
    # In June London is an hour ahead.
    assert not is_over(date(2026, 6, 22), datetime(2026, 6, 22, 22, 59, 59, 999999, tzinfo=UTC))
    assert is_over(date(2026, 6, 22), datetime(2026, 6, 22, 23, tzinfo=UTC))
