"""Interval, bound, p-values and the word for them, against the method page's definitions over every K."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from sampling.evidence import interval, risk_if_failing, risk_if_meeting, upper_bound, weigh
from sampling.ratio import Ratio
from tests.sampling.oracles import FIVE_PERCENT, Oracle, every_sample, ways_counted, ways_listed

LEVELS = (Fraction(1, 2), Fraction(4, 5), Fraction(9, 10), Fraction(19, 20), Fraction(99, 100))
TIES = (Fraction(4, 5), Fraction(9, 10))


def agrees(oracle: Oracle, confidence: Fraction) -> None:
    """Fail where evidence and oracle differ on a sample."""
    sample = oracle.N, oracle.n, oracle.k
    compatible = oracle.compatible(confidence)
    found = interval(*sample, confidence=confidence)
    assert compatible == list(range(found.lower, found.upper + 1))
    assert found.confidence == confidence
    assert upper_bound(*sample, confidence=confidence) == oracle.upper_bound(confidence)
    threshold = Ratio(oracle.threshold.numerator, oracle.threshold.denominator)
    assert risk_if_failing(*sample, threshold=threshold) == float(oracle.p_fails)
    assert risk_if_meeting(*sample, threshold=threshold) == float(oracle.p_meets)
    assert weigh(*sample, threshold=threshold).value == oracle.evidence


@pytest.mark.parametrize("confidence", LEVELS)
def test_small_frames_agree_with_listing_every_sample(confidence: Fraction) -> None:
    for N, n, k in every_sample(8):
        agrees(Oracle(N, n, k, ways=ways_listed), confidence)


@pytest.mark.parametrize("threshold", [Fraction(1, 4), Fraction(1, 3), Fraction(9, 10)])
def test_other_thresholds_agree_with_listing_every_sample(threshold: Fraction) -> None:
    for N, n, k in every_sample(7):
        agrees(Oracle(N, n, k, threshold, ways_listed), Fraction(19, 20))


@given(st.data())
def test_larger_frames_agree_with_the_definitions(data: st.DataObject) -> None:
    N = data.draw(st.integers(9, 120))
    n = data.draw(st.integers(1, N))
    k = data.draw(st.integers(0, min(n, 15)))
    agrees(Oracle(N, n, k, ways=ways_counted), data.draw(st.sampled_from(LEVELS)))


@pytest.mark.parametrize("N", range(10, 201, 10))
def test_a_tail_equal_to_the_cut_speaks_against_its_count(N: int) -> None:
    one_tenth = Oracle(N, N // 10, 1)
    assert one_tenth.at_least(1) == Fraction(1, 10)
    assert interval(N, N // 10, 1, confidence=Fraction(4, 5)).lower == 2
    assert interval(N, N // 10, 1, confidence=Fraction(800_000_001, 10**9)).lower == 1
    for confidence in TIES:
        agrees(one_tenth, confidence)


@pytest.mark.parametrize("N", range(10, 201, 10))
def test_an_upper_bound_stops_before_the_count_whose_tail_equals_the_cut(N: int) -> None:
    n = N - N // 10
    assert Oracle(N, n, 0).at_most(1) == Fraction(1, 10)
    assert upper_bound(N, n, 0, confidence=Fraction(9, 10)) == 0
    assert upper_bound(N, n, 0, confidence=Fraction(900_000_001, 10**9)) == 1


def test_evidence_at_exactly_one_twentieth_is_strong() -> None:
    at_the_cut = [
        (N, n, k)
        for N in range(1, 42)
        for n in range(1, N)
        for k in range(3)
        if FIVE_PERCENT in (Oracle(N, n, k).p_fails, Oracle(N, n, k).p_meets)
    ]
    assert at_the_cut
    for N, n, k in at_the_cut:
        assert weigh(N, n, k).value == Oracle(N, n, k).evidence != "inconclusive"


@pytest.mark.parametrize("N", [1, 2, 7, 10, 19, 20, 21, 40, 60])
@pytest.mark.parametrize("confidence", LEVELS)
def test_the_interval_holds_the_truth_as_often_as_it_says(N: int, confidence: Fraction) -> None:
    for n in {1, -(-N // 10), -(-N // 2), N}:
        found = [interval(N, n, k, confidence=confidence) for k in range(n + 1)]
        for K in range(N + 1):
            inside = sum(ways_counted(N, K, n, k) for k in range(n + 1) if found[k].lower <= K <= found[k].upper)
            everything = sum(ways_counted(N, K, n, k) for k in range(n + 1))
            assert Fraction(inside, everything) >= confidence


@settings(max_examples=40)
@given(st.data())
def test_intervals_of_large_frames_agree_with_scipy_away_from_ties(data: st.DataObject) -> None:
    N = data.draw(st.integers(10_000, 1_000_000))
    n = -(-N // data.draw(st.sampled_from([10, 10, 20, 3])))
    k = min(n, int(n * data.draw(st.sampled_from([0.0, 0.001, 0.03, 0.05, 0.06, 0.5]))))
    found = interval(N, n, k)

    def tail_above(K: int, k: int) -> float:
        return float(stats.hypergeom(N, K, n).sf(k - 1))

    def tail_below(K: int) -> float:
        return float(stats.hypergeom(N, K, n).cdf(k))

    edges = [tail_below(found.upper)] + ([tail_above(found.lower, k)] if k else [])
    outside = [tail_below(found.upper + 1)] if found.upper < N - n + k else []
    outside += [tail_above(found.lower - 1, k)] if found.lower > k else []
    assume(all(abs(tail - 0.025) > 1e-9 for tail in edges + outside))
    assert all(tail > 0.025 for tail in edges)
    assert all(tail < 0.025 for tail in outside)
