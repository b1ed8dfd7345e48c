"""The certificate of a draw: its members, its canonical form and what a signature covers."""

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from sampling.certificate import canonical_bytes, certificate, signed_bytes
from sampling.draw import draw
from tests.sampling.running import SALT, SEED, changed, some_certificate, some_frame, some_private_part

plain = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_a_certificate_says_null_where_nothing_is_known() -> None:
    bare = certificate(draw("CCC", "2014J", seed=SEED, scripts_count=30))
    nulls = {name for name, value in bare.items() if value is None}
    assert nulls == {
        *("frame_digest", "frame_frozen_at", "seed_source", "seed_announced_at", "seed_recorded_at"),
        *("recorder_role", "witness_role", "audit_head", "key_id", "signature"),
    }
    assert (bare["scripts_count"], bare["rate"], bare["sample_count"], bare["extended_to"]) == (30, "1/10", 3, 3)
    assert [entry["position"] for entry in bare["sample"]] == [28, 19, 3]
    assert [entry["ticket"] for entry in bare["sample"]] == sorted(entry["ticket"] for entry in bare["sample"])


def test_the_public_certificate_names_no_script_and_no_salt() -> None:
    frame = some_frame()
    text = json.dumps(some_certificate(frame))
    assert SALT.hex() not in text
    assert not any(reference in text for reference, *_ in frame.results)


def test_the_private_part_names_the_drawn_scripts_in_ticket_order() -> None:
    frame = some_frame()
    private, public = some_private_part(frame), some_certificate(frame)
    assert private["salt"] == SALT.hex()
    assert private["frame_digest"] == public["frame_digest"]
    assert [(each["position"], each["script_ref"]) for each in private["references"]] == [
        (entry["position"], frame.results[entry["position"] - 1][0]) for entry in public["sample"]
    ]


@given(st.dictionaries(st.text(max_size=8), plain, max_size=6), st.randoms(use_true_random=False))
def test_the_canonical_form_forgets_the_order_of_members_and_nothing_else(
    document: dict[str, object], chance: random.Random
) -> None:
    names = list(document)
    chance.shuffle(names)
    form = canonical_bytes(document)
    assert canonical_bytes({name: document[name] for name in names}) == form
    assert json.loads(form) == document
    assert form.isascii()


def test_the_canonical_form_is_that_written_by_hand() -> None:
    assert (
        canonical_bytes({"b": [1, {"d": None, "c": "é\n"}], "a": ""}) == b'{"a":"","b":[1,{"c":"\\u00e9\\n","d":null}]}'
    )


def test_a_signature_covers_every_member_but_itself() -> None:
    document = some_certificate(some_frame())
    assert signed_bytes(changed(document, signature="00" * 64)) == signed_bytes(document)
    for name in document.keys() - {"signature"}:
        assert signed_bytes(changed(document, **{name: "other"})) != signed_bytes(document)
