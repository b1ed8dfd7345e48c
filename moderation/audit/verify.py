"""Checks the log's chain, entry by entry, in memory that does not grow with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.audit.records import EMPTY_HEAD, AuditEntry

PAGE_ROWS = 1_000


class Damage(StrEnum):
    """What happened to an entry."""

    CHANGED = auto()
    MISSING = auto()
    REORDERED = auto()


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the chain found: up to which entry it holds, and the first that is wrong."""

    sound_count: int
    head: str
    damage: Damage | None = None
    damaged_number: int | None = None
    head_found: bool | None = None

    @property
    def holds(self) -> bool:
        """Tell whether every entry is as it was written, and the head that was asked for among them."""
        return self.damage is None and self.head_found is not False

    @property
    def sentence(self) -> str:
        """Say in one sentence what was found."""
        if self.damage is not None:
            where = f"entry {self.damaged_number} was {self.damage}"
            if self.damage is Damage.MISSING:
                where = f"entry {self.damaged_number} is missing"
            return f"The log does not hold: {where}; {self.sound_count} entries before it are sound."
        if self.head_found is False:
            return (
                f"The log does not hold: its {self.sound_count} entries are sound among themselves, but the "
                "head that was asked for is not one of them. Its tail was cut off, or this is another log."
            )
        return f"The log holds: {self.sound_count} entries, head {self.head}."


def verify(session: Session, *, head: str | None = None) -> Verification:
    """Check every entry from the first, and whether a head that was printed somewhere is in the chain."""
    wanted = head.strip().lower() if head is not None else None
    found = wanted == EMPTY_HEAD
    count, running = 0, EMPTY_HEAD
    for entry in _entries(session):
        wrong = _damage(session, entry, expected=count + 1, running=running)
        if wrong is not None:
            damage, number = wrong
            return Verification(
                sound_count=min(count, number - 1),
                head=running,
                damage=damage,
                damaged_number=number,
                head_found=found if wanted is not None else None,
            )
        count, running = entry.number, entry.hash
        found = found or running == wanted
    return Verification(sound_count=count, head=running, head_found=found if wanted is not None else None)


def _entries(session: Session) -> Iterator[AuditEntry]:
    after: int | None = None
    while True:
        page = select(AuditEntry).order_by(AuditEntry.number).limit(PAGE_ROWS)
        entries = session.scalars(page if after is None else page.where(AuditEntry.number > after)).all()
        if not entries:
            return
        yield from entries
        after = entries[-1].number
        for entry in entries:
            session.expunge(entry)


def _damage(session: Session, entry: AuditEntry, *, expected: int, running: str) -> tuple[Damage, int] | None:
    if entry.number != expected:
        return Damage.MISSING, expected
    follows = entry.previous_hash == running
    if entry.computed_hash() == entry.hash:
        # An entry that is itself intact but does not follow: the one before it was rewritten, hash and all.
        return None if follows else (Damage.CHANGED, max(expected - 1, 1))
    if follows:
        return Damage.CHANGED, expected
    # Its number was changed: because another stands in its place, or to close the gap that another left.
    if session.scalar(select(AuditEntry.number).where(AuditEntry.hash == entry.previous_hash)) is not None:
        return Damage.REORDERED, expected
    renumbered = entry.computed_hash(number=expected + 1) == entry.hash
    return (Damage.MISSING if renumbered else Damage.CHANGED), expected
