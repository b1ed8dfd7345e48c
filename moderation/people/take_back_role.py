"""Ends a person's role; the log keeps what they did in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission, Role
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import NotFound
from moderation.people.find import normal_email
from moderation.people.records import Grant, GrantRevocation, Person, PersonDetail, lock_people
from moderation.providers.records import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackRole:
    """A role that somebody holds; a provider's own people hold theirs for one provider."""

    email: str
    role: Role
    provider_code: str | None = None


def take_back_role(act: Act, command: TakeBackRole) -> Person:
    """End a person's role from now on."""
    act.permit(Permission.MANAGE_PEOPLE)
    session = act.session
    email = normal_email(command.email)
    person = session.scalar(
        select(Person).join(PersonDetail, PersonDetail.person_id == Person.id).where(PersonDetail.email == email)
    )
    grants = [] if person is None else _standing(session, person, command)
    if person is None or not grants:
        of = f" for {command.provider_code}" if command.provider_code else ""
        raise NotFound(
            f"Nobody with the e-mail address {command.email.strip()!r} is {command.role.in_a_sentence}{of} now."
        )
    session.add_all(GrantRevocation(grant_id=each, created_at=act.at) for each in grants)
    act.log(
        Happened.ROLE_TAKEN_BACK,
        Subject("person", person.public_id),
        provider_code=command.provider_code,
        details={"role": command.role.value},
    )
    return person


def _standing(session: Session, person: Person, command: TakeBackRole) -> list[int]:
    """Return the numbers of all grants by which a person holds a role: one that was given twice ends whole."""
    lock_people(session, [person.id])
    statement = (
        select(Grant.id)
        .outerjoin(Provider, Provider.id == Grant.provider_id)
        .outerjoin(GrantRevocation, GrantRevocation.grant_id == Grant.id)
        .where(
            Grant.person_id == person.id,
            Grant.role == command.role,
            Provider.code.is_(None) if command.provider_code is None else Provider.code == command.provider_code,
            GrantRevocation.grant_id.is_(None),
        )
    )
    return list(session.scalars(statement))
