"""Writes the log: every action appends its entry last, in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.audit.records import EMPTY_HEAD, AuditEntry, canonical
from moderation.audit.voucher_records import summary, write_vouchers
from moderation.database.facts import Fact, take_noted
from moderation.database.transaction import seal

Scalar = str | int | bool | None
Details = Mapping[str, Scalar | Sequence[Scalar]]

# Held from the first entry of a transaction to its end: two appends at once would take the same number.
APPEND_LOCK = 0x4E5051_415544
# Where a transaction keeps the number and hash of the entry that it appended last.
LAST = "last_entry"
LONGEST_TEXT = 200
LONGEST_LIST = 50


class NotForTheLog(ValueError):
    """A detail that the log may not hold: a person's address, free text or a long list."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The record that was acted on: its kind, as in the API, and its public identifier."""

    type: str
    id: UUID | str


def append(
    session: Session,
    *,
    at: datetime,
    actor: Actor,
    action: str,
    subject: Subject,
    details: Details,
    provider_code: str | None = None,
    window_code: str | None = None,
) -> AuditEntry:
    """Append an entry after everything else the action wrote; only further entries may follow it.

    The action is a past-tense name, such as `frame_frozen`. The first entry of an act vouches for the rows it wrote.
    """
    _refuse_unfit(details)
    facts = _sealed_facts(session)
    number, previous = _last_locked(session)
    entry = AuditEntry(
        number=number + 1,
        at=at,
        actor_public_id=actor.public_id,
        actor_role=actor.role,
        action=action,
        subject_type=subject.type,
        subject_id=str(subject.id),
        provider_code=provider_code,
        window_code=window_code,
        details=canonical({**details, **summary(facts)}),
        previous_hash=previous,
    )
    entry.hash = entry.computed_hash()
    # Further entries of the act wait for its end, and are written together.
    session.add(entry)
    session.info[LAST] = (entry.number, entry.hash)
    if facts:
        session.flush()
        write_vouchers(session, entry.number, facts)
    return entry


def _sealed_facts(session: Session) -> list[Fact]:
    """Return the rows that an act wrote, as its first entry closes it to more; nothing for its further entries."""
    if LAST in session.info:
        return []
    seal(session)
    return list(dict.fromkeys(take_noted(session)))


def head(session: Session) -> str:
    """Return the hash of the newest entry; every certificate, export and public file prints it."""
    return _last(session)[1]


def _last_locked(session: Session) -> tuple[int, str]:
    """Return the newest entry, which stays the newest until this transaction appends another."""
    held: tuple[int, str] | None = session.info.get(LAST)
    if held is not None:
        return held
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": APPEND_LOCK})
    return _last(session)


def _last(session: Session) -> tuple[int, str]:
    newest = select(AuditEntry.number, AuditEntry.hash).order_by(AuditEntry.number.desc()).limit(1)
    row = session.execute(newest).first()
    return (row.number, row.hash) if row else (0, EMPTY_HEAD)


def _refuse_unfit(details: Details) -> None:
    for name, value in details.items():
        listed = list(value) if isinstance(value, list | tuple) else [value]
        if len(listed) > LONGEST_LIST:
            raise NotForTheLog(f"The detail {name} lists {len(listed)} values; the log takes {LONGEST_LIST}.")
        for item in listed:
            if item is not None and not isinstance(item, str | int):
                raise NotForTheLog(f"The detail {name} is no text, whole number, truth or list of them.")
            if isinstance(item, str) and (len(item) > LONGEST_TEXT or "@" in item or "\n" in item):
                raise NotForTheLog(f"The detail {name} holds free text or an address; the log takes codes.")
