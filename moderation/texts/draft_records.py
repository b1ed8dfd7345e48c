"""Drafts: the one class of data that may change, for what somebody has begun to write and not yet said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import erasable
from moderation.database.model import LONGEST_CODE, Model, length_between
from moderation.database.wall import unlogged

LONGEST_CONTENT = 200_000


# The log does not tell of drafts: nobody has said anything yet. The act that says it drops the draft.
@unlogged
@erasable
class Draft(Model):
    """What a person has begun to write on a record, as the JSON of the fields of a form."""

    __tablename__ = "drafts"

    kind: Mapped[str] = mapped_column(String(LONGEST_CODE), primary_key=True)
    record_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    # The person's public identifier, as in the log: people stand on a floor above.
    person_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    content: Mapped[str]
    version: Mapped[int]
    saved_at: Mapped[datetime]

    __table_args__ = (
        length_between("kind", shortest=1, longest=LONGEST_CODE),
        length_between("content", shortest=2, longest=LONGEST_CONTENT),
        CheckConstraint("version >= 1", name="version_from_one"),
        Index("ix_drafts_saved_at", "saved_at"),
    )


explain("pk_drafts", sentence="This was saved in another window just now: look at both and save again.")
