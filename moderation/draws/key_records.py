"""The public halves of all keys that ever signed a certificate: what a lost key signed is checked for ever."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Model, hex_digest, length_between
from moderation.draws.records import Draw
from moderation.draws.signing import public_pem
from sampling.signature import key_id

LONGEST_PEM = 200


@immutable
class SigningKey(Model):
    """The public half of a key that signed, or is to sign, certificates."""

    __tablename__ = "signing_keys"

    key_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    public_pem: Mapped[str] = mapped_column(String(LONGEST_PEM))
    recorded_at: Mapped[datetime]

    __table_args__ = (hex_digest("key_id"), length_between("public_pem", shortest=1, longest=LONGEST_PEM))


def record_key(session: Session, key: Ed25519PrivateKey, *, at: datetime) -> None:
    """Keep the public half of a key, unless it is kept already; the act that signs with it has it vouched for."""
    wanted = key_id(key.public_key())
    if session.get(SigningKey, wanted) is None:
        session.add(SigningKey(key_id=wanted, public_pem=public_pem(key), recorded_at=at))
        session.flush()


def public_pems(session: Session, key_ids: Collection[str]) -> dict[str, str]:
    """Return the public halves that are kept of some keys, in PEM form by their identifiers."""
    wanted = select(SigningKey).where(SigningKey.key_id.in_(list(key_ids))).order_by(SigningKey.key_id)
    return {found.key_id: found.public_pem for found in session.scalars(wanted)}


def keys_in_use(session: Session) -> set[str]:
    """Return the identifiers of all keys that signed certificates or were made to."""
    return {*session.scalars(select(Draw.key_id).distinct()), *session.scalars(select(SigningKey.key_id))}


explain("pk_signing_keys", sentence="Somebody drew with this signing key for the first time just now: try again.")
