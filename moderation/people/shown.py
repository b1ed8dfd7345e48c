"""What somebody is shown of people and tokens; only an administrator or the operator sees them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require
from moderation.access.permissions import Permission
from moderation.people.find import KnownPerson, all_people
from moderation.people.tokens import KnownToken, all_tokens


def people(session: Session, actor: Actor) -> list[KnownPerson]:
    """Return everybody by their address, with the roles they hold now."""
    require(actor, Permission.MANAGE_PEOPLE)
    return all_people(session)


def tokens(session: Session, actor: Actor) -> list[KnownToken]:
    """Return all tokens that were ever made, oldest first; never a token itself."""
    require(actor, Permission.MANAGE_TOKENS)
    return all_tokens(session)
