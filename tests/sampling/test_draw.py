"""The draw equals the published package `consistent_sampler`, position for position and digit for digit."""

from __future__ import annotations

import string

import numpy as np
import pytest
from consistent_sampler import sampler
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sampling import draw as room
from sampling import tickets
from sampling.draw import Draw, draw, first_positions
from sampling.faults import Refused
from sampling.ratio import Ratio

SEED = "01382438112797316654"
EVERY_DIGIT = 80
codes = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=32)
seeds = st.text(min_size=20, max_size=200)


def published(provider: str, window: str, *, seed: str, count: int) -> list[tuple[str, str]]:
    """Return every position's ticket and identifier in the order of the published package."""
    names = [f"{provider}/{window}/{position}" for position in range(1, count + 1)]
    drawn = sampler(names, seed=seed, output="tuple", digits=EVERY_DIGIT)
    return [(ticket_number, name) for ticket_number, name, _ in drawn]


def as_published(drawn: Draw) -> list[tuple[str, str]]:
    """Return a draw in the words of the published package."""
    names = [f"{drawn.provider}/{drawn.window}/{position}" for position in drawn.positions]
    return list(zip(drawn.tickets(), names, strict=True))


@pytest.mark.parametrize(
    ("provider", "window", "seed", "count"),
    [
        ("CCC", "2014J", SEED, 1),
        ("CCC", "2014J", SEED, 9),
        ("CCC", "2014J", SEED, 1_687),
        ("a.b_c-d", "-", "0" * 20, 101),
        ("X" * 32, "." * 32, "00000000000000000001", 250),
        ("CCC", "2014J", "é" * 200, 300),
        ("CCC", "2014J", " leading and trailing ", 300),
        ("CCC", "2014J", "\N{FACE WITH TEARS OF JOY}\N{HEBREW LETTER ALEF}\u0301\x00\n\t" * 4, 300),
    ],
)
def test_a_census_is_the_published_order(provider: str, window: str, seed: str, count: int) -> None:
    drawn = draw(provider, window, seed=seed, scripts_count=count, rate=Ratio(1, 1))
    assert as_published(drawn) == published(provider, window, seed=seed, count=count)
    assert sorted(drawn.positions) == list(range(1, count + 1))


@given(st.tuples(codes, codes), seeds, st.integers(1, 120), st.tuples(st.integers(1, 40), st.integers(1, 40)))
@example(("A", "B"), "0" * 20, 1, (1, 1))
def test_any_sample_is_the_start_of_the_published_order(
    named: tuple[str, str], seed: str, count: int, parts: tuple[int, int]
) -> None:
    provider, window = named
    rate = Ratio(min(parts), max(parts))
    drawn = draw(provider, window, seed=seed, scripts_count=count, rate=rate)
    size = -(-count * rate.numerator // rate.denominator)
    assert (drawn.sample_count, drawn.extended_to, len(drawn.positions)) == (size, size, size)
    assert as_published(drawn) == published(provider, window, seed=seed, count=count)[:size]


@given(st.data())
def test_the_first_draw_begins_every_extension(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 300))
    first = draw("CCC", "2014J", seed=SEED, scripts_count=count)
    extend_to = data.draw(st.integers(first.sample_count, count))
    longer = draw("CCC", "2014J", seed=SEED, scripts_count=count, extend_to=extend_to)
    assert len(longer.positions) == longer.extended_to == extend_to
    assert longer.positions[: first.sample_count] == first.positions
    assert longer.sample_count == first.sample_count


@pytest.mark.parametrize("thousands_a_block", [1, 2, 64])
@pytest.mark.parametrize("count", [998, 999, 1000, 1001, 1999, 2000, 2001, 3500])
def test_a_draw_of_several_blocks_is_the_published_order(
    monkeypatch: pytest.MonkeyPatch, thousands_a_block: int, count: int
) -> None:
    monkeypatch.setattr(tickets, "THOUSANDS_A_BLOCK", thousands_a_block)
    drawn = draw("CCC", "2014J", seed=SEED, scripts_count=count, rate=Ratio(1, 1))
    assert as_published(drawn) == published("CCC", "2014J", seed=SEED, count=count)


@pytest.mark.slow
def test_a_draw_from_more_scripts_than_a_block_is_the_published_order() -> None:
    count = tickets.THOUSANDS_A_BLOCK * 1_000 + 1_500
    drawn = draw("FFF", "2014J", seed=SEED, scripts_count=count)
    assert as_published(drawn) == published("FFF", "2014J", seed=SEED, count=count)[: drawn.sample_count]


@pytest.mark.parametrize("kept_digits", [0, 1, 2])
@pytest.mark.parametrize("take", [1, 2, 29, 30, 199, 200])
def test_equal_keys_are_told_apart_by_the_whole_ticket(
    monkeypatch: pytest.MonkeyPatch, kept_digits: int, take: int
) -> None:
    coarse = 10 ** (tickets.KEY_DIGITS - kept_digits)

    def colliding(provider: str, window: str, *, seed: str, count: int) -> NDArray[np.uint32]:
        keys: NDArray[np.uint32] = tickets.ticket_keys(provider, window, seed=seed, count=count) // np.uint32(coarse)
        return keys

    monkeypatch.setattr(room, "ticket_keys", colliding)
    right = [int(name.split("/")[2]) for _, name in published("CCC", "2014J", seed=SEED, count=200)]
    found = first_positions("CCC", "2014J", seed=SEED, scripts_count=200, take=take)
    assert list(found) == right[:take]


def test_equal_tickets_are_told_apart_by_the_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ticket_keys", lambda *_, **__: np.zeros(120, dtype=np.uint32))
    monkeypatch.setattr(room, "ticket", lambda *_: "0.5")
    found = first_positions("CCC", "2014J", seed=SEED, scripts_count=120, take=120)
    assert list(found) == sorted(range(1, 121), key=str)


def refusal_of(count: int = 30, extend_to: int | None = None, **given_texts: str) -> list[str | None]:
    texts = {"provider": "CCC", "window": "2014J", "seed": SEED, **given_texts}
    with pytest.raises(Refused) as refusal:
        draw(texts["provider"], texts["window"], seed=texts["seed"], scripts_count=count, extend_to=extend_to)
    assert all(fault.sentence.endswith(".") and len(str(fault)) < 400 for fault in refusal.value.faults)
    return [fault.column for fault in refusal.value.faults]


def test_what_cannot_be_drawn_is_refused_with_every_reason() -> None:
    for code in ("", "A/B", "a b", "é", "X" * 33, "A\n", "\ud800", "٣"):
        assert refusal_of(provider=code) == ["provider"]
        assert refusal_of(window=code) == ["window"]
    for seed in ("", "1" * 19, "1" * 201, "\udcff" * 20):
        assert refusal_of(seed=seed) == ["seed"]
    for count in (0, -1, 10_000_001, -(10**6_000), 10**6_000):
        assert refusal_of(count=count) == ["count"]
    for extend_to in (2, 0, -1, 31):
        assert refusal_of(extend_to=extend_to) == ["extend-to"]
    assert refusal_of(0, provider="/", window="/", seed="") == ["provider", "window", "seed", "count"]


def test_a_rate_that_is_no_share_is_refused() -> None:
    for numerator, denominator in ((0, 1), (11, 10), (1, 0), (-1, 10), (1, 10**9)):
        with pytest.raises(Refused, match="A rate is a ratio"):
            Ratio(numerator, denominator)


def test_an_extension_of_thousands_of_digits_is_refused_with_a_sentence() -> None:
    assert refusal_of(extend_to=10**6_000) == ["extend-to"]
