"""Announces where a window's next seed will come from, before the frames that it draws from freeze."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Fault
from moderation.windows.records import Window
from moderation.windows.seed_records import LONGEST_SOURCE, SeedRound

# A later round repeats the window's source behind the moment from which it counts.
LONGEST_GIVEN = LONGEST_SOURCE - len("The next round after 2026-06-22T09:30:00Z of: ")


@dataclass(frozen=True, slots=True)
class Announced:
    """A round that was announced and still has to enter the log, after all else that its action writes."""

    round: SeedRound
    window: Window

    def log(self, act: Act) -> None:
        """Append the announcement to the log; the source itself is free text, so its hash stands there."""
        act.log(
            Happened.SEED_ROUND_ANNOUNCED,
            Subject("seed_round", self.round.public_id),
            window_code=self.window.code,
            details={
                "round": self.round.number,
                "source_sha256": hashlib.sha256(self.round.source.encode()).hexdigest(),
            },
        )


def announce_round(session: Session, window: Window, *, number: int, source: str, by: int, at: datetime) -> Announced:
    """Write down where the seed of a round will come from."""
    announced = SeedRound(window_id=window.id, number=number, source=source, announced_by=by, announced_at=at)
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
