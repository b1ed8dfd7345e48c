"""The operating characteristic, against judging every sample that could be drawn."""

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest

from sampling.characteristic import MOST_POINTS, characteristic
from sampling.faults import Refused
from sampling.ratio import Ratio


def judged_met(N: int, K: int, *, n: int, threshold: Fraction) -> Fraction:
    """Return the share of all samples of n whose overturns are within the threshold, by judging each."""
    samples = list(combinations(range(N), n))
    return Fraction(sum(Fraction(sum(s < K for s in sample), n) <= threshold for sample in samples), len(samples))


@pytest.mark.parametrize("rate", [Ratio(1, 10), Ratio(1, 2), Ratio(1, 1)])
@pytest.mark.parametrize("threshold", [Ratio(1, 20), Ratio(1, 4), Ratio(1, 1)])
def test_each_point_is_the_share_of_samples_judged_met(rate: Ratio, threshold: Ratio) -> None:
    for N in range(1, 12):
        found = characteristic(N, rate=rate, threshold=threshold)
        limit = Fraction(threshold.numerator, threshold.denominator)
        assert [point.true_count for point in found.points] == list(range(N + 1))
        for point in found.points:
            assert point.p_met == float(judged_met(N, point.true_count, n=found.sample, threshold=limit))


@pytest.mark.parametrize("N", [1, 19, 20, 199, 540, 4_321])
def test_the_counts_beside_the_points_follow_from_the_rule(N: int) -> None:
    found = characteristic(N)
    assert found.sample == -(-N // 10)
    assert found.allowed == max(K for K in range(N + 1) if 20 * K <= N)
    assert found.most_overturned == max(k for k in range(found.sample + 1) if 20 * k <= found.sample)


@pytest.mark.parametrize("N", [50, 997, 12_000, 100_000])
def test_points_are_few_rise_in_count_and_fall_in_chance(N: int) -> None:
    found = characteristic(N)
    counts = [point.true_count for point in found.points]
    chances = [point.p_met for point in found.points]
    assert len(counts) <= MOST_POINTS + 4
    assert counts == sorted(set(counts))
    assert chances == sorted(chances, reverse=True)
    assert {0, N // 20, N // 20 + 1} <= set(counts)
    assert chances[0] == 1.0


def test_json_repeats_the_points_with_their_true_rate() -> None:
    found = characteristic(100).as_json()
    assert found["points"][6] == {
        "true_count": 6,
        "true_rate": 0.06,
        "p_met": comb(94, 10) / comb(100, 10),
    }
    assert (found["scripts_count"], found["sample_count"]) == (100, 10)
    assert (found["most_overturned_count"], found["allowed_count"], found["can_show_met"]) == (0, 5, False)


@pytest.mark.parametrize("N", [0, -1, 10_000_001, 10**4_000])
def test_a_frame_that_cannot_be_drawn_from_is_refused(N: int) -> None:
    with pytest.raises(Refused, match="1 to 10000000 scripts"):
        characteristic(N)
