"""Checks the log's chain, entry by entry, in memory that does not grow with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.audit.records import EMPTY_HEAD, AuditEntry
from moderation.errors import Unavailable

PAGE_ROWS = 1_000


LOG_FAILS = "The log does not hold"


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
    lost_heads_count: int = 0

    @property
    def holds(self) -> bool:
        """Tell whether every entry is as it was written, and every head that was asked for among them."""
        return self.damage is None and self.head_found is not False and not self.lost_heads_count

    @property
    def sentence(self) -> str:
        """Say in one sentence what was found."""
        if self.damage is not None:
            where = f"entry {self.damaged_number} was {self.damage}"
            if self.damage is Damage.MISSING:
                where = f"entry {self.damaged_number} is missing"
            return f"{LOG_FAILS}: {where}; {self.sound_count} entries before it are sound."
        if self.head_found is False:
            return (
                f"{LOG_FAILS}: its {self.sound_count} entries are sound among themselves, but the "
                "head that was asked for is not one of them. Its tail was cut off, or this is another log."
            )
        if self.lost_heads_count:
            return (
                f"{LOG_FAILS}: its {self.sound_count} entries are sound among themselves, but "
                f"{self.lost_heads_count} heads that draws and findings keep are not among them. Its tail was cut off, "
                "or it was emptied."
            )
        return f"The log holds: {self.sound_count} entries, head {self.head}."


def verify(session: Session, *, head: str | None = None, kept_heads: Collection[str] = ()) -> Verification:
    """Check every entry from the first, and whether a head that was printed somewhere is in the chain.

    `kept_heads` are those that the records themselves keep: all of them are to be there.
    """
    lost = set(kept_heads) - {EMPTY_HEAD}
    wanted = head.strip().lower() if head is not None else None
    found = wanted == EMPTY_HEAD
    count, running = 0, EMPTY_HEAD
    for entry in _entries(session):
        if isinstance(entry, int):
            wrong: tuple[Damage, int] | None = (Damage.CHANGED, entry)
        else:
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
        assert isinstance(entry, AuditEntry)
        count, running = entry.number, entry.hash
        found = found or running == wanted
        lost.discard(running)
    return Verification(
        sound_count=count,
        head=running,
        head_found=found if wanted is not None else None,
        lost_heads_count=len(lost),
    )


def _entries(session: Session) -> Iterator[AuditEntry | int]:
    """Yield the entries in order; instead of one that cannot be read its number, and nothing after it."""
    after: int | None = None
    while True:
        page = select(AuditEntry).order_by(AuditEntry.number).limit(PAGE_ROWS)
        try:
            entries = session.scalars(page if after is None else page.where(AuditEntry.number > after)).all()
        except Unavailable:
            yield from _up_to_unreadable(session, after)
            return
        if not entries:
            return
        yield from entries
        after = entries[-1].number
        for entry in entries:
            session.expunge(entry)


def _up_to_unreadable(session: Session, after: int | None) -> Iterator[AuditEntry | int]:
    numbers = select(AuditEntry.number).order_by(AuditEntry.number).limit(PAGE_ROWS)
    for number in session.scalars(numbers if after is None else numbers.where(AuditEntry.number > after)).all():
        try:
            yield session.get_one(AuditEntry, number)
        except Unavailable:
            yield number
            return


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
