"""Rates, confidence levels, salts and codes as they are typed."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.codes import is_code, is_reference, parse_salt
from sampling.faults import Fault, Refused, shown
from sampling.ratio import Ratio, parse_confidence, parse_ratio

whole = st.integers(1, 999_999_999)


@given(whole, whole, st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_a_share_is_rounded_and_compared_as_a_fraction(one: int, other: int, count: int, total: int) -> None:
    ratio = parse_ratio(f"{min(one, other)}/{max(one, other)}")
    exact = Fraction(min(one, other), max(one, other))
    assert ratio.ceiling_of(count) == ceil(count * exact)
    assert ratio.floor_of(count) == floor(count * exact)
    assert ratio.is_exceeded(count, total) == (count > exact * total)
    assert parse_ratio(str(ratio)) == ratio


@pytest.mark.parametrize("text", ["", "/", "1", "1/2/3", "0/1", "2/1", "1/0", "1/1000000000", "1 /2", "1/2\n", "1.0/2"])
def test_anything_else_is_no_rate(text: str) -> None:
    with pytest.raises(Refused, match="A rate is"):
        parse_ratio(text)


@given(st.integers(500_000_000, 999_999_999))
def test_a_confidence_is_the_decimal_that_was_typed(billionths: int) -> None:
    text = f"0.{billionths:09d}"
    assert parse_confidence(text) == parse_confidence(text[1:]) == Fraction(Decimal(text))


@pytest.mark.parametrize("text", ["0.4999", "1", "1.0", "0", "", ".", "0.", "0.9\n", "00.9", "0.1234567890", "0,95"])
def test_anything_else_is_no_confidence(text: str) -> None:
    with pytest.raises(Refused, match="A confidence level is"):
        parse_confidence(text)


@given(st.binary(max_size=64))
def test_a_salt_is_read_in_either_case(salt: bytes) -> None:
    assert parse_salt(salt.hex()) == parse_salt(salt.hex().upper()) == salt


@given(st.text(st.characters(), max_size=70))
def test_references_and_codes_keep_to_their_alphabets(text: str) -> None:
    letters = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
    assert is_code(text) == (1 <= len(text) <= 32 and set(text) <= letters)
    assert is_reference(text) == (1 <= len(text) <= 64 and set(text) <= letters | {"/"})


@given(st.text(st.characters()), st.text(st.characters()))
def test_a_fault_is_one_printable_line_whatever_stood_in_the_file(column: str, value: str) -> None:
    line = str(Fault("It is wrong.", row=3, column=column, value=value))
    assert line.isprintable()
    assert line.startswith("row 3")
    assert line.endswith(": It is wrong.")
    # Each of sixty characters may take ten when it is written as an escape, \U0010ffff.
    assert len(line) < 2 * 620


def test_a_value_is_cut_at_sixty_characters() -> None:
    assert shown("x" * 60) == repr("x" * 60)
    assert shown("x" * 61) == repr("x" * 59 + "…")


def test_the_two_rates_of_the_metric_are_not_rounded() -> None:
    assert Ratio(1, 10).ceiling_of(1) == 1
    assert [Ratio(1, 10).ceiling_of(count) for count in (10, 11, 119, 1_190)] == [1, 2, 12, 119]
