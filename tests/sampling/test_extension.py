"""E-values both ways, and when extending settles, against the definitions and by following every course of looks."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling import extension
from sampling.extension import LARGEST_DOUBLE, e_fails, e_met, settles_at
from sampling.ratio import Ratio
from tests.sampling.oracles import Oracle, every_sample, ways_counted, ways_listed


def agrees(oracle: Oracle) -> None:
    """Fail where an e-value differs from the oracle's, rounded once to the nearest double."""
    sample = oracle.N, oracle.n, oracle.k
    threshold = Ratio(oracle.threshold.numerator, oracle.threshold.denominator)
    assert e_met(*sample, threshold=threshold) == float(oracle.e_met)
    assert e_fails(*sample, threshold=threshold) == float(oracle.e_fails)


@pytest.mark.parametrize("threshold", [Fraction(1, 20), Fraction(1, 4), Fraction(2, 3)])
def test_e_values_of_small_frames_agree_with_listing_every_sample(threshold: Fraction) -> None:
    for N, n, k in every_sample(8):
        agrees(Oracle(N, n, k, threshold, ways_listed))


@given(st.data())
def test_e_values_of_larger_frames_agree_with_the_definitions(data: st.DataObject) -> None:
    N = data.draw(st.integers(9, 600))
    n = data.draw(st.integers(1, N))
    agrees(Oracle(N, n, data.draw(st.integers(0, min(n, N // 15 + 1)))))


def test_settling_agrees_with_trying_every_larger_sample() -> None:
    for N in (*range(1, 24), 40, 59, 60, 100):
        for n in {1, -(-N // 10), N // 2 + 1, N}:
            for k in range(min(n, N // 20 + 2) + 1):
                assert settles_at(N, n, k) == Oracle(N, n, k).settles_at


@given(st.data())
def test_settling_of_larger_frames_agrees_with_trying_every_larger_sample(data: st.DataObject) -> None:
    N = data.draw(st.integers(100, 200))
    n = data.draw(st.integers(1, N))
    k = data.draw(st.integers(0, min(n, 12)))
    assert settles_at(N, n, k) == Oracle(N, n, k).settles_at


def test_settling_does_not_depend_on_how_good_its_guess_is(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [(N, n, k) for N in (20, 60, 100) for n in (2, 15) for k in range(4) if k <= n]
    right = [Oracle(*case).settles_at for case in cases]
    for guess in (True, False):
        monkeypatch.setattr(extension, "_seems_certified", lambda *_, answer=guess, **__: answer)
        assert [settles_at(*case) for case in cases] == right


def test_coarse_sums_change_no_e_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extension, "BITS", 4)
    monkeypatch.setattr(extension, "_SCALE", 1 << 4)
    for N, n, k in [(200, 20, 1), (200, 88, 1), (200, 60, 0), (199, 31, 3), (60, 12, 1)]:
        agrees(Oracle(N, n, k))
        assert settles_at(N, n, k) == Oracle(N, n, k).settles_at


def test_an_e_value_beyond_every_double_is_the_largest_one_and_not_infinite() -> None:
    N = 20_000
    assert e_met(N, 12_000, 0) == LARGEST_DOUBLE < inf
    assert e_met(N, N - 1_000, 0) == inf


@pytest.mark.parametrize("N", [20, 39, 45, 60])
def test_unplanned_looks_certify_a_failing_provider_at_most_once_in_twenty(N: int) -> None:
    failing = N // 20 + 1
    for K in (failing, failing + 1):
        assert chance_of_ever_reaching_20(N, K, e_met) <= Fraction(1, 20)


@pytest.mark.parametrize("N", [20, 39, 45, 60])
def test_unplanned_looks_condemn_a_meeting_provider_at_most_once_in_twenty(N: int) -> None:
    for K in range(N // 20 + 1):
        assert chance_of_ever_reaching_20(N, K, e_fails) <= Fraction(1, 20)


def chance_of_ever_reaching_20(N: int, K: int, e_value: object) -> Fraction:
    """Return the chance that a look after each single script ever certifies, over every order of the scripts."""
    assert callable(e_value)
    open_courses = {0: Fraction(1)}
    reached = Fraction(0)
    for n in range(1, N + 1):
        following: dict[int, Fraction] = {}
        for k, chance in open_courses.items():
            for more, scripts in ((1, K - k), (0, N - K - (n - 1 - k))):
                if scripts:
                    share = chance * Fraction(scripts, N - n + 1)
                    following[k + more] = following.get(k + more, Fraction(0)) + share
        open_courses = {}
        for k, chance in following.items():
            if e_value(N, n, k) >= 20:
                reached += chance
            else:
                open_courses[k] = chance
    return reached


@pytest.mark.parametrize("N", [10, 20, 41, 80])
def test_an_e_value_is_worth_at_most_one_on_average_where_its_claim_is_false(N: int) -> None:
    K0 = N // 20
    for n in range(1, N + 1):
        everything = sum(ways_counted(N, K0, n, k) for k in range(n + 1))
        for K, e_value in ((K0 + 1, "e_met"), (K0, "e_fails")):
            worth = Fraction(0)
            for k in range(n + 1):
                if ways := ways_counted(N, K, n, k):
                    worth += Fraction(getattr(Oracle(N, n, k), e_value)) * Fraction(ways, everything)
            assert worth <= 1
