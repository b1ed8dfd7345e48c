"""Lets a person in, or gives somebody who is in already a further role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from moderation.access.combinations import why_apart
from moderation.access.permissions import Permission, Role
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.fingerprint import fingerprint, new_salt
from moderation.errors import Conflict, Fault, Rejected
from moderation.people.find import StandingGrant, normal_email, standing_grants
from moderation.people.records import LONGEST_EMAIL, LONGEST_NAME, Grant, Person, PersonDetail, lock_people
from moderation.providers.records import provider_by_code

EMAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddUser:
    """Somebody to let in: the provider is named for a provider's own people, and for nobody else."""

    email: str
    role: Role
    provider_code: str | None = None
    name: str | None = None


def add_user(act: Act, command: AddUser) -> Person:
    """Give a person a role, and let them in if they are new."""
    act.permit(Permission.MANAGE_PEOPLE)
    session = act.session
    faults = _faults(command)
    if faults:
        raise Rejected(faults)
    provider = provider_by_code(session, command.provider_code) if command.provider_code else None
    email = normal_email(command.email)
    person = session.scalar(
        select(Person).join(PersonDetail, PersonDetail.person_id == Person.id).where(PersonDetail.email == email)
    )
    if person is None:
        salt = new_salt()
        person = Person(created_at=act.at, email_hash=fingerprint(email, salt))
        session.add(person)
        session.flush()
        session.add(PersonDetail(person_id=person.id, email=email, name=command.name, salt=salt))
    else:
        lock_people(session, [person.id])
        _refuse_combination(standing_grants(session, person.id), command)
    grant = Grant(
        person_id=person.id, role=command.role, provider_id=provider.id if provider else None, created_at=act.at
    )
    session.add(grant)
    act.log(
        Happened.ROLE_GIVEN,
        Subject("person", person.public_id),
        provider_code=command.provider_code,
        details={"role": command.role.value},
    )
    return person


def _faults(command: AddUser) -> list[Fault]:
    faults = []
    email = normal_email(command.email)
    if not EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL:
        sentence = f"An e-mail address is a name, an @ and a host, at most {LONGEST_EMAIL} characters of ASCII."
        faults.append(Fault(sentence, column="email", value=command.email))
    if command.name is not None and not (1 <= len(command.name) <= LONGEST_NAME and command.name.isprintable()):
        sentence = f"A name is one line of 1 to {LONGEST_NAME} characters."
        faults.append(Fault(sentence, column="name", value=command.name))
    if command.role is Role.PROVIDER and not command.provider_code:
        faults.append(Fault("The role provider needs the provider's code.", column="provider"))
    if command.role is not Role.PROVIDER and command.provider_code:
        sentence = f"The role {command.role.in_a_sentence} belongs to no provider: leave the provider out."
        faults.append(Fault(sentence, column="provider", value=command.provider_code))
    return faults


def _refuse_combination(held: list[StandingGrant], command: AddUser) -> None:
    if StandingGrant(command.role, command.provider_code) in held:
        raise Conflict("This person has this role already.", field="role")
    for grant in held:
        why = why_apart(grant.role, command.role)
        if why is not None:
            raise Conflict(why, field="role")
