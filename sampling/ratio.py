"""Rates as pairs of integers, so that no decision ever rests on a rounded number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from sampling.faults import refuse

WRITTEN = re.compile(r"([0-9]{1,9})/([0-9]{1,9})", re.ASCII)
LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate between 0 and 1, as the two integers in which it was agreed.

    >>> str(Ratio(1, 10)), Ratio(1, 10).ceiling_of(119), Ratio(1, 20).floor_of(119)
    ('1/10', 12, 5)
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator < LARGEST:
            raise refuse("A rate is a ratio of whole numbers above 0/1 and at most 1/1, like 1/10.", value=str(self))

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    def ceiling_of(self, count: int) -> int:
        """Return this share of a count, rounded up: never less than the share."""
        return (count * self.numerator + self.denominator - 1) // self.denominator

    def floor_of(self, count: int) -> int:
        """Return this share of a count, rounded down: the most that does not exceed the share."""
        return count * self.numerator // self.denominator

    def is_exceeded(self, count: int, total: int) -> bool:
        """Tell whether count out of total is more than this rate, in integers.

        >>> Ratio(1, 20).is_exceeded(6, 119), Ratio(1, 20).is_exceeded(6, 120)
        (True, False)
        """
        return count * self.denominator > total * self.numerator


TENTH = Ratio(1, 10)
"""The share of a provider's scripts that is moderated nationally (source 000, Annex A, metric 5)."""

TWENTIETH = Ratio(1, 20)
"""The most that may be overturned for the metric to be met (source 000, Annex A, metric 5)."""


def parse_ratio(text: str) -> Ratio:
    """Read a rate written as two whole numbers with a slash.

    >>> parse_ratio("1/10")
    Ratio(numerator=1, denominator=10)
    """
    match = WRITTEN.fullmatch(text)
    if match is None:
        raise refuse("A rate is written as two whole numbers with a slash, like 1/10.", value=text)
    return Ratio(int(match[1]), int(match[2]))


def parse_confidence(text: str) -> Fraction:
    """Read a confidence level, 0.5 up to but not including 1, as the exact decimal that was typed.

    >>> parse_confidence("0.95")
    Fraction(19, 20)
    """
    if re.fullmatch(r"0?\.[0-9]{1,9}", text, re.ASCII) is None or Fraction(text) < Fraction(1, 2):
        sentence = "A confidence level is a decimal from 0.5 to below 1, with at most 9 decimals, like 0.95."
        raise refuse(sentence, value=text)
    return Fraction(text)
