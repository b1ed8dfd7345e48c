"""People, their roles and the tokens of programs; names and addresses are in a table that can be erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.access.permissions import Role
from moderation.database.constraints import explain
from moderation.database.immutability import erasable, immutable
from moderation.database.model import (
    HEX_DIGEST_LENGTH,
    CreatedAt,
    Identified,
    Model,
    hex_digest,
    length_between,
    one_of,
)
from moderation.database.wall import unlogged
from moderation.providers.records import Provider
from sampling.told import Told, told

LONGEST_EMAIL = 254
LONGEST_NAME = 200
LONGEST_LABEL = 100


class Scope(Told):
    """Whose data a token opens."""

    DFE = told("dfe", "DfE", "The token opens the records of all providers.")
    PROVIDER = told("provider", "Provider", "The token opens the records of one provider.")


@immutable
class Person(Identified, CreatedAt, Model):
    """Somebody who was let in; all that is kept of them for ever is this number, and a hash of their address."""

    __tablename__ = "people"

    # Salted with what stands beside the address.
    email_hash: Mapped[str] = mapped_column(String(HEX_DIGEST_LENGTH))

    __table_args__ = (hex_digest("email_hash"),)


def lock_people(session: Session, ids: Iterable[int]) -> None:
    """Lock people until the transaction ends, so that their roles and interests cannot change.

    Writing their number into a record needs no lock.
    """
    statement = select(Person.id).where(Person.id.in_(sorted(set(ids)))).order_by(Person.id)
    session.execute(statement.with_for_update(key_share=True)).all()


@erasable
class PersonDetail(Model):
    """A person's address and name: erased when retention says so, and nothing else refers to them.

    Kept apart from the texts because the address is unique, signing in looks it up, and a name may change.
    """

    __tablename__ = "person_details"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), unique=True)
    name: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    salt: Mapped[str] = mapped_column(String(HEX_DIGEST_LENGTH))

    __table_args__ = (
        hex_digest("salt"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        length_between("email", shortest=3, longest=LONGEST_EMAIL),
        length_between("name", shortest=1, longest=LONGEST_NAME),
    )


@immutable
class PersonErasure(Model):
    """When a person's address and name were erased; the log vouches for it as for any fact."""

    __tablename__ = "person_erasures"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    erased_at: Mapped[datetime]


@immutable
class Grant(Identified, CreatedAt, Model):
    """A role given to a person; for a provider's own people, with the provider."""

    __tablename__ = "grants"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[Role]
    provider_id: Mapped[int | None] = mapped_column(ForeignKey(Provider.id), index=True)

    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("(role = 'provider') = (provider_id IS NOT NULL)", name="provider_named"),
    )


@immutable
class GrantRevocation(CreatedAt, Model):
    """The end of a grant."""

    __tablename__ = "grant_revocations"

    grant_id: Mapped[int] = mapped_column(ForeignKey("grants.id"), primary_key=True, autoincrement=False)


@immutable
class Token(Identified, CreatedAt, Model):
    """A program's key to the API: its digest, never itself."""

    __tablename__ = "tokens"

    label: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    scope: Mapped[Scope]
    provider_id: Mapped[int | None] = mapped_column(ForeignKey(Provider.id), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_on: Mapped[date]

    __table_args__ = (
        one_of("scope", Scope),
        CheckConstraint("(scope = 'provider') = (provider_id IS NOT NULL)", name="provider_named"),
        hex_digest("digest"),
        length_between("label", shortest=1, longest=LONGEST_LABEL),
    )


@immutable
class TokenRevocation(CreatedAt, Model):
    """The end of a token before its day."""

    __tablename__ = "token_revocations"

    token_id: Mapped[int] = mapped_column(ForeignKey("tokens.id"), primary_key=True, autoincrement=False)


@unlogged
class TokenUse(Model):
    """When a token was last used: the one fact about it that changes."""

    __tablename__ = "token_uses"

    token_id: Mapped[int] = mapped_column(ForeignKey("tokens.id"), primary_key=True, autoincrement=False)
    last_used_at: Mapped[datetime]


explain("uq_person_details_email", field="email", sentence="Somebody has this e-mail address already.")
explain("pk_person_erasures", sentence="Somebody erased this person just now.")
explain("pk_grant_revocations", sentence="This role was taken back already.")
explain("pk_token_revocations", sentence="This token was revoked already.")
