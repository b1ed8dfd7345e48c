"""Agreement between two markings of the same scripts: outcomes, marks and criterion scores.

Method page, section 5. Kappa on pass or fail is not here: at high pass rates it is noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sampling.evidence import Interval, interval
from sampling.faults import refuse
from sampling.told import Told, told

FEWEST_FOR_SPREAD = 30
"""From this many scripts on, limits of agreement and weighted kappa say something (method page, section 5)."""

_NORMAL_95 = 1.959963984540054


class PeerModeration(Told):
    """What peer moderation did to a provider's mark (source 000, Annex A, metric 5)."""

    CHANGED = told("changed", "Changed", "Peer moderation changed the mark.")
    UNCHANGED = told("unchanged", "Unchanged", "Peer moderation left the mark as it was.")
    NOT_PEER_MODERATED = told("not_peer_moderated", "Not peer moderated", "Nobody peer moderated the script.")


@dataclass(frozen=True, slots=True)
class Pair:
    """A script's outcome from the provider and after national moderation, true for pass, and its peer moderation."""

    provider_passed: bool
    national_passed: bool
    peer_moderation: PeerModeration = PeerModeration.NOT_PEER_MODERATED

    @property
    def is_overturned(self) -> bool:
        """Whether the two outcomes differ."""
        return self.provider_passed != self.national_passed


@dataclass(frozen=True, slots=True)
class OutcomeAgreement:
    """How many outcomes agreed, which way the others went, and where peer moderation had been."""

    moderated: int
    pass_to_fail: int
    fail_to_pass: int
    overturned_by_peer_moderation: dict[PeerModeration, int]
    moderated_by_peer_moderation: dict[PeerModeration, int]

    @property
    def overturned(self) -> int:
        """The overturns in both directions."""
        return self.pass_to_fail + self.fail_to_pass

    def disagreement_interval(self, scripts: int) -> Interval:
        """Return the exact interval of differing outcomes among all N scripts of the frame."""
        return interval(scripts, self.moderated, self.overturned)


@dataclass(frozen=True, slots=True)
class MarkAgreement:
    """Moderator's minus provider's mark: mean, standard deviation (from 2 scripts) and 95% limits (from 30)."""

    compared: int
    mean_difference: float | None
    standard_deviation: float | None
    lower_limit: float | None
    upper_limit: float | None


def compare_outcomes(pairs: Sequence[Pair]) -> OutcomeAgreement:
    """Count agreement, direction and peer moderation over pairs of outcomes.

    >>> found = compare_outcomes([Pair(True, False), Pair(True, True, PeerModeration.CHANGED)])
    >>> found.pass_to_fail, found.fail_to_pass, found.moderated_by_peer_moderation[PeerModeration.CHANGED]
    (1, 0, 1)
    """
    overturned = [pair for pair in pairs if pair.is_overturned]
    return OutcomeAgreement(
        moderated=len(pairs),
        pass_to_fail=sum(pair.provider_passed for pair in overturned),
        fail_to_pass=sum(pair.national_passed for pair in overturned),
        overturned_by_peer_moderation={
            kind: sum(pair.peer_moderation is kind for pair in overturned) for kind in PeerModeration
        },
        moderated_by_peer_moderation={
            kind: sum(pair.peer_moderation is kind for pair in pairs) for kind in PeerModeration
        },
    )


def compare_marks(provider: Sequence[float], moderator: Sequence[float]) -> MarkAgreement:
    """Compare two equally long sequences of marks; Bland and Altman's limits appear from 30 scripts on.

    Raises Refused when they are not equally long.

    >>> compare_marks([50, 60, 70], [52, 59, 74]).mean_difference
    1.6666666666666667
    """
    _check_lengths(provider, moderator)
    difference = np.asarray(moderator, dtype=float) - np.asarray(provider, dtype=float)
    if not len(difference):
        return MarkAgreement(0, None, None, None, None)
    mean = float(difference.mean())
    if len(difference) < 2:
        return MarkAgreement(1, mean, None, None, None)
    spread = float(difference.std(ddof=1))
    if len(difference) < FEWEST_FOR_SPREAD:
        return MarkAgreement(len(difference), mean, spread, None, None)
    reach = _NORMAL_95 * spread
    return MarkAgreement(len(difference), mean, spread, mean - reach, mean + reach)


def weighted_kappa(first: Sequence[int], second: Sequence[int], *, scores: int) -> float | None:
    """Return the quadratic-weighted kappa of two sequences of scores from 0 to scores-1, in [-1, 1].

    None below 30 pairs, and where it is not defined: all scores of both are one and the same. Raises Refused when the
    sequences are not equally long or hold another score.

    >>> round(weighted_kappa([0, 1, 2] * 10, [0, 1, 1] * 10, scores=3), 4)
    0.6667
    """
    _check_lengths(first, second)
    if any(not 0 <= score < scores for score in (*first, *second)):
        raise refuse(f"A score is a whole number from 0 to {scores - 1}.")
    if len(first) < FEWEST_FOR_SPREAD:
        return None
    observed = np.zeros((scores, scores))
    np.add.at(observed, (np.asarray(first), np.asarray(second)), 1.0)
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / observed.sum()
    weights = np.square(np.subtract.outer(np.arange(scores), np.arange(scores)))
    chance = float((weights * expected).sum())
    return None if chance == 0.0 else 1.0 - float((weights * observed).sum()) / chance


def _check_lengths(first: Sequence[float], second: Sequence[float]) -> None:
    if len(first) != len(second):
        raise refuse(f"Two markings of the same scripts are equally long; these have {len(first)} and {len(second)}.")
