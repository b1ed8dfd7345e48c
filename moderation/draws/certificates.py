"""Writes what a draw leaves behind: the signed public certificate and its private part."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from moderation.access.permissions import Role
from moderation.draws.find import Origin
from moderation.windows.seed_records import Seed
from sampling.certificate import SCHEMA_VERSION, Circumstances, canonical_bytes, certificate
from sampling.draw import Draw as Drawing
from sampling.signature import sign

Json = dict[str, Any]


def signed_certificate(drawing: Drawing, origin: Origin, *, seed: Seed, audit_head: str, key: Ed25519PrivateKey) -> str:
    """Return the public certificate of a drawing, signed, in its canonical form."""
    circumstances = Circumstances(
        frame_digest=origin.frame.digest,
        seed_source=origin.round.source,
        seed_announced_at=second_of(origin.round.announced_at),
        frame_frozen_at=second_of(origin.frame.frozen_at),
        seed_recorded_at=second_of(seed.recorded_at),
        # Only an official may record a seed or witness it.
        recorder_role=Role.OFFICIAL.value,
        witness_role=Role.OFFICIAL.value,
        audit_head=audit_head,
    )
    return _canonical(sign(certificate(drawing, circumstances), key))


def private_part(drawing: Drawing, origin: Origin, *, references: Sequence[str]) -> str:
    """Return the private part of a certificate: the salt, and the references of the drawn positions in ticket order."""
    pairs = zip(drawing.positions, references, strict=True)
    members: Json = {
        "schema_version": SCHEMA_VERSION,
        "provider": drawing.provider,
        "window": drawing.window,
        "frame_digest": origin.frame.digest,
        "salt": origin.frame.salt,
        "references": [{"position": position, "script_ref": reference} for position, reference in pairs],
    }
    return _canonical(members)


def certificate_hash(text: str) -> str:
    """Return the SHA-256 of a certificate as it is stored, for the log."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def second_of(moment: datetime) -> str:
    """Write an instant as certificates do.

    >>> second_of(datetime(2026, 6, 22, 9, 30, tzinfo=UTC))
    '2026-06-22T09:30:00Z'
    """
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _canonical(document: Json) -> str:
    return canonical_bytes(document).decode("ascii")
