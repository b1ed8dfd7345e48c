"""The salted hash that an immutable record keeps of a text, so that the text itself can be erased."""

from __future__ import annotations

import hashlib
import secrets


def new_salt() -> str:
    """Return 32 random bytes in hexadecimal."""
    return secrets.token_hex(32)


def fingerprint(text: str, salt: str) -> str:
    """Return the SHA-256 of salt and text in hexadecimal: with both erased it says nothing."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode("utf-8")).hexdigest()
