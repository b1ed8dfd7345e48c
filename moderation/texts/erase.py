"""Erases the words of records; what stays says that something was written and when it was erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from moderation.texts.records import KeptText, TextErasure
from moderation.texts.shown import RECORDS_AT_ONCE


def erase_texts(session: Session, record_ids: Sequence[UUID], *, at: datetime) -> None:
    """Erase all texts of some records within an act, and record of each that it happened."""
    for start in range(0, len(record_ids), RECORDS_AT_ONCE):
        some = record_ids[start : start + RECORDS_AT_ONCE]
        session.add_all(TextErasure(record_id=record_id, erased_at=at) for record_id in some)
        session.execute(delete(KeptText).where(KeptText.record_id.in_(some)))
    session.flush()
