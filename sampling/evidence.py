"""How much a complete sample shows: the exact interval, the bound, both p-values and the word for them.

Method page, section 4. Bad luck of the draw is all that is measured here; the decision is the rule's.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sampling.hypergeometric import at_least, at_most
from sampling.monotone import first
from sampling.ratio import TWENTIETH, Ratio
from sampling.told import Told, told

STRONG = Fraction(1, 20)
"""A p-value at or below this is called strong evidence (policy default; method page, section 4)."""

USUAL_CONFIDENCE = Fraction(19, 20)


class Evidence(Told):
    """How firmly a sample shows on which side of the threshold the provider truly is."""

    CERTAIN = told("certain", "Certain", "The whole frame was moderated, or no other result is possible.")
    STRONG_MET = told("strong_met", "Strong: within 5%", "Strong evidence that the true rate is within 5%.")
    STRONG_NOT_MET = told("strong_not_met", "Strong: above 5%", "Strong evidence that the true rate is above 5%.")
    INCONCLUSIVE = told(
        "inconclusive", "Inconclusive", "The sample cannot tell.", then="An official may extend the sample."
    )


@dataclass(frozen=True, slots=True)
class Interval:
    """The true overturn counts, from lower to upper, that a sample does not contradict."""

    confidence: Fraction
    lower: int
    upper: int


def interval(scripts: int, sample: int, overturned: int, *, confidence: Fraction = USUAL_CONFIDENCE) -> Interval:
    """Return the counts K of 0 to N with both P_K(X >= k) and P_K(X <= k) strictly above (1 - confidence) / 2.

    >>> found = interval(200, 20, 1)
    >>> found.lower, found.upper
    (1, 47)
    """
    cut = (1 - confidence) / 2
    lowest, highest = overturned, scripts - sample + overturned

    def is_high_enough(marked: int) -> bool:
        return at_least(scripts, marked, sample=sample, overturned=overturned).exceeds(cut)

    lower = first(is_high_enough, low=lowest, high=highest)
    return Interval(confidence, lower, _largest_compatible(scripts, sample, overturned, cut))


def upper_bound(scripts: int, sample: int, overturned: int, *, confidence: Fraction = USUAL_CONFIDENCE) -> int:
    """Return the largest count K with P_K(X <= k) strictly above 1 - confidence: a one-sided bound.

    >>> upper_bound(200, 20, 1)
    41
    """
    return _largest_compatible(scripts, sample, overturned, 1 - confidence)


def risk_if_failing(scripts: int, sample: int, overturned: int, *, threshold: Ratio = TWENTIETH) -> float:
    """Return p_fails in [0, 1]: the chance of a sample this good from a provider that only just fails.

    >>> round(risk_if_failing(200, 20, 1), 6)
    0.697432
    """
    failing = threshold.floor_of(scripts) + 1
    if failing > scripts - sample + overturned:
        return 0.0
    return at_most(scripts, failing, sample=sample, overturned=overturned).probability()


def risk_if_meeting(scripts: int, sample: int, overturned: int, *, threshold: Ratio = TWENTIETH) -> float:
    """Return p_meets in [0, 1]: the chance of a sample this bad from a provider that only just meets.

    >>> round(risk_if_meeting(200, 20, 1), 6)
    0.660226
    """
    return at_least(scripts, threshold.floor_of(scripts), sample=sample, overturned=overturned).probability()


def weigh(scripts: int, sample: int, overturned: int, *, threshold: Ratio = TWENTIETH) -> Evidence:
    """Name the evidence of a complete sample; decided in integers.

    >>> weigh(200, 20, 1).value, weigh(200, 20, 4).value, weigh(200, 200, 10).value
    ('inconclusive', 'strong_not_met', 'certain')
    """
    allowed = threshold.floor_of(scripts)
    if overturned > allowed or allowed + 1 > scripts - sample + overturned or sample == scripts:
        return Evidence.CERTAIN
    if not at_most(scripts, allowed + 1, sample=sample, overturned=overturned).exceeds(STRONG):
        return Evidence.STRONG_MET
    if not at_least(scripts, allowed, sample=sample, overturned=overturned).exceeds(STRONG):
        return Evidence.STRONG_NOT_MET
    return Evidence.INCONCLUSIVE


def _largest_compatible(scripts: int, sample: int, overturned: int, cut: Fraction) -> int:
    """Return the largest K with P_K(X <= k) strictly above the cut."""

    def is_too_high(marked: int) -> bool:
        return not at_most(scripts, marked, sample=sample, overturned=overturned).exceeds(cut)

    return first(is_too_high, low=overturned, high=scripts - sample + overturned + 1) - 1
