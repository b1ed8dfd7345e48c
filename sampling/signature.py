"""Ed25519 signatures of certificates; needs the package `cryptography`, the extra `verify`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sampling.certificate import Json, signed_bytes
from sampling.faults import Fault, Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NEEDED = (
    "Checking a signature needs the package `cryptography`. Install the extra: pip install 'npq-moderation[verify]'."
)


def sign(document: Json, key: Ed25519PrivateKey) -> Json:
    """Return the certificate with its key id and signature (128 hexadecimal digits)."""
    unsigned = {**document, "key_id": key_id(key.public_key())}
    return {**unsigned, "signature": key.sign(signed_bytes(unsigned)).hex()}


def is_signed_by(document: Json, key: Ed25519PublicKey) -> bool:
    """Tell whether a certificate carries this key's signature over all its other members."""
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(bytes.fromhex(document["signature"]), signed_bytes(document))
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(key: Ed25519PublicKey) -> str:
    """Return the SHA-256 of the 32 bytes of a public key, in lower-case hexadecimal."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def read_public_key(pem: bytes) -> Ed25519PublicKey:
    """Read an Ed25519 public key in PEM form; refuse anything else with a sentence."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ModuleNotFoundError:
        raise Refused([Fault(NEEDED)]) from None
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise Refused([Fault("The public key is not a public key in PEM form.")]) from None
    if not isinstance(key, Ed25519PublicKey):
        raise Refused([Fault("The public key is not an Ed25519 key, the only kind that signs certificates.")])
    return key
