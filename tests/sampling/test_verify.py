"""Checking a certificate: untouched it holds; whatever is changed, the check that concerns it fails."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sampling.certificate import Json, signed_bytes
from sampling.frame import Frame
from sampling.signature import sign
from sampling.verify import Given, verify
from tests.sampling.running import SALT, changed, result, some_certificate, some_frame, some_private_part

FRAME = some_frame()
KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
UNSIGNED = some_certificate(FRAME)
SIGNED = sign(UNSIGNED, KEY)
PRIVATE = some_private_part(FRAME)
ALL = Given(FRAME, SALT, PRIVATE, KEY.public_key())
CHECKS = ["form", "sample size", "positions", "tickets", "order of events", "frame digest", "references", "signature"]


def failing(document: Json, given_: Given | None = None) -> set[str]:
    """Return the names of the checks that fail, each of which gives a reason."""
    checks = verify(document, given_)
    assert all(check.reason for check in checks)
    return {check.name for check in checks if check.verdict == "fails"}


def verdicts(document: Json, given_: Given | None = None) -> dict[str, str]:
    return {check.name: check.verdict.value for check in verify(document, given_)}


def entries(*, swap: tuple[int, int] | None = None, at: int = 0, **members: Any) -> list[Json]:
    """Return the sample with two entries swapped or members of one changed."""
    sample: list[Json] = changed(SIGNED)["sample"]
    if swap is not None:
        first, second = swap
        sample[first], sample[second] = sample[second], sample[first]
    sample[at] = sample[at] | members
    return sample


def test_an_untouched_certificate_holds_in_every_check() -> None:
    assert verdicts(SIGNED, ALL) == dict.fromkeys(CHECKS, "holds")


def test_what_was_not_given_is_not_checked() -> None:
    assert verdicts(SIGNED) == dict.fromkeys(CHECKS[:5], "holds") | dict.fromkeys(CHECKS[5:], "not checked")
    bare = changed(UNSIGNED, frame_digest=None, seed_announced_at=None)
    assert verdicts(bare, Given(FRAME, SALT)) == dict.fromkeys(CHECKS[:4], "holds") | dict.fromkeys(
        CHECKS[4:], "not checked"
    )
    assert verdicts(SIGNED, Given(private=PRIVATE))["references"] == "not checked"


POSITIONS = [entry["position"] for entry in SIGNED["sample"]]
OUTSIDE = next(position for position in range(1, 41) if position not in POSITIONS)
TAMPERED: list[tuple[str, Any, set[str]]] = [
    ("schema_version", 2, {"form"}),
    ("method", "numpy", {"form"}),
    ("method_version", "1.0.11", {"form"}),
    ("provider", "BBB", {"positions", "tickets", "references"}),
    ("window", "2014B", {"positions", "tickets", "references"}),
    ("scripts_count", 41, {"sample size", "frame digest"}),
    ("scripts_count", 7, {"sample size", "positions", "frame digest"}),
    ("rate", "1/5", {"sample size"}),
    ("rate", "1/4", {"sample size"}),
    ("rate", "11/10", {"form"}),
    ("sample_count", 5, {"sample size"}),
    ("extended_to", 7, {"sample size"}),
    ("extended_to", 3, {"sample size"}),
    ("extended_to", 41, {"sample size"}),
    ("frame_digest", "00" * 32, {"frame digest", "references"}),
    ("frame_digest", None, {"references"}),
    ("frame_frozen_at", "2026-06-22T09:30:00.000001Z", {"order of events"}),
    ("frame_frozen_at", "2026-05-31T23:59:59Z", {"order of events"}),
    ("frame_frozen_at", "2026-06-15T17:00:00.3Z", set()),
    ("seed", "01382438112797316655", {"positions", "tickets"}),
    ("seed_source", "another", set()),
    ("seed_announced_at", "2026-06-30T09:00:00Z", {"order of events"}),
    ("seed_recorded_at", "2026-06-14T09:30:00Z", {"order of events"}),
    ("recorder_role", "administrator", set()),
    ("witness_role", None, set()),
    ("sample", entries(position=OUTSIDE), {"positions", "tickets", "references"}),
    ("sample", entries(ticket="0." + "1" * 77), {"tickets"}),
    ("sample", entries(at=7, ticket=SIGNED["sample"][7]["ticket"][:-1]), {"tickets"}),
    ("sample", entries(swap=(0, 1)), {"positions", "references"}),
    ("sample", entries(swap=(6, 7)), {"positions", "references"}),
    ("sample", entries()[:-1], {"sample size", "references"}),
    ("sample", entries()[1:], {"sample size", "positions", "references"}),
    ("sample", [*entries(), SIGNED["sample"][0]], {"sample size", "positions", "references"}),
    ("audit_head", "cd" * 32, set()),
    ("key_id", "00" * 32, set()),
    ("key_id", None, set()),
    ("signature", "00" * 64, set()),
    ("signature", None, set()),
]


def test_every_member_is_tampered_with_below() -> None:
    assert {name for name, _, _ in TAMPERED} == SIGNED.keys()


@pytest.mark.parametrize(("name", "value", "fails"), TAMPERED)
def test_a_changed_member_fails_its_checks_and_the_signature(name: str, value: Any, fails: set[str]) -> None:
    signature = set() if "form" in fails else {"signature"}
    assert failing(changed(SIGNED, **{name: value}), ALL) == fails | signature


@pytest.mark.parametrize("extend_to", [None, 40])
def test_samples_of_every_length_hold(extend_to: int | None) -> None:
    document = sign(some_certificate(FRAME, extend_to=extend_to), KEY)
    private = some_private_part(FRAME, extend_to=extend_to)
    assert failing(document, Given(FRAME, SALT, private, KEY.public_key())) == set()


@given(st.data())
def test_any_changed_character_is_noticed(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(name for name, value in SIGNED.items() if isinstance(value, str))))
    text = SIGNED[name]
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("0123456789abcdefXYZ/-.: ").filter(lambda each: each != text[at]))
    assert failing(changed(SIGNED, **{name: text[:at] + other + text[at + 1 :]}), ALL)


@given(st.data())
def test_any_changed_number_is_noticed_even_without_the_key(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["schema_version", "scripts_count", "sample_count", "extended_to"]))
    value = data.draw(st.integers(-5, 200).filter(lambda number: number != SIGNED[name]))
    assert failing(changed(SIGNED, **{name: value}), Given(FRAME, SALT))


@given(st.integers(0, 7), st.integers(1, 40))
def test_any_changed_position_is_noticed_without_anything_else(place: int, position: int) -> None:
    if position != POSITIONS[place]:
        assert failing(changed(SIGNED, sample=entries(at=place, position=position))) == {"positions", "tickets"}


@given(st.integers(0, 7), st.integers(0, 7))
def test_any_changed_order_is_noticed_without_anything_else(first: int, second: int) -> None:
    if first != second:
        assert failing(changed(SIGNED, sample=entries(swap=(first, second)))) == {"positions"}


def test_another_frame_salt_or_key_is_noticed() -> None:
    other_mark = Frame((result("S-0", mark=99), *FRAME.results[1:]))
    assert failing(SIGNED, Given(other_mark, SALT)) == {"frame digest"}
    assert failing(SIGNED, Given(some_frame(41), SALT)) == {"frame digest"}
    assert failing(SIGNED, Given(FRAME, b"")) == {"frame digest"}
    assert failing(SIGNED, Given(FRAME, SALT[:-1] + b"\0")) == {"frame digest"}
    other = Ed25519PrivateKey.from_private_bytes(b"\x02" * 32).public_key()
    assert failing(SIGNED, Given(public_key=other)) == {"signature"}
    assert failing(UNSIGNED, Given(public_key=other)) == {"signature"}


def test_a_signature_by_another_key_under_this_keys_name_is_noticed() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"\x02" * 32)
    forged = changed(SIGNED, signature=sign(UNSIGNED, other)["signature"])
    assert failing(forged, ALL) == {"signature"}


def test_a_signer_who_names_another_key_is_noticed() -> None:
    misnamed = changed(UNSIGNED, key_id="00" * 32)
    misnamed["signature"] = KEY.sign(signed_bytes(misnamed)).hex()
    assert failing(misnamed, ALL) == {"signature"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("provider", "BBB"),
        ("window", "2014B"),
        ("frame_digest", "00" * 32),
        ("schema_version", 2),
        ("salt", "zz"),
        ("references", PRIVATE["references"][1:]),
        ("references", PRIVATE["references"][::-1]),
        ("references", [PRIVATE["references"][0] | {"script_ref": "S-other"}, *PRIVATE["references"][1:]]),
        ("references", []),
    ],
)
def test_a_changed_private_part_is_noticed(name: str, value: Any) -> None:
    given_ = Given(FRAME, SALT, changed(PRIVATE, **{name: value}))
    assert failing(SIGNED, given_) == {"references"}


def test_a_private_part_for_a_longer_frame_is_noticed() -> None:
    longer = some_frame(60)
    document = some_certificate(longer, extend_to=60)
    private = some_private_part(longer, extend_to=60)
    assert "references" in failing(document, Given(FRAME, SALT, private))


@pytest.mark.parametrize(
    ("frozen", "recorded", "fails"),
    [
        ("2026-06-15T17:00:00Z", "2026-06-15T17:00:00Z", set()),
        ("2026-06-15T17:00:00.50Z", "2026-06-15T17:00:00.5Z", set()),
        ("2026-06-15T17:00:00Z", "2026-06-15T17:00:00.000001Z", set()),
        ("2026-06-15T17:00:00.000001Z", "2026-06-15T17:00:00Z", {"order of events"}),
        ("2026-06-15T17:00:00.1Z", "2026-06-15T17:00:00.09Z", {"order of events"}),
    ],
)
def test_times_are_compared_to_the_microsecond(frozen: str, recorded: str, fails: set[str]) -> None:
    document = changed(UNSIGNED, seed_announced_at=frozen, frame_frozen_at=frozen, seed_recorded_at=recorded)
    assert failing(document) == fails
