"""The rule, against trying every way in which pending and missing scripts could turn out."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.faults import Refused
from sampling.ratio import Ratio
from sampling.rule import LARGEST_COUNT, Counts, Status, check_counts, decide


def decided_by_trying(counts: Counts, threshold: Fraction) -> str:
    """Return the status from the share of overturns in each completion of the sample."""
    n = counts.moderated + counts.pending + counts.missing
    if n == 0:
        return "not_assessable"
    open_scripts = range(counts.pending + counts.missing)
    within = {
        Fraction(counts.overturned + sum(completion), n) <= threshold
        for completion in product((0, 1), repeat=len(open_scripts))
    }
    if within == {True}:
        return "met"
    if within == {False}:
        return "not_met"
    return "not_yet_determined" if counts.pending else "not_shown"


def every_count(largest: int) -> list[Counts]:
    return [
        Counts(scripts=100, moderated=moderated, overturned=overturned, pending=pending, missing=missing)
        for moderated in range(largest + 1)
        for overturned in range(moderated + 1)
        for pending in range(4)
        for missing in range(4)
    ]


@pytest.mark.parametrize("threshold", [Fraction(1, 20), Fraction(1, 7), Fraction(1, 3), Fraction(1)])
def test_the_rule_says_what_holds_in_every_completion(threshold: Fraction) -> None:
    agreed = Ratio(threshold.numerator, threshold.denominator)
    found = set()
    for counts in every_count(22):
        status = decide(counts, threshold=agreed)
        assert status.value == decided_by_trying(counts, threshold)
        found.add(status)
    assert threshold == 1 or found == set(Status)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 5), st.integers(0, 5))
def test_the_usual_threshold_is_one_in_twenty(moderated: int, overturned: int, pending: int, missing: int) -> None:
    counts = Counts(1_000, max(moderated, overturned), overturned, pending, missing)
    assert decide(counts).value == decided_by_trying(counts, Fraction(1, 20))


@pytest.mark.parametrize(
    ("overturned", "moderated", "status"),
    [(1, 20, "met"), (1, 19, "not_met"), (6, 119, "not_met"), (6, 120, "met"), (0, 0, "not_assessable")],
)
def test_exactly_one_in_twenty_meets_and_anything_more_does_not(overturned: int, moderated: int, status: str) -> None:
    assert decide(Counts(2_000, moderated, overturned)).value == status


def test_no_count_is_too_large_to_be_decided_exactly() -> None:
    n = LARGEST_COUNT
    assert decide(Counts(n, n, n // 20)) is Status.MET
    assert decide(Counts(n, n, n // 20 + 1)) is Status.NOT_MET


def faults_of(counts: Counts) -> list[str | None]:
    with pytest.raises(Refused) as refusal:
        check_counts(counts)
    assert all(fault.sentence.endswith(".") for fault in refusal.value.faults)
    return [fault.column for fault in refusal.value.faults]


def test_impossible_counts_are_refused_with_every_reason() -> None:
    assert faults_of(Counts(10, 5, 6)) == ["overturned"]
    assert faults_of(Counts(10, 5, 5, 3, 3)) == ["moderated"]
    assert faults_of(Counts(1, 2, 3)) == ["overturned", "moderated"]
    assert faults_of(Counts(-1, -1, -1, -1, -1)) == ["scripts", "moderated", "overturned", "pending", "missing"]
    assert faults_of(Counts(LARGEST_COUNT + 1, 0, 0)) == ["scripts"]


def test_a_count_of_thousands_of_digits_is_named_without_its_digits() -> None:
    with pytest.raises(Refused) as refusal:
        check_counts(Counts(10**6_000, 0, 0))
    assert len(str(refusal.value)) < 200


def test_counts_at_the_limits_are_taken() -> None:
    check_counts(Counts(0, 0, 0))
    check_counts(Counts(LARGEST_COUNT, LARGEST_COUNT, LARGEST_COUNT))
    check_counts(Counts(6, 1, 1, 2, 3))
