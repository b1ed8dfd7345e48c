"""Exact tails of the hypergeometric distribution: X overturned in a sample of n from N scripts of which K would be.

P_K(X = x) = C(K,x) C(N-K,n-x) / C(N,n); method page, section 4. Probabilities are held between two integers over a
power of two; a comparison that this does not settle, as at a tie, is settled by the integers of the definition itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import comb

COMPARING_BITS = 192
REPORTING_BITS = 1_280
"""Enough for every probability that a double can hold to be rounded correctly (the smallest is 2^-1074)."""


@dataclass(frozen=True, slots=True)
class Tail:
    """P_K(X <= k) when `upto`, else P_K(X >= k), for a sample of n from N scripts of which K would be overturned."""

    scripts: int
    marked: int
    sample: int
    overturned: int
    upto: bool

    def exceeds(self, cut: Fraction) -> bool:
        """Tell whether the probability is strictly above a cut; exact, ties included.

        >>> Tail(10, 1, 1, 1, upto=False).exceeds(Fraction(1, 10))
        False
        """
        low, high = self._bounds(COMPARING_BITS)
        if low > cut:
            return True
        if high <= cut:
            return False
        return self.exact() > cut

    def probability(self) -> float:
        """Return the probability as the nearest double, in [0, 1].

        >>> Tail(200, 11, 20, 1, upto=True).probability()
        0.6974316143807711
        """
        low, high = self._bounds(REPORTING_BITS)
        if float(low) == float(high):
            return float(low)
        return float(self.exact())

    def exact(self) -> Fraction:
        """Return the probability by the definition; meant for ties and small numbers, as its integers grow.

        Marked and sampled scripts may change places without changing the chance: the fewer make the smaller integers.
        """
        few, many = sorted((self.marked, self.sample))
        inside = sum(comb(many, x) * comb(self.scripts - many, few - x) for x in self._support() if self._holds(x))
        return Fraction(inside, comb(self.scripts, few))

    def _support(self) -> range:
        return range(max(0, self.sample - (self.scripts - self.marked)), min(self.sample, self.marked) + 1)

    def _holds(self, x: int) -> bool:
        return x <= self.overturned if self.upto else x >= self.overturned

    def _bounds(self, bits: int) -> tuple[Fraction, Fraction]:
        """Return two fractions that hold the probability between them; equal where it is 0 or 1.

        Terms are summed outwards from the mode, whose term is scaled to 2^bits. Each step divides downwards by a ratio
        of at most 1, so after s steps a term is low by less than s, and the rest of the tail, once a term is 0, by
        less than s a term.
        """
        support = self._support()
        inside_all, outside_all = self._holds(support[0]), self._holds(support[-1])
        if inside_all and outside_all:
            return Fraction(1), Fraction(1)
        if not inside_all and not outside_all:
            return Fraction(0), Fraction(0)
        inside = outside = 0
        for x, term in self._terms(support, bits):
            if self._holds(x):
                inside += term
            else:
                outside += term
        error = len(support) * (len(support) + 1)
        return (
            Fraction(inside, inside + outside + error),
            Fraction(inside + error, inside + outside + error),
        )

    def _terms(self, support: range, bits: int) -> Iterator[tuple[int, int]]:
        """Yield x and its scaled term, rounded down, from the mode outwards until terms vanish."""
        N, K, n = self.scripts, self.marked, self.sample
        mode = min(max((n + 1) * (K + 1) // (N + 2), support[0]), support[-1])
        yield mode, 1 << bits
        term = 1 << bits
        for x in range(mode, support[-1]):
            term = term * ((K - x) * (n - x)) // ((x + 1) * (N - K - n + x + 1))
            if not term:
                break
            yield x + 1, term
        term = 1 << bits
        for x in range(mode, support[0], -1):
            term = term * (x * (N - K - n + x)) // ((K - x + 1) * (n - x + 1))
            if not term:
                break
            yield x - 1, term


def at_most(scripts: int, marked: int, *, sample: int, overturned: int) -> Tail:
    """Return the tail P_K(X <= k)."""
    return Tail(scripts, marked, sample, overturned, upto=True)


def at_least(scripts: int, marked: int, *, sample: int, overturned: int) -> Tail:
    """Return the tail P_K(X >= k)."""
    return Tail(scripts, marked, sample, overturned, upto=False)
