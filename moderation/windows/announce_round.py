"""Announces where a window's next seed will come from, before the frames that it draws from freeze."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import end_of_day, start_of_day
from moderation.errors import Fault
from moderation.windows.records import Window
from moderation.windows.seed_records import LONGEST_SOURCE, SeedRound, SeedWay

# A later round repeats the window's source behind the moment from which it counts.
LONGEST_GIVEN = LONGEST_SOURCE - len("The next round after 2026-06-22T09:30:00Z of: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Where the digits will come from, how they are written, and the moment before which they cannot exist."""

    source: str
    way: SeedWay
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Announced:
    """A round that was announced and still has to enter the log, after all else that its action writes."""

    round: SeedRound
    window: Window

    def log(self, act: Act) -> None:
        """Append the announcement to the log, with the hash of its source, since the source is free text."""
        act.log(
            Happened.SEED_ROUND_ANNOUNCED,
            Subject("seed_round", self.round.public_id),
            window_code=self.window.code,
            details={
                "round": self.round.number,
                "source_sha256": hashlib.sha256(self.round.source.encode()).hexdigest(),
                "way": self.round.way.value,
                "not_before": written(self.round.not_before),
            },
        )


def announce_round(
    session: Session, window: Window, announcement: Announcement, *, number: int, by: int, at: datetime
) -> Announced:
    """Write down where the seed of a round will come from, how it is written, and before when it cannot exist."""
    announced = SeedRound(
        window_id=window.id,
        number=number,
        source=announcement.source,
        way=announcement.way,
        not_before=announcement.not_before,
        announced_by=by,
        announced_at=at,
    )
    session.add(announced)
    session.flush()
    return Announced(announced, window)


def source_faults(source: str) -> list[Fault]:
    """Return what is wrong with the source of a seed."""
    text = source.strip()
    if 1 <= len(text) <= LONGEST_GIVEN and text.isprintable():
        return []
    sentence = (
        f"The source of the seed is one line of 1 to {LONGEST_GIVEN} characters that says which public digits will "
        "be taken, and which round of them."
    )
    return [Fault(sentence, column="seed_source", value=source)]


def earliest_moment(frames_close_on: date, given: datetime | None) -> datetime:
    """Return the moment before which a window's first seed cannot exist: when its frames have closed, unless given."""
    return given or end_of_day(frames_close_on)


def moment_faults(given: datetime | None, *, frames_close_on: date, now: datetime) -> list[Fault]:
    """Return what is wrong with the moment before which a seed cannot exist, where one is given."""
    if given is None:
        return []
    if given <= now:
        sentence = "This moment is over, so digits of the source may be known already. Name one that is still to come."
    elif given < start_of_day(frames_close_on):
        sentence = (
            f"The frames close on {frames_close_on.isoformat()}, and what freezes from this moment on is late. Name a "
            "moment on that day or after it."
        )
    else:
        return []
    return [Fault(sentence, column="seed_not_before", value=written(given))]


def written(moment: datetime) -> str:
    """Write a moment to the second, in UTC.

    >>> written(datetime(2026, 6, 22, 9, 30, tzinfo=UTC))
    '2026-06-22T09:30:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
