"""What happens in an enquiry into reasons: asked, given, judged remediable or not, closed; always before a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum, auto
from types import MappingProxyType

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.findings.enquiries import Enquiry
from moderation.people.records import Person


class EnquiryEventKind(StrEnum):
    """What happened in an enquiry."""

    REASONS_ASKED = auto()
    REASONS_GIVEN = auto()
    REMEDY_POSSIBLE = auto()
    REMEDY_IMPOSSIBLE = auto()
    CLOSED = auto()


_K = EnquiryEventKind

# What may follow what; None is an enquiry in which nothing happened yet. Reasons may come unasked, and again.
NEXT: Mapping[EnquiryEventKind | None, frozenset[EnquiryEventKind]] = MappingProxyType(
    {
        None: frozenset({_K.REASONS_ASKED, _K.REASONS_GIVEN, _K.CLOSED}),
        _K.REASONS_ASKED: frozenset({_K.REASONS_ASKED, _K.REASONS_GIVEN, _K.CLOSED}),
        _K.REASONS_GIVEN: frozenset(
            {_K.REASONS_ASKED, _K.REASONS_GIVEN, _K.REMEDY_POSSIBLE, _K.REMEDY_IMPOSSIBLE, _K.CLOSED}
        ),
        _K.REMEDY_POSSIBLE: frozenset({_K.REASONS_GIVEN, _K.REMEDY_IMPOSSIBLE, _K.CLOSED}),
        _K.REMEDY_IMPOSSIBLE: frozenset({_K.REASONS_GIVEN, _K.REMEDY_POSSIBLE, _K.CLOSED}),
        _K.CLOSED: frozenset(),
    }
)


@immutable
class EnquiryEvent(Identified, Model):
    """One thing that happened in an enquiry; what was written is kept beside it."""

    __tablename__ = "enquiry_events"

    enquiry_id: Mapped[int] = mapped_column(ForeignKey(Enquiry.id))
    kind: Mapped[EnquiryEventKind]
    text_hash: Mapped[str] = mapped_column(String(64))
    recorded_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", EnquiryEventKind),
        hex_digest("text_hash"),
        Index("ix_enquiry_events_enquiry_id_id", "enquiry_id", "id"),
    )
