"""Tickets and their keys, digit for digit."""

import hashlib

import numpy as np
from consistent_sampler import consistent_sampler
from hypothesis import given
from hypothesis import strategies as st

from sampling import tickets
from sampling.tickets import identifier, ticket, ticket_keys

SEED = "01382438112797316654"


@given(st.text(max_size=200), st.text(max_size=80))
def test_a_ticket_is_that_of_the_published_package(seed: str, name: str) -> None:
    assert ticket(seed, name) == consistent_sampler.first_fraction(name, seed)


@given(st.text(min_size=20, max_size=60), st.integers(1, 300))
def test_a_key_is_the_first_nine_decimals_of_its_ticket(seed: str, count: int) -> None:
    keys = ticket_keys("CCC", "2014J", seed=seed, count=count)
    assert keys.tolist() == [
        int(ticket(seed, identifier("CCC", "2014J", position))[2:11]) for position in range(1, count + 1)
    ]


@given(st.lists(st.integers(0, 2**256 - 1), min_size=1, max_size=20))
def test_the_key_of_any_number_is_its_last_nine_digits_reversed(numbers: list[int]) -> None:
    words = np.frombuffer(b"".join(number.to_bytes(32, "big") for number in numbers), dtype=">u4").reshape(-1, 8)
    found = tickets._first_decimals(words).tolist()
    assert found == [int(f"{number:064d}"[::-1][:9]) for number in numbers]


def test_a_small_number_is_padded_to_sixty_four_digits() -> None:
    assert tickets._first_decimals(np.array([[0] * 7 + [5]], dtype=">u4")).tolist() == [500_000_000]


def test_a_seed_stands_in_every_ticket_by_its_hash() -> None:
    assert tickets.seed_hash("é") == hashlib.sha256(b"\xc3\xa9").hexdigest()
    number = int(hashlib.sha256((tickets.seed_hash(SEED) + "CCC/2014J/17").encode()).hexdigest(), 16)
    assert ticket(SEED, "CCC/2014J/17") == "0." + str(number).zfill(64)[::-1]
