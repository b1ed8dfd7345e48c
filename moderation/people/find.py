"""Finds people and says in which roles they act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import OPERATOR, Actor
from moderation.access.permissions import Role
from moderation.errors import NotFound, Step, Verb
from moderation.people.records import Grant, GrantRevocation, Person, PersonDetail
from moderation.providers.records import Provider


@dataclass(frozen=True, slots=True)
class StandingGrant:
    """A role that a person holds now, and for which provider."""

    role: Role
    provider_code: str | None


def normal_email(email: str) -> str:
    """Return an e-mail address as it is kept."""
    return email.strip().lower()


def standing_grants(session: Session, person_id: int) -> list[StandingGrant]:
    """Return the roles that a person holds now, in the order in which they were given."""
    statement = (
        select(Grant.role, Provider.code)
        .outerjoin(Provider, Provider.id == Grant.provider_id)
        .outerjoin(GrantRevocation, GrantRevocation.grant_id == Grant.id)
        .where(Grant.person_id == person_id, GrantRevocation.grant_id.is_(None))
        .order_by(Grant.id)
    )
    return [StandingGrant(role, code) for role, code in session.execute(statement)]


def holders_of(session: Session, roles: Collection[Role]) -> set[int]:
    """Return the numbers of the people who hold any of some roles now."""
    statement = (
        select(Grant.person_id)
        .outerjoin(GrantRevocation, GrantRevocation.grant_id == Grant.id)
        .where(Grant.role.in_(list(roles)), GrantRevocation.grant_id.is_(None))
    )
    return set(session.scalars(statement))


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody whose address is still kept, with the roles they hold now."""

    email: str
    name: str | None
    grants: tuple[StandingGrant, ...]


def all_people(session: Session) -> list[KnownPerson]:
    """Return everybody ordered by address, including people without a role."""
    statement = (
        select(PersonDetail, Grant.role, Provider.code)
        .select_from(PersonDetail)
        .outerjoin(
            Grant, (Grant.person_id == PersonDetail.person_id) & Grant.id.not_in(select(GrantRevocation.grant_id))
        )
        .outerjoin(Provider, Provider.id == Grant.provider_id)
        .order_by(Grant.id)
    )
    found: dict[int, tuple[PersonDetail, list[StandingGrant]]] = {}
    for detail, role, code in session.execute(statement):
        grants = found.setdefault(detail.person_id, (detail, []))[1]
        if role is not None:
            grants.append(StandingGrant(role, code))
    people = [KnownPerson(detail.email, detail.name, tuple(grants)) for detail, grants in found.values()]
    return sorted(people, key=lambda person: person.email)


def person_by_email(session: Session, email: str) -> Actor:
    """Return the person with an e-mail address as an actor, or say that nobody has it."""
    statement = (
        select(Person, PersonDetail)
        .join(PersonDetail, PersonDetail.person_id == Person.id)
        .where(PersonDetail.email == normal_email(email))
    )
    found = session.execute(statement).first()
    if found is None:
        raise NotFound(f"Nobody is known by the e-mail address {email.strip()!r}.", then=Step(Verb.ADD_PERSON))
    person, detail = found
    return _actor(session, person, label=detail.name or detail.email)


def the_operator(_session: Session) -> Actor:
    """Return the operator of the machine, who needs no account."""
    return OPERATOR


def person_by_id(session: Session, person_id: int) -> Actor:
    """Return the person with a number as an actor, also when their name was erased."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("This person is not known here.")
    detail = session.get(PersonDetail, person_id)
    return _actor(session, person, label=(detail.name or detail.email) if detail else "a former user")


def _actor(session: Session, person: Person, *, label: str) -> Actor:
    grants = standing_grants(session, person.id)
    return Actor(
        person_id=person.id,
        public_id=str(person.public_id),
        roles=frozenset(grant.role for grant in grants),
        provider_codes=frozenset(grant.provider_code for grant in grants if grant.provider_code),
        label=label,
    )
