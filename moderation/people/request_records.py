"""Requests that programs named by a key of their own, so that one sent twice is done once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable, unvouched
from moderation.database.model import CreatedAt, Model, hex_digest
from moderation.database.wall import unlogged
from moderation.errors import Conflict
from moderation.people.records import Token


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a request: the record to answer with, and the status of HTTP that the answer had."""

    record_id: UUID
    status: int


# It says nothing that a figure or a decision rests on.
@unlogged
@unvouched
@immutable
class TokenRequest(CreatedAt, Model):
    """A request of a token under a key: the hashes of the key and of all that was asked, and what came of it."""

    __tablename__ = "token_requests"

    token_id: Mapped[int] = mapped_column(ForeignKey(Token.id), primary_key=True, autoincrement=False)
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[UUID]
    status: Mapped[int] = mapped_column(SmallInteger)

    __table_args__ = (
        hex_digest("key_hash"),
        hex_digest("content_hash"),
        CheckConstraint("status IN (200, 201)", name="status_good"),
    )


def answered(session: Session, *, token_id: int, key: str, content_hash: str) -> Done | None:
    """Return what came of this very request before; the same key for another one is refused."""
    held = session.get(TokenRequest, (token_id, _hash(key)))
    if held is None:
        return None
    if held.content_hash != content_hash:
        raise Conflict(
            "This key was used for another request. Choose a fresh key for each request; keep it to repeat one.",
            field="Idempotency-Key",
        )
    return Done(held.record_id, held.status)


def remember(session: Session, *, token_id: int, key: str, content_hash: str, done: Done, at: datetime) -> None:
    """Remember a request with what came of it, in the transaction that does it; the key is no act of its own."""
    session.add(
        TokenRequest(
            token_id=token_id,
            key_hash=_hash(key),
            content_hash=content_hash,
            record_id=done.record_id,
            status=done.status,
            created_at=at,
        )
    )
    session.flush()


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


explain("pk_token_requests", field="Idempotency-Key", sentence="This very request is being answered: wait for it.")
