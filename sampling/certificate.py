"""The certificate of a draw: what a stranger needs to draw again, as JSON with one canonical form.

Its JSON Schema is `certificate.schema.json` beside this file; method page, section 2. The public certificate names no
script; salt and references are in the private part, a second file for the provider and DfE.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sampling.draw import Draw
from sampling.frame import Frame

SCHEMA_VERSION = 1
METHOD, METHOD_VERSION = "consistent_sampler", "1.0.10"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a draw beyond its arithmetic; times are ISO 8601 text in UTC, none where nobody recorded it."""

    frame_digest: str | None = None
    seed_source: str | None = None
    seed_announced_at: str | None = None
    frame_frozen_at: str | None = None
    seed_recorded_at: str | None = None
    recorder_role: str | None = None
    witness_role: str | None = None
    audit_head: str | None = None


def certificate(drawn: Draw, circumstances: Circumstances | None = None) -> Json:
    """Return the unsigned certificate of a draw: null where something is not known."""
    known = circumstances or Circumstances()
    pairs = zip(drawn.positions, drawn.tickets(), strict=True)
    return {
        "schema_version": SCHEMA_VERSION,
        "method": METHOD,
        "method_version": METHOD_VERSION,
        "provider": drawn.provider,
        "window": drawn.window,
        "scripts_count": drawn.scripts_count,
        "rate": str(drawn.rate),
        "sample_count": drawn.sample_count,
        "extended_to": drawn.extended_to,
        "frame_digest": known.frame_digest,
        "frame_frozen_at": known.frame_frozen_at,
        "seed": drawn.seed,
        "seed_source": known.seed_source,
        "seed_announced_at": known.seed_announced_at,
        "seed_recorded_at": known.seed_recorded_at,
        "recorder_role": known.recorder_role,
        "witness_role": known.witness_role,
        "sample": [{"position": position, "ticket": ticket} for position, ticket in pairs],
        "audit_head": known.audit_head,
        "key_id": None,
        "signature": None,
    }


def private_part(drawn: Draw, frame: Frame, *, salt: bytes) -> Json:
    """Return the private part of a certificate: the salt, and the references of the drawn positions in ticket order."""
    return {
        "schema_version": SCHEMA_VERSION,
        "provider": drawn.provider,
        "window": drawn.window,
        "frame_digest": frame.digest(salt),
        "salt": salt.hex(),
        "references": [{"position": position, "script_ref": frame.reference(position)} for position in drawn.positions],
    }


def canonical_bytes(document: Json) -> bytes:
    """Return the one byte form of a document of strings and integers: keys sorted, compact, ASCII.

    >>> canonical_bytes({"b": 1, "a": "é"})
    b'{"a":"\\\\u00e9","b":1}'
    """
    return json.dumps(document, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def signed_bytes(document: Json) -> bytes:
    """Return what a signature covers: the canonical bytes of all members but the signature itself."""
    return canonical_bytes({name: value for name, value in document.items() if name != "signature"})
