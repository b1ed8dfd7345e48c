"""The words of records, in one table that retention erases, and what tells that they were erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import erasable, immutable
from moderation.database.model import HEX_DIGEST_LENGTH, LONGEST_CODE, Model, hex_digest, length_between

LONGEST_FIELD = 32


@erasable
class KeptText(Model):
    """One text of a record, by the record's public identifier and the name of what was filled in.

    A text that belongs to a window is kept by the window's publication, another by the day on which it was kept.
    """

    __tablename__ = "texts"

    record_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    field: Mapped[str] = mapped_column(String(LONGEST_FIELD), primary_key=True)
    text: Mapped[str]
    salt: Mapped[str] = mapped_column(String(HEX_DIGEST_LENGTH))
    kept_at: Mapped[datetime]
    # No foreign key: windows stand on a floor above.
    window_code: Mapped[str | None] = mapped_column(String(LONGEST_CODE))

    __table_args__ = (
        length_between("field", shortest=1, longest=LONGEST_FIELD),
        hex_digest("salt"),
        Index("ix_texts_window_code_kept_at", "window_code", "kept_at"),
    )


@immutable
class TextErasure(Model):
    """When the words of a record were erased, all of them; the log vouches for it as for any fact."""

    __tablename__ = "text_erasures"

    record_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    erased_at: Mapped[datetime]


explain("pk_texts", sentence="The words of this record are kept already.")
explain("pk_text_erasures", sentence="Somebody erased these words just now.")
