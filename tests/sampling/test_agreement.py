"""Agreement between two markings, against the textbook definitions written out pair by pair and scipy."""

from __future__ import annotations

import statistics
from itertools import product
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sampling.agreement import (
    FEWEST_FOR_SPREAD,
    Pair,
    PeerModeration,
    compare_marks,
    compare_outcomes,
    weighted_kappa,
)
from sampling.evidence import interval
from sampling.faults import Refused

CHANGED, UNCHANGED, NONE = PeerModeration.CHANGED, PeerModeration.UNCHANGED, PeerModeration.NOT_PEER_MODERATED
pairs = st.lists(st.builds(Pair, st.booleans(), st.booleans(), st.sampled_from(PeerModeration)), max_size=60)
marks = st.integers(0, 100)


@given(pairs)
def test_outcomes_are_counted_as_a_person_would(found: list[Pair]) -> None:
    agreement = compare_outcomes(found)
    assert agreement.moderated == len(found)
    assert agreement.pass_to_fail == len([pair for pair in found if pair.provider_passed and not pair.national_passed])
    assert agreement.fail_to_pass == len([pair for pair in found if not pair.provider_passed and pair.national_passed])
    assert agreement.overturned == len([pair for pair in found if pair.provider_passed is not pair.national_passed])
    for kind in PeerModeration:
        of_kind = [pair for pair in found if pair.peer_moderation == kind]
        assert agreement.moderated_by_peer_moderation[kind] == len(of_kind)
        assert agreement.overturned_by_peer_moderation[kind] == len([pair for pair in of_kind if pair.is_overturned])


def test_an_overturn_is_a_difference_in_either_direction() -> None:
    assert [Pair(first, second).is_overturned for first, second in product((False, True), repeat=2)] == [
        False,
        True,
        True,
        False,
    ]
    found = compare_outcomes([Pair(True, False, CHANGED), Pair(False, True, UNCHANGED), Pair(True, True)])
    assert (found.pass_to_fail, found.fail_to_pass) == (1, 1)
    assert found.overturned_by_peer_moderation == {CHANGED: 1, UNCHANGED: 1, NONE: 0}
    assert found.disagreement_interval(200) == interval(200, 3, 2)


@given(st.lists(st.tuples(marks, marks), max_size=50))
def test_marks_are_compared_by_the_definitions(found: list[tuple[int, int]]) -> None:
    agreement = compare_marks([first for first, _ in found], [second for _, second in found])
    differences = [second - first for first, second in found]
    assert agreement.compared == len(found)
    if not found:
        assert agreement.mean_difference is None
        return
    assert agreement.mean_difference is not None
    mean = statistics.fmean(differences)
    assert isclose(agreement.mean_difference, mean, abs_tol=1e-12)
    if len(found) == 1:
        assert agreement.standard_deviation is None
        return
    assert agreement.standard_deviation is not None
    assert isclose(agreement.standard_deviation, statistics.stdev(differences), abs_tol=1e-9)
    if len(found) < FEWEST_FOR_SPREAD:
        assert (agreement.lower_limit, agreement.upper_limit) == (None, None)
        return
    assert agreement.lower_limit is not None
    assert agreement.upper_limit is not None
    reach = float(stats.norm.ppf(0.975)) * statistics.stdev(differences)
    assert isclose(agreement.lower_limit, mean - reach, abs_tol=1e-9)
    assert isclose(agreement.upper_limit, mean + reach, abs_tol=1e-9)


@pytest.mark.parametrize("count", [29, 30])
def test_limits_and_kappa_appear_at_thirty_scripts(count: int) -> None:
    provider = [number % 3 for number in range(count)]
    moderator = [number % 2 for number in range(count)]
    assert (compare_marks(provider, moderator).lower_limit is not None) == (count == 30)
    assert (weighted_kappa(provider, moderator, scores=3) is not None) == (count == 30)


def kappa_by_definition(first: list[int], second: list[int]) -> float | None:
    """Return one minus the observed over the expected mean squared distance, the latter over all crossed pairs."""
    observed = statistics.fmean((a - b) ** 2 for a, b in zip(first, second, strict=True))
    expected = statistics.fmean((a - b) ** 2 for a, b in product(first, second))
    return None if expected == 0 else 1 - observed / expected


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=30, max_size=50))
def test_weighted_kappa_is_that_of_its_definition(found: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in found], [b for _, b in found]
    kappa, right = weighted_kappa(first, second, scores=5), kappa_by_definition(first, second)
    assert (kappa is None) == (right is None)
    if kappa is not None and right is not None:
        assert isclose(kappa, right, abs_tol=1e-9)
        assert -1 - 1e-9 <= kappa <= 1


def test_kappa_at_its_ends_and_where_it_is_not_defined() -> None:
    scores = [0, 1, 2] * 10
    assert weighted_kappa(scores, scores, scores=3) == 1.0
    assert weighted_kappa([0, 2] * 15, [2, 0] * 15, scores=3) == -1.0
    assert weighted_kappa([1] * 30, [1] * 30, scores=3) is None


def test_markings_of_unequal_length_are_refused() -> None:
    with pytest.raises(Refused, match="these have 1 and 2"):
        compare_marks([1], [1, 2])
    with pytest.raises(Refused, match="these have 1 and 2"):
        weighted_kappa([1], [1, 2], scores=3)


@pytest.mark.parametrize("score", [-1, 3])
def test_a_score_outside_the_scale_is_refused(score: int) -> None:
    with pytest.raises(Refused, match="from 0 to 2"):
        weighted_kappa([score], [0], scores=3)
