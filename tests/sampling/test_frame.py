"""Canonical order, canonical bytes and digest of a frame, against bytes written by hand."""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling import frame as room
from sampling.frame import Frame, canonical_blocks, canonical_order, digest

AWKWARD = ["10", "9", "A-B", "A.B", "A/B", "A_B", "AB", "Z", "a", "-", ".", "/", "_", "0"]
IN_BYTE_ORDER = ["-", ".", "/", "0", "10", "9", "A-B", "A.B", "A/B", "AB", "A_B", "Z", "_", "a"]
references = st.text("AZaz09._/-", min_size=1, max_size=6)

BY_HAND = b"""\
position,script_ref,qualification,final_mark,max_mark,outcome,peer_moderated,changed_by_peer_moderation
1,10,NPQML,0,100,fail,no,no
2,9,"NPQ, ""senior"" leadership",64,64,pass,yes,no
3,A/B,NPQ\xc3\xa9L,55,100,pass,yes,yes
"""
RESULTS = [
    ("A/B", "NPQéL", "55", "100", "pass", "yes", "yes"),
    ("9", 'NPQ, "senior" leadership', "64", "64", "pass", "yes", "no"),
    ("10", "NPQML", "0", "100", "fail", "no", "no"),
]


def test_references_stand_in_byte_order() -> None:
    assert [reference for (reference,) in canonical_order((each,) for each in AWKWARD)] == IN_BYTE_ORDER
    assert sorted(AWKWARD, key=lambda each: each.encode()) == IN_BYTE_ORDER


def test_canonical_bytes_are_those_written_by_hand() -> None:
    assert b"".join(canonical_blocks(canonical_order(RESULTS))) == BY_HAND


def test_a_frame_of_references_alone_has_two_columns() -> None:
    frame = Frame(canonical_order((each,) for each in AWKWARD), detailed=False)
    by_hand = "position,script_ref\n" + "".join(
        f"{position},{reference}\n" for position, reference in enumerate(IN_BYTE_ORDER, start=1)
    )
    assert frame.digest() == hashlib.sha256(by_hand.encode()).hexdigest()
    assert [frame.reference(position) for position in range(1, 15)] == IN_BYTE_ORDER


@pytest.mark.parametrize("salt", [b"", b"\0", bytes(range(32)), b"\xff" * 64])
def test_the_digest_is_the_sha_256_of_salt_and_bytes(salt: bytes) -> None:
    assert Frame(canonical_order(RESULTS)).digest(salt) == hashlib.sha256(salt + BY_HAND).hexdigest()


@given(st.sets(references, min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_shuffled_results_have_the_same_digest(found: set[str], chance: random.Random) -> None:
    rows = [(each,) for each in sorted(found)]
    right = digest(canonical_order(rows), detailed=False)
    chance.shuffle(rows)
    assert digest(canonical_order(rows), detailed=False) == right


@given(st.sets(references, min_size=2, max_size=40), st.data())
def test_another_reference_gives_another_digest(found: set[str], data: st.DataObject) -> None:
    left_out = data.draw(st.sampled_from(sorted(found)))
    whole, rest = ([(each,) for each in names] for names in (found, found - {left_out}))
    assert digest(canonical_order(whole), detailed=False) != digest(canonical_order(rest), detailed=False)


def test_blocks_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(f"S-{number:04d}",) for number in range(25)]
    whole = b"".join(canonical_blocks(rows, detailed=False))
    monkeypatch.setattr(room, "ROWS_A_BLOCK", 4)
    blocks = list(canonical_blocks(rows, detailed=False))
    assert len(blocks) == 1 + 7
    assert b"".join(blocks) == whole


def test_numbers_from_a_database_give_the_bytes_of_their_text() -> None:
    as_numbers = [tuple(int(cell) if cell.isdigit() and index else cell for index, cell in enumerate(row))
                  for row in canonical_order(RESULTS)]  # fmt: skip
    assert b"".join(canonical_blocks(as_numbers)) == BY_HAND
