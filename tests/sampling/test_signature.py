"""Ed25519 signatures of certificates and the keys that check them."""

import hashlib
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from sampling.faults import Refused
from sampling.signature import is_signed_by, key_id, read_public_key, sign
from tests.sampling.running import changed, some_certificate, some_frame

KEY = ed25519.Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
OTHER = ed25519.Ed25519PrivateKey.from_private_bytes(b"\x02" * 32)
SPKI = PublicFormat.SubjectPublicKeyInfo
SIGNED = sign(some_certificate(some_frame()), KEY)


def test_a_signed_certificate_carries_key_and_signature() -> None:
    assert SIGNED["key_id"] == hashlib.sha256(KEY.public_key().public_bytes_raw()).hexdigest()
    assert is_signed_by(SIGNED, KEY.public_key())
    assert not is_signed_by(SIGNED, OTHER.public_key())


def test_signing_leaves_the_document_given_as_it_was() -> None:
    unsigned = some_certificate(some_frame())
    sign(unsigned, KEY)
    assert unsigned == some_certificate(some_frame())


@pytest.mark.parametrize("name", sorted(SIGNED.keys() - {"signature"}))
def test_no_member_changes_without_breaking_the_signature(name: str) -> None:
    assert not is_signed_by(changed(SIGNED, **{name: "other"}), KEY.public_key())


@pytest.mark.parametrize("index", range(0, 128, 9))
def test_no_digit_of_the_signature_changes_without_breaking_it(index: int) -> None:
    digits = list(SIGNED["signature"])
    digits[index] = "0" if digits[index] != "0" else "1"
    assert not is_signed_by(changed(SIGNED, signature="".join(digits)), KEY.public_key())


@pytest.mark.parametrize("signature", ["", "00", "zz", "0" * 127])
def test_what_is_no_signature_is_no_signature(signature: str) -> None:
    assert not is_signed_by(changed(SIGNED, signature=signature), KEY.public_key())


def test_a_public_key_is_read_from_pem() -> None:
    assert key_id(read_public_key(KEY.public_key().public_bytes(Encoding.PEM, SPKI))) == SIGNED["key_id"]


@pytest.mark.parametrize(
    ("pem", "says"),
    [
        (b"", "not a public key in PEM form"),
        (b"\0" * 1_000, "not a public key in PEM form"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "not a public key in PEM form"),
        (KEY.public_key().public_bytes(Encoding.DER, SPKI), "not a public key in PEM form"),
        (KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), "not a public key in PEM form"),
        (ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.PEM, SPKI), "not an Ed25519 key"),
    ],
)
def test_any_other_key_is_refused_with_a_sentence(pem: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_public_key(pem)


def test_without_cryptography_the_way_to_install_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.split(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(Refused, match=r"npq-moderation\[verify\]"):
        read_public_key(b"")
