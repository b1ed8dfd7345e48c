"""Checks what somebody wrote and keeps it; the record holds one hash over all of its texts, as `text_hash`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.database.fingerprint import fingerprint, new_salt
from moderation.errors import Fault
from moderation.texts.records import KeptText

LONGEST_TEXT = 10_000


def text_faults(text: str | None, *, column: str, required: bool = True, longest: int = LONGEST_TEXT) -> list[Fault]:
    """Return what is wrong with a text that somebody wrote, where `column` is what they filled in."""
    said = (text or "").strip()
    if not said:
        return [Fault("Write something here.", column=column)] if required else []
    if len(said) > longest:
        return [Fault(f"This has {len(said):,} characters; {longest:,} are the most.", column=column)]
    # PostgreSQL keeps no NUL, and half of a surrogate pair is no character.
    if "\0" in said or any("\ud800" <= sign <= "\udfff" for sign in said):
        return [Fault("This holds a character that is none: write it again without it.", column=column)]
    return []


def keep(
    session: Session, record_id: UUID, texts: Mapping[str, str], *, at: datetime, window_code: str | None = None
) -> str:
    """Keep the texts of a record by the names of what was filled in, and return the record's `text_hash`.

    Name the window that the record belongs to: its words are kept until some years after its publication.
    """
    kept = [
        KeptText(
            record_id=record_id, field=field, text=text.strip(), salt=new_salt(), kept_at=at, window_code=window_code
        )
        for field, text in texts.items()
    ]
    if not kept:
        raise ValueError("A record without words has no hash of them.")
    session.add_all(kept)
    return text_hash(kept)


def text_hash(texts: Iterable[KeptText]) -> str:
    """Return one hash over all texts of a record; their order does not matter.

    >>> note = KeptText(field="note", text="Well argued.", salt="00" * 32)
    >>> more = KeptText(field="criterion 2", text="Thin.", salt="11" * 32)
    >>> text_hash([note, more]) == text_hash([more, note]) != text_hash([note])
    True
    """
    lines = sorted(f"{each.field} {fingerprint(each.text, each.salt)}\n" for each in texts)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
