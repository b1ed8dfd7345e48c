"""The signing key is made once, for its owner alone, and refused in any other state."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from moderation.draws.signing import create_key, load_key, public_pem
from moderation.errors import Step, Unavailable, Verb
from moderation.settings import Settings, read_settings
from sampling.signature import key_id, read_public_key


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"MODERATION_VAR": str(tmp_path / "var")})


def test_a_key_is_made_once_and_can_be_read_by_its_owner_alone(settings: Settings) -> None:
    assert create_key(settings)
    made = settings.signing_key.read_bytes()
    assert not create_key(settings)
    assert settings.signing_key.read_bytes() == made
    assert settings.signing_key.stat().st_mode & 0o777 == 0o600
    assert list(settings.signing_key.parent.iterdir()) == [settings.signing_key]


def test_the_public_half_checks_what_the_key_signs(settings: Settings) -> None:
    create_key(settings)
    key = load_key(settings)
    assert key_id(read_public_key(public_pem(key).encode())) == key_id(key.public_key())


def test_a_missing_key_says_how_to_make_one(settings: Settings) -> None:
    with pytest.raises(Unavailable, match="no signing key") as refused:
        load_key(settings)
    assert refused.value.then == (Step(Verb.SET_UP),)


def test_a_key_that_others_can_read_is_refused(settings: Settings) -> None:
    create_key(settings)
    settings.signing_key.chmod(0o640)
    with pytest.raises(Unavailable, match="chmod 600"):
        load_key(settings)


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_is_no_key_is_refused(settings: Settings, content: bytes) -> None:
    create_key(settings)
    settings.signing_key.write_bytes(content)
    with pytest.raises(Unavailable, match="is not a private key"):
        load_key(settings)


def test_a_key_of_another_kind_is_refused(settings: Settings) -> None:
    create_key(settings)
    pem = Ed448PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    settings.signing_key.write_bytes(pem)
    with pytest.raises(Unavailable, match="Ed25519"):
        load_key(settings)


def test_a_folder_in_the_keys_place_is_refused(settings: Settings) -> None:
    settings.signing_key.mkdir(parents=True)
    with pytest.raises(Unavailable, match="cannot be read"):
        load_key(settings)
