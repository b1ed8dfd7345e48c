"""The method page's definitions as they are written there, by counting samples; no code of the product is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import comb, inf

FIVE_PERCENT = Fraction(1, 20)


@cache
def listed(N: int, K: int, n: int) -> Counter[int]:
    """Count the samples of n scripts by how many of the first K they hold, by listing every sample."""
    return Counter(sum(script < K for script in sample) for sample in combinations(range(N), n))


def ways_listed(N: int, K: int, n: int, x: int) -> int:
    """Return how many samples of n from N hold exactly x of K scripts, by listing every sample."""
    return listed(N, K, n)[x]


def ways_counted(N: int, K: int, n: int, x: int) -> int:
    """Return how many samples of n from N hold exactly x of K scripts, by the binomial coefficients."""
    return comb(K, x) * comb(N - K, n - x) if 0 <= x <= n else 0


@dataclass(frozen=True)
class Oracle:
    """The statistics of a sample of n from N with k overturned, from a way of counting samples."""

    N: int
    n: int
    k: int
    threshold: Fraction = FIVE_PERCENT
    ways: Callable[[int, int, int, int], int] = ways_counted

    @property
    def most_if_met(self) -> int:
        """The most wrong outcomes of a provider that truly meets the metric."""
        return max(K for K in range(self.N + 1) if self.threshold * self.N >= K)

    def at_most(self, K: int) -> Fraction:
        """Return P_K(X <= k)."""
        return self._share(K, range(self.k + 1))

    def at_least(self, K: int) -> Fraction:
        """Return P_K(X >= k)."""
        return self._share(K, range(self.k, self.n + 1))

    def compatible(self, confidence: Fraction) -> list[int]:
        """Return each K that neither tail speaks against."""
        cut = (1 - confidence) / 2
        return [K for K in range(self.N + 1) if self.at_least(K) > cut and self.at_most(K) > cut]

    def upper_bound(self, confidence: Fraction) -> int:
        """Return the largest K with P_K(X <= k) above 1 - confidence."""
        return max(K for K in range(self.N + 1) if self.at_most(K) > 1 - confidence)

    @property
    def p_fails(self) -> Fraction:
        """The chance of at most k from a provider that just fails."""
        b = self.most_if_met + 1
        return Fraction(0) if b > self.N - self.n + self.k else self.at_most(b)

    @property
    def p_meets(self) -> Fraction:
        """The chance of at least k from a provider that just meets."""
        return Fraction(0) if self.k > self.most_if_met else self.at_least(self.most_if_met)

    @property
    def evidence(self) -> str:
        """The word for the two p-values."""
        if 0 in (self.p_fails, self.p_meets) or self.n == self.N:
            return "certain"
        if self.p_fails <= FIVE_PERCENT:
            return "strong_met"
        return "strong_not_met" if self.p_meets <= FIVE_PERCENT else "inconclusive"

    @property
    def e_met(self) -> Fraction | float:
        """The mixture of the chances under fewer than b wrong outcomes, over the chance under b."""
        b = self.most_if_met + 1
        if self.k >= b:
            return Fraction(0)
        if b > self.N - self.n + self.k:
            return inf
        mixed = sum((b - j) * self._likelihood(j) for j in range(self.k, b))
        return Fraction(mixed, b * (b + 1) // 2 * self._likelihood(b))

    @property
    def e_fails(self) -> Fraction | float:
        """The mean of the chances under more than K0 wrong outcomes, over the chance under K0."""
        if self.k > self.most_if_met:
            return inf
        if self.N - self.n + self.k < self.most_if_met:
            return Fraction(0)
        more = range(self.most_if_met + 1, min(self.N, 4 * self.most_if_met + 4) + 1)
        return Fraction(sum(map(self._likelihood, more)), len(more) * self._likelihood(self.most_if_met))

    @property
    def settles_at(self) -> int | None:
        """The smallest sample, this one or larger, whose e_met is 20 or more if nothing more is overturned."""
        return next((n for n in range(self.n, self.N + 1) if self._with_sample(n).e_met >= 20), None)

    def _with_sample(self, n: int) -> Oracle:
        return Oracle(self.N, n, self.k, self.threshold, self.ways)

    def _likelihood(self, K: int) -> int:
        return self.ways(self.N, K, self.n, self.k)

    def _share(self, K: int, overturned: range) -> Fraction:
        return Fraction(sum(self.ways(self.N, K, self.n, x) for x in overturned), comb(self.N, self.n))


def every_sample(largest: int) -> list[tuple[int, int, int]]:
    """Return each possible (N, n, k) with 1 <= n <= N <= largest."""
    return [(N, n, k) for N in range(1, largest + 1) for n in range(1, N + 1) for k in range(n + 1)]
