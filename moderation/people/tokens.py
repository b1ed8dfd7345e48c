"""The keys of programs: made once, shown once, kept as a digest."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from moderation.access.actor import DFE_PROGRAM, PROVIDER_PROGRAM, Actor
from moderation.access.permissions import DFE_TOKEN, PROVIDER_TOKEN, Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import end_of_day, london_day
from moderation.errors import Fault, NotFound, Rejected
from moderation.people.records import LONGEST_LABEL, Scope, Token, TokenRevocation, TokenUse
from moderation.providers.records import Provider, provider_by_code

PREFIX = "npq_"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToken:
    """A token to make: for DfE's own programs, or for those of one provider."""

    scope: Scope
    expires_on: date
    provider_code: str | None = None
    label: str = "API"


@dataclass(frozen=True, slots=True)
class RevokeToken:
    """A token to end before its day."""

    public_id: UUID


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made; `plaintext` exists nowhere else."""

    record: Token
    plaintext: str


class TokenRefusal(StrEnum):
    """Why a token opens nothing."""

    UNKNOWN = auto()
    EXPIRED = auto()
    REVOKED = auto()


@dataclass(frozen=True, slots=True)
class TokenActor:
    """The program that came with a token, and the last day on which that works."""

    token_id: int
    scope: Scope
    actor: Actor
    expires_on: date


def add_token(act: Act, command: AddToken) -> NewToken:
    """Make a token and return it with its plaintext."""
    act.permit(Permission.MANAGE_TOKENS)
    session = act.session
    faults = _faults(command, today=london_day(act.at))
    if faults:
        raise Rejected(faults)
    provider = provider_by_code(session, command.provider_code) if command.provider_code else None
    plaintext = PREFIX + secrets.token_urlsafe(32)
    record = Token(
        label=command.label,
        scope=command.scope,
        provider_id=provider.id if provider else None,
        digest=_digest(plaintext),
        expires_on=command.expires_on,
        created_at=act.at,
    )
    session.add(record)
    session.flush()
    act.log(
        Happened.TOKEN_ADDED,
        Subject("token", record.public_id),
        provider_code=command.provider_code,
        details={"scope": command.scope.value, "expires_on": command.expires_on.isoformat()},
    )
    return NewToken(record, plaintext)


def revoke_token(act: Act, command: RevokeToken) -> Token:
    """End a token now."""
    act.permit(Permission.MANAGE_TOKENS)
    record = act.session.scalar(select(Token).where(Token.public_id == command.public_id))
    if record is None:
        raise NotFound("There is no such token.")
    act.session.add(TokenRevocation(token_id=record.id, created_at=act.at))
    act.log(Happened.TOKEN_REVOKED, Subject("token", record.public_id))
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownToken:
    """A token as it may be shown: everything but the token itself."""

    public_id: UUID
    label: str
    scope: Scope
    provider_code: str | None
    expires_on: date
    revoked_at: datetime | None
    last_used_at: datetime | None


def all_tokens(session: Session) -> list[KnownToken]:
    """Return all tokens that were ever made, oldest first."""
    statement = (
        select(Token, Provider.code, TokenRevocation.created_at, TokenUse.last_used_at)
        .outerjoin(Provider, Provider.id == Token.provider_id)
        .outerjoin(TokenRevocation, TokenRevocation.token_id == Token.id)
        .outerjoin(TokenUse, TokenUse.token_id == Token.id)
        .order_by(Token.id)
    )
    return [
        KnownToken(
            public_id=token.public_id,
            label=token.label,
            scope=token.scope,
            provider_code=provider_code,
            expires_on=token.expires_on,
            revoked_at=revoked_at,
            last_used_at=last_used_at,
        )
        for token, provider_code, revoked_at, last_used_at in session.execute(statement)
    ]


def authenticate(session: Session, plaintext: str, now: datetime) -> TokenActor | TokenRefusal:
    """Return the program that a token belongs to, or why it opens nothing; writes nothing."""
    statement = (
        select(Token, Provider.code, TokenRevocation.token_id.is_not(None))
        .outerjoin(Provider, Provider.id == Token.provider_id)
        .outerjoin(TokenRevocation, TokenRevocation.token_id == Token.id)
        .where(Token.digest == _digest(plaintext))
    )
    found = session.execute(statement).first()
    if found is None:
        return TokenRefusal.UNKNOWN
    token, provider_code, revoked = found
    if revoked:
        return TokenRefusal.REVOKED
    if now >= end_of_day(token.expires_on):
        return TokenRefusal.EXPIRED
    of_dfe = token.scope is Scope.DFE
    actor = Actor(
        person_id=None,
        public_id=str(token.public_id),
        roles=frozenset(),
        provider_codes=frozenset() if of_dfe else frozenset({provider_code}),
        label=token.label,
        granted=DFE_TOKEN if of_dfe else PROVIDER_TOKEN,
        role_label=DFE_PROGRAM if of_dfe else PROVIDER_PROGRAM,
        token_id=token.id,
    )
    return TokenActor(token_id=token.id, scope=token.scope, actor=actor, expires_on=token.expires_on)


def note_token_use(session: Session, token_id: int, now: datetime) -> None:
    """Record when a token was last used; the doors do this in a transaction of its own."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(TokenUse)
        .values(token_id=token_id, last_used_at=now)
        .on_conflict_do_update(index_elements=["token_id"], set_={"last_used_at": now})
    )


def _digest(plaintext: str) -> str:
    # 256 random bits need no slow hash: there is no dictionary to try.
    return hashlib.sha256(plaintext.encode("utf-8", "surrogateescape")).hexdigest()


def _faults(command: AddToken, *, today: date) -> list[Fault]:
    faults = []
    if command.expires_on < today:
        sentence = f"A token expires today, {today.isoformat()}, or later."
        faults.append(Fault(sentence, column="expires_on", value=command.expires_on.isoformat()))
    if not (1 <= len(command.label) <= LONGEST_LABEL and command.label.isprintable()):
        sentence = f"A label is one line of 1 to {LONGEST_LABEL} characters."
        faults.append(Fault(sentence, column="label", value=command.label))
    if command.scope is Scope.PROVIDER and not command.provider_code:
        faults.append(Fault("A token of the scope provider needs the provider's code.", column="provider"))
    if command.scope is Scope.DFE and command.provider_code:
        sentence = "A token of the scope dfe belongs to no provider: leave the provider out."
        faults.append(Fault(sentence, column="provider", value=command.provider_code))
    return faults
