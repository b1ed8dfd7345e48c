"""What people wrote in feedback and cases, kept where it can be erased; the records themselves keep salted hashes."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Uuid, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.fingerprint import fingerprint, new_salt
from moderation.database.model import ErasableText, Model
from moderation.errors import Fault

LONGEST_TEXT = 10_000


class WrittenText(ErasableText, Model):
    """The words of one record, found by its public identifier."""

    __tablename__ = "written_texts"

    record_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)


def text_faults(column: str, text: str) -> list[Fault]:
    """Return what is wrong with a text that somebody wrote."""
    if not text.strip():
        return [Fault("Write something here.", column=column)]
    if len(text) > LONGEST_TEXT:
        return [Fault(f"This has {len(text):,} characters; {LONGEST_TEXT:,} are the most.", column=column)]
    # PostgreSQL keeps no NUL, and half of a surrogate pair is no character.
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        return [Fault("This holds a character that is none: write it again without it.", column=column)]
    return []


def keep_text(session: Session, record_id: UUID, text: str) -> str:
    """Keep the words of a record and return the hash that the record keeps."""
    salt = new_salt()
    session.add(WrittenText(record_id=record_id, text=text, salt=salt))
    return fingerprint(text, salt)


def texts_of(session: Session, record_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the words of some records; those that were erased are left out."""
    wanted = select(WrittenText).where(WrittenText.record_id.in_(list(record_ids)))
    return {written.record_id: written.text for written in session.scalars(wanted)}


def is_unchanged(session: Session, record_id: UUID, text_hash: str) -> bool:
    """Tell whether the words of a record are those that it was made with; words that were erased are not."""
    written = session.get(WrittenText, record_id)
    return written is not None and fingerprint(written.text, written.salt) == text_hash


def erase_text(session: Session, record_id: UUID) -> None:
    """Erase the words of a record: what stays says that something was written, and no longer what."""
    session.execute(delete(WrittenText).where(WrittenText.record_id == record_id))
