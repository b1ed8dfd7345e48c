"""The operating characteristic: how often the rule says "met" for each true number of overturns, exactly.

It shows an official what a sample of this size can and cannot tell; method page, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sampling.codes import count_faults
from sampling.evidence import Evidence, weigh
from sampling.faults import Refused
from sampling.hypergeometric import at_most
from sampling.ratio import TENTH, TWENTIETH, Ratio

MOST_POINTS = 200


@dataclass(frozen=True, slots=True)
class Point:
    """The chance that a provider with this many wrong outcomes among its N is judged to meet the metric."""

    true_count: int
    p_met: float


@dataclass(frozen=True, slots=True)
class Characteristic:
    """What the rule can tell for a frame of N scripts and its sample of n."""

    scripts: int
    sample: int
    most_overturned: int
    allowed: int
    can_show_met: bool
    points: tuple[Point, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the fields of `characteristic --json`."""
        return {
            "scripts_count": self.scripts,
            "sample_count": self.sample,
            "most_overturned_count": self.most_overturned,
            "allowed_count": self.allowed,
            "can_show_met": self.can_show_met,
            "points": [
                {"true_count": each.true_count, "true_rate": each.true_count / self.scripts, "p_met": each.p_met}
                for each in self.points
            ],
        }


def characteristic(scripts: int, *, rate: Ratio = TENTH, threshold: Ratio = TWENTIETH) -> Characteristic:
    """Return the operating characteristic of a frame of N scripts; raises Refused for an N that cannot be drawn from.

    Points are every true count up to 4 times the allowed one, thinned to about MOST_POINTS, and always the allowed
    count and the next, between which the truth changes side.

    >>> found = characteristic(100)
    >>> found.sample, found.most_overturned, found.points[6]
    (10, 0, Point(true_count=6, p_met=0.5223047493549781))
    """
    if faults := count_faults(scripts):
        raise Refused(faults)
    sample = rate.ceiling_of(scripts)
    allowed = threshold.floor_of(scripts)
    most_overturned = threshold.floor_of(sample)
    points = tuple(
        Point(count, at_most(scripts, count, sample=sample, overturned=most_overturned).probability())
        for count in _counts(scripts, allowed)
    )
    can_show_met = weigh(scripts, sample, 0, threshold=threshold) in (Evidence.STRONG_MET, Evidence.CERTAIN)
    return Characteristic(scripts, sample, most_overturned, allowed, can_show_met, points)


def _counts(scripts: int, allowed: int) -> list[int]:
    last = min(scripts, max(4 * allowed, 20))
    step = max(1, -(-last // MOST_POINTS))
    return sorted({*range(0, last + 1, step), allowed, min(allowed + 1, scripts), last})
