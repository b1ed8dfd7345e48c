"""Tails of the hypergeometric distribution, against listing every sample, big integers and scipy."""

from fractions import Fraction
from math import comb, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sampling import hypergeometric
from sampling.hypergeometric import Tail, at_least, at_most
from tests.sampling.oracles import Oracle, every_sample, ways_listed

Sample = tuple[int, int, int, int]


@st.composite
def samples(draw: st.DrawFn, largest: int) -> Sample:
    """Return N, K, n and k of a sample that could be."""
    N = draw(st.integers(1, largest))
    n = draw(st.integers(1, N))
    return N, draw(st.integers(0, N)), n, draw(st.integers(0, n))


def test_both_tails_of_small_frames_are_those_of_listing_every_sample() -> None:
    for N, n, k in every_sample(9):
        listed = Oracle(N, n, k, ways=ways_listed)
        for K in range(N + 1):
            low, high = at_most(N, K, sample=n, overturned=k), at_least(N, K, sample=n, overturned=k)
            assert (low.exact(), high.exact()) == (listed.at_most(K), listed.at_least(K))
            assert (low.probability(), high.probability()) == (float(low.exact()), float(high.exact()))


@given(samples(400))
def test_a_probability_is_the_nearest_double_of_the_exact_fraction(sample: Sample) -> None:
    N, K, n, k = sample
    counted = Oracle(N, n, k)
    assert at_most(N, K, sample=n, overturned=k).probability() == float(counted.at_most(K))
    assert at_least(N, K, sample=n, overturned=k).probability() == float(counted.at_least(K))


@given(samples(300))
def test_a_cut_exactly_at_the_probability_is_not_exceeded_and_any_lower_one_is(sample: Sample) -> None:
    N, K, n, k = sample
    exact = Oracle(N, n, k).at_most(K)
    tail = at_most(N, K, sample=n, overturned=k)
    assert not tail.exceeds(exact)
    assert tail.exceeds(exact - Fraction(1, 10**400))
    assert not tail.exceeds(exact + Fraction(1, 10**400))


@pytest.mark.parametrize("N", [10, 20, 100, 1_000, 10_000, 1_000_000])
def test_the_systematic_tie_at_one_tenth_is_a_tie(N: int) -> None:
    tail = at_least(N, 1, sample=N // 10, overturned=1)
    assert not tail.exceeds(Fraction(1, 10))
    assert tail.exceeds(Fraction(1, 10) - Fraction(1, 10**300))
    assert tail.probability() == 0.1


@given(samples(200))
def test_bounds_hold_the_probability_between_them(sample: Sample) -> None:
    N, K, n, k = sample
    for upto, exact in ((True, Oracle(N, n, k).at_most(K)), (False, Oracle(N, n, k).at_least(K))):
        for bits in (0, 1, 8, 64):
            low, high = Tail(N, K, n, k, upto)._bounds(bits)
            assert low <= exact <= high


def test_a_coarse_bracket_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hypergeometric, "COMPARING_BITS", 1)
    monkeypatch.setattr(hypergeometric, "REPORTING_BITS", 1)
    for N, n, k in every_sample(7):
        for K in range(N + 1):
            exact = Oracle(N, n, k).at_most(K)
            tail = at_most(N, K, sample=n, overturned=k)
            assert tail.probability() == float(exact)
            for cut in (exact, Fraction(1, 10), Fraction(1, 40)):
                assert tail.exceeds(cut) == (exact > cut)


@pytest.mark.parametrize("N", [10_000, 123_457, 1_000_000])
@pytest.mark.parametrize("rate", [10, 7, 2])
def test_tails_of_large_frames_agree_with_scipy(N: int, rate: int) -> None:
    n = N // rate
    for K in (1, N // 100, N // 20, N // 20 + 1, N // 4, N - 3):
        middle = n * K // N
        for k in {max(0, middle - 3 * int(middle**0.5)), middle, min(n, middle + 2 * int(middle**0.5) + 1)}:
            law = stats.hypergeom(N, K, n)
            low = at_most(N, K, sample=n, overturned=k).probability()
            high = at_least(N, K, sample=n, overturned=k).probability()
            assert isclose(low, float(law.cdf(k)), rel_tol=1e-6, abs_tol=1e-12)
            assert isclose(high, float(law.sf(k - 1)), rel_tol=1e-6, abs_tol=1e-12)


def test_a_probability_too_small_for_a_double_is_zero_and_one_at_its_edge_is_not() -> None:
    assert at_most(4_000, 2_000, sample=2_000, overturned=0).probability() == 0.0
    edge = at_most(1_070, 535, sample=535, overturned=0)
    assert edge.probability() == 1 / comb(1_070, 535)
    assert 0 < edge.probability() < 1e-318
