"""Extending a sample: e-values that stay valid at any number of unplanned looks, both ways.

A mixture likelihood ratio is a test martingale for sampling without replacement; by Ville's inequality a value of 20 is
reached with a chance of at most 1 in 20 when the claim it speaks against is true. Sources: Waudby-Smith and Ramdas 2020
(confidence sequences for sampling without replacement); Stark 2022 (ALPHA); method page, section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import comb, inf

from sampling.monotone import first
from sampling.ratio import TWENTIETH, Ratio

CERTIFIED = 20
"""An e-value that certifies at 5% risk."""

LARGEST_DOUBLE = 1.7976931348623157e308
BITS = 256
_SCALE = 1 << BITS


def e_met(scripts: int, sample: int, overturned: int, *, threshold: Ratio = TWENTIETH) -> float:
    """Return the evidence that the provider truly meets the threshold: 0 upwards, infinite when it must.

    >>> [round(e_met(200, n, 1), 3) for n in (20, 40, 60, 80)], round(e_met(200, 100, 1), 1)
    ([0.553, 1.211, 3.235, 11.172], 54.3)
    """
    failing = threshold.floor_of(scripts) + 1
    if overturned >= failing:
        return 0.0
    if failing > scripts - sample + overturned:
        return inf
    terms = _downwards(scripts, sample, overturned, start=failing)
    scale = _weights(failing) << BITS
    scaled = _sum_of(((failing - j) * term for j, term in terms), enough=scale * int(LARGEST_DOUBLE))
    return _nearest_double(
        scaled,
        scale=scale,
        error=_most_lost(scaled, steps=failing - overturned) * failing,
        exact=lambda: _exact_e_met(scripts, sample, overturned, failing=failing),
    )


def e_fails(scripts: int, sample: int, overturned: int, *, threshold: Ratio = TWENTIETH) -> float:
    """Return the evidence that the provider truly fails the threshold: 0 upwards, infinite when it must.

    >>> round(e_fails(200, 20, 4), 3)
    15.783
    """
    allowed = threshold.floor_of(scripts)
    if overturned > allowed:
        return inf
    if allowed > scripts - sample + overturned or allowed == scripts:
        return 0.0
    last = min(scripts, 4 * allowed + 4)
    terms = _upwards(scripts, sample, overturned, start=allowed, last=last)
    scale = (last - allowed) << BITS
    scaled = _sum_of(terms, enough=scale * int(LARGEST_DOUBLE))
    return _nearest_double(
        scaled,
        scale=scale,
        error=_most_lost(scaled, steps=last - allowed),
        exact=lambda: _exact_e_fails(scripts, sample, overturned, allowed=allowed, last=last),
    )


def settles_at(scripts: int, sample: int, overturned: int, *, threshold: Ratio = TWENTIETH) -> int | None:
    """Return the smallest sample, this one or larger, that certifies if nothing more is overturned; none if none can.

    >>> settles_at(200, 20, 1), settles_at(200, 20, 11)
    (88, None)
    """
    failing = threshold.floor_of(scripts) + 1
    if overturned >= failing:
        return None
    found = first(lambda size: _seems_certified(scripts, size, overturned, failing=failing), low=sample, high=scripts)
    while found > sample and _is_certified(scripts, found - 1, overturned, failing=failing):
        found -= 1
    while not _is_certified(scripts, found, overturned, failing=failing):
        found += 1
    return found


def _weights(failing: int) -> int:
    """Return the sum of the mixture's weights b-j for j from 0 to b-1."""
    return failing * (failing + 1) // 2


def _seems_certified(scripts: int, sample: int, overturned: int, *, failing: int) -> bool:
    """Tell in floating point whether a sample certifies: a guess to start from, never the answer."""
    if failing > scripts - sample + overturned:
        return True
    enough = float(CERTIFIED * _weights(failing))
    term, total = 1.0, 0.0
    for j in range(failing, overturned, -1):
        rest = scripts - j + 1
        term *= ((j - overturned) * rest) / (j * (rest - sample + overturned))
        total += (failing - j + 1) * term
        if total >= enough:
            return True
        if term < 1e-30:
            break
    return False


def _is_certified(scripts: int, sample: int, overturned: int, *, failing: int) -> bool:
    """Tell whether e_met is at least CERTIFIED; decided in integers."""
    if failing > scripts - sample + overturned:
        return True
    enough = CERTIFIED * _weights(failing) << BITS
    scaled = 0
    for j, term in _downwards(scripts, sample, overturned, start=failing):
        scaled += (failing - j) * term
        if scaled >= enough:
            return True
    if scaled + _most_lost(scaled, steps=failing - overturned) * failing < enough:
        return False
    return _exact_e_met(scripts, sample, overturned, failing=failing) >= CERTIFIED


def _downwards(scripts: int, sample: int, overturned: int, *, start: int) -> Iterator[tuple[int, int]]:
    """Yield j and C(j,k) C(N-j,n-k) over its value at start, scaled and rounded down, below start until it vanishes."""
    term = _SCALE
    for j in range(start, overturned, -1):
        rest = scripts - j + 1
        term = term * ((j - overturned) * rest) // (j * (rest - sample + overturned))
        if not term:
            return
        yield j - 1, term


def _upwards(scripts: int, sample: int, overturned: int, *, start: int, last: int) -> Iterator[int]:
    """Yield C(j,k) C(N-j,n-k) over its value at start, scaled and rounded down, for j above start until it vanishes."""
    term = _SCALE
    for j in range(start, last):
        rest = scripts - j
        term = term * ((j + 1) * (rest - sample + overturned)) // ((j + 1 - overturned) * rest)
        if not term:
            return
        yield term


def _sum_of(terms: Iterable[int], *, enough: int) -> int:
    """Return the sum of terms, or of the first of them that reach enough: past every double, no more are needed."""
    total = 0
    for term in terms:
        total += term
        if total >= enough:
            break
    return total


def _most_lost(scaled: int, *, steps: int) -> int:
    """Return the most that rounding down took from a sum of terms.

    The terms are log-concave in j and start at the scale, so after s steps a term t is low by at most s (1 + t/scale).
    """
    return (steps + 1) * (steps + 1 + (scaled >> BITS) + 1)


def _nearest_double(scaled: int, *, scale: int, error: int, exact: Callable[[], Fraction]) -> float:
    """Return the double nearest to a value between two bounds; the largest double for what is larger than all."""
    low, high = Fraction(scaled, scale), Fraction(scaled + error, scale)
    if low >= Fraction(LARGEST_DOUBLE):
        return LARGEST_DOUBLE
    return float(low) if float(low) == float(high) else float(exact())


def _exact_e_met(scripts: int, sample: int, overturned: int, *, failing: int) -> Fraction:
    """Return e_met by its definition; meant for ties and small numbers, as its integers grow with N."""
    rest = sample - overturned
    terms = ((failing - j) * comb(j, overturned) * comb(scripts - j, rest) for j in range(overturned, failing))
    return Fraction(sum(terms), _weights(failing) * comb(failing, overturned) * comb(scripts - failing, rest))


def _exact_e_fails(scripts: int, sample: int, overturned: int, *, allowed: int, last: int) -> Fraction:
    """Return e_fails by its definition; meant for ties and small numbers, as its integers grow with N."""
    rest = sample - overturned
    terms = (comb(j, overturned) * comb(scripts - j, rest) for j in range(allowed + 1, last + 1))
    return Fraction(sum(terms), (last - allowed) * comb(allowed, overturned) * comb(scripts - allowed, rest))
