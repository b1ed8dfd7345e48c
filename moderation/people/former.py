"""Finds people who hold no role any more and whose names are still kept, and erases their addresses and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from moderation.people.records import Grant, GrantRevocation, PersonDetail, PersonErasure

# A statement of a database takes so many numbers and more.
PEOPLE_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class FormerPerson:
    """Somebody who had roles, and when the last of them ended."""

    person_id: int
    left_at: datetime


def former_people(session: Session) -> list[FormerPerson]:
    """Return everybody without a role whose address is kept."""
    statement = (
        select(PersonDetail.person_id, func.max(GrantRevocation.created_at))
        .join(Grant, Grant.person_id == PersonDetail.person_id)
        .outerjoin(GrantRevocation, GrantRevocation.grant_id == Grant.id)
        .group_by(PersonDetail.person_id)
        .having(func.count(Grant.id) == func.count(GrantRevocation.grant_id))
        .order_by(PersonDetail.person_id)
    )
    return [FormerPerson(person_id, left_at) for person_id, left_at in session.execute(statement)]


def erase_people(session: Session, person_ids: Sequence[int], *, at: datetime) -> None:
    """Erase the addresses and names of some people within an act, and record of each that it happened."""
    for start in range(0, len(person_ids), PEOPLE_AT_ONCE):
        some = person_ids[start : start + PEOPLE_AT_ONCE]
        session.add_all(PersonErasure(person_id=person_id, erased_at=at) for person_id in some)
        session.execute(delete(PersonDetail).where(PersonDetail.person_id.in_(some)))
    session.flush()
