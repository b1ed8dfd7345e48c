"""How long a judgement may be corrected: reckoned from its submission alone, so that no answer tells of another one."""

from __future__ import annotations

from datetime import datetime, timedelta

from moderation.database.clock import end_of_day, london_day

# Long enough to sleep on it once; settlement and adjudication wait for it (docs/adr/0015).
DAYS_AFTER = 1


def correctable_until(submitted_at: datetime) -> datetime:
    """Return when a judgement can no longer be corrected: the end of the day after it was submitted, in London.

    >>> from datetime import UTC
    >>> correctable_until(datetime(2026, 6, 22, 23, 30, tzinfo=UTC)).isoformat()
    '2026-06-24T23:00:00+00:00'
    """
    return end_of_day(london_day(submitted_at) + timedelta(days=DAYS_AFTER))
