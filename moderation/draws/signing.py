"""The key that signs certificates: made once, readable by the service's own user alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from moderation.errors import Step, Unavailable, Verb
from moderation.settings import Settings

FOLDER_MODE = 0o700
OPEN_TO_OTHERS = 0o077


def create_key(settings: Settings) -> bool:
    """Make the signing key unless there is one; tell whether it was made."""
    path = settings.signing_key
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Made readable by its owner alone; linked into place whole, so that no half of a key is ever found there.
    descriptor, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(fresh, path)
    except FileExistsError:
        return False
    finally:
        Path(fresh).unlink()
    return True


def load_key(settings: Settings) -> Ed25519PrivateKey:
    """Read the signing key, or say why it cannot be used."""
    path = settings.signing_key
    try:
        pem = path.read_bytes()
    except FileNotFoundError:
        raise Unavailable(
            f"There is no signing key at {path}. Put yours back from its copy; a new service makes one.",
            then=Step(Verb.SET_UP),
        ) from None
    except OSError as error:
        raise Unavailable(f"The signing key {path} cannot be read: {error.strerror}.") from None
    if is_open_to_others(path):
        raise Unavailable(f"The signing key {path} can be read by others. Close it: chmod 600 {path}")
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Unavailable(f"The signing key {path} is not a private key in PEM form without a password.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Unavailable(f"The signing key {path} is not an Ed25519 key, the only kind that signs certificates.")
    return key


def public_pem(key: Ed25519PrivateKey) -> str:
    """Return the public half, with which anybody can check a certificate's signature."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def is_open_to_others(path: Path) -> bool:
    """Tell whether anybody but the file's owner may read or change it."""
    return bool(path.stat().st_mode & OPEN_TO_OTHERS)
