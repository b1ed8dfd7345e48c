"""Requests that programs named by a key of their own, so that one sent twice is done once."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import CreatedAt, Model, hex_digest
from moderation.errors import Conflict
from moderation.people.records import Token


@immutable
class TokenRequest(CreatedAt, Model):
    """A request of a token under a key: the hashes of the key and of all that was asked."""

    __tablename__ = "token_requests"

    token_id: Mapped[int] = mapped_column(ForeignKey(Token.id), primary_key=True, autoincrement=False)
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (hex_digest("key_hash"), hex_digest("content_hash"))


def is_repeated(session: Session, *, token_id: int, key: str, content_hash: str) -> bool:
    """Tell whether a token made this very request before; the same key for another one is refused."""
    held = session.get(TokenRequest, (token_id, _hash(key)))
    if held is not None and held.content_hash != content_hash:
        raise Conflict(
            "This key was used for another request. Choose a fresh key for each request; keep it to repeat one.",
            field="Idempotency-Key",
        )
    return held is not None


def remember(session: Session, *, token_id: int, key: str, content_hash: str, at: datetime) -> None:
    """Remember a request before it is done, in the transaction that does it."""
    session.add(TokenRequest(token_id=token_id, key_hash=_hash(key), content_hash=content_hash, created_at=at))
    session.flush()


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


explain("pk_token_requests", field="Idempotency-Key", sentence="This very request is being answered: wait for it.")
