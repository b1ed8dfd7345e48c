"""Locks rows until the transaction ends: two people cannot decide the same thing at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.database.model import Identified

# SQLite needs nothing: a writing transaction has the whole database (its dialect leaves FOR UPDATE out).

Record = TypeVar("Record", bound=Identified)


def lock_rows(session: Session, record: type[Record], ids: Iterable[int]) -> list[Record]:
    """Lock records by number and return them as they are now, in the order of their numbers."""
    statement = (
        select(record)
        .where(record.id.in_(sorted(set(ids))))
        # One order for everybody: two who lock the same rows never wait for each other in a circle.
        .order_by(record.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(statement))


def lock_row(session: Session, record: type[Record], row_id: int) -> Record:
    """Lock one record that is known to exist and return it as it is now."""
    (row,) = lock_rows(session, record, [row_id])
    return row
