"""The figure of metric 5: its fields, when each is null, and the sentence that leads them."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.accuracy import assess
from sampling.faults import Refused
from sampling.ratio import Ratio
from sampling.rule import Counts
from tests.sampling.oracles import Oracle

FIELDS = [
    *("scripts_count", "sample_count", "moderated_count", "pending_count", "missing_count", "overturned_count"),
    *("overturn_rate", "overturn_rate_lower", "overturn_rate_upper"),
    *("accuracy", "accuracy_lower", "accuracy_upper"),
    *("status", "interval", "upper_bound_count", "p_fails", "p_meets", "evidence"),
    *("e_met", "e_met_text", "e_fails", "e_fails_text", "settles_at", "sentence"),
]
OF_A_COMPLETE_SAMPLE = FIELDS[FIELDS.index("interval") : FIELDS.index("sentence")]
NULL_ALSO_OTHERWISE = {"e_met", "e_fails", "settles_at"}


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """Return counts that could be those of a sample."""
    moderated, pending, missing = draw(st.integers(0, 60)), draw(st.integers(0, 2)), draw(st.integers(0, 2))
    sample = moderated + pending + missing
    overturned = draw(st.integers(0, min(moderated, 8)))
    return Counts(sample + draw(st.integers(0, 300)), moderated, overturned, pending, missing)


@given(counts())
def test_every_figure_has_the_same_fields_and_is_plain_json(given_counts: Counts) -> None:
    found = assess(given_counts).as_json()
    assert list(found) == FIELDS
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@given(counts())
def test_what_a_sample_shows_is_null_just_while_it_is_incomplete_or_empty(given_counts: Counts) -> None:
    found = assess(given_counts).as_json()
    is_open = bool(given_counts.pending or given_counts.missing) or not given_counts.moderated
    nulls = {name for name in OF_A_COMPLETE_SAMPLE if found[name] is None}
    assert nulls - NULL_ALSO_OTHERWISE == (set(OF_A_COMPLETE_SAMPLE) - NULL_ALSO_OTHERWISE if is_open else set())
    assert nulls >= NULL_ALSO_OTHERWISE or not is_open


@given(counts())
def test_a_complete_figure_holds_the_numbers_of_the_definitions(given_counts: Counts) -> None:
    N, n, k = given_counts.scripts, given_counts.moderated, given_counts.overturned
    if not n:
        return
    oracle, found = Oracle(N, n, k), assess(Counts(N, n, k)).as_json()
    compatible = oracle.compatible(Fraction(19, 20))
    assert found["interval"] == {
        "confidence": 0.95,
        "lower_count": min(compatible),
        "upper_count": max(compatible),
        "lower_rate": min(compatible) / N,
        "upper_rate": max(compatible) / N,
    }
    assert (found["overturn_rate"], found["accuracy"]) == (k / n, (n - k) / n)
    assert (found["p_fails"], found["p_meets"]) == (float(oracle.p_fails), float(oracle.p_meets))
    assert found["evidence"] == oracle.evidence
    for name, value in (("e_met", float(oracle.e_met)), ("e_fails", float(oracle.e_fails))):
        assert found[name] == (None if value == float("inf") else value)
        assert float(found[f"{name}_text"]) == value


def test_rates_are_ranges_with_missing_scripts_and_null_with_pending_ones() -> None:
    def rates(of: Counts) -> list[float | None]:
        found = assess(of).as_json()
        return [found[f"{name}{end}"] for name in ("overturn_rate", "accuracy") for end in ("", "_lower", "_upper")]

    assert rates(Counts(200, 18, 1, missing=2)) == [None, 0.05, 0.15, None, 0.85, 0.95]
    assert rates(Counts(200, 20, 1)) == [0.05, 0.05, 0.05, 0.95, 0.95, 0.95]
    assert rates(Counts(200, 18, 1, pending=1, missing=1)) == [None] * 6
    assert rates(Counts(200, 0, 0)) == [None] * 6
    assert assess(Counts(200, 0, 0)).as_json()["status"] == "not_assessable"


@pytest.mark.parametrize(
    ("of", "says"),
    [
        (Counts(0, 0, 0), "Not assessable: no script was sampled from a frame of no scripts."),
        (Counts(1, 0, 0), "Not assessable: no script was sampled from the 1 script of the frame."),
        (
            Counts(200, 20, 4),
            (
                "Not met: 4 of 20 overturned. The sample of 20 from 200 is strong evidence that the true rate is above "
                "5%: 13 to 85 of the 200 is compatible with it."
            ),
        ),
        (
            Counts(540, 54, 0),
            (
                "Met: 0 of 54 overturned. The sample of 54 from 540 is strong evidence that the true rate is "
                "within 5%: 0 to 33 of the 540 is compatible with it."
            ),
        ),
        (Counts(40, 40, 2), "Met: 2 of 40 overturned. All 40 scripts were moderated, so this is the true rate."),
        (
            Counts(200, 100, 11),
            (
                "Not met: 11 of 100 overturned. These alone are more than 5% of all 200 scripts, so the true rate is "
                "certainly above it."
            ),
        ),
        (
            Counts(200, 195, 0),
            (
                "Met: 0 of 195 overturned. Were every other script overturned, the 200 would still be within 5%: "
                "this is certain."
            ),
        ),
        (
            Counts(200, 17, 0, pending=2, missing=1),
            (
                "Not yet determined: 0 to 1 of 20 overturned, with 1 script not supplied and 2 scripts not moderated "
                "yet. Whether it is within 5% depends on the scripts without an outcome."
            ),
        ),
        (
            Counts(200, 18, 1, missing=2),
            (
                "Not shown: 1 to 3 of 20 overturned, with 2 scripts not supplied. Whether it is within 5% depends on "
                "the missing scripts."
            ),
        ),
        (
            Counts(200, 18, 2, pending=2),
            "Not met: 2 of 20 overturned, with 2 scripts not moderated yet. Those overturned are already more than 5%.",
        ),
        (
            Counts(12_000, 1_199, 3, missing=1),
            (
                "Met: 3 to 4 of 1,200 overturned, with 1 script not supplied. Were all of those overturned, it would "
                "still be no more than 5%."
            ),
        ),
    ],
)
def test_the_sentence_joins_rule_and_evidence(of: Counts, says: str) -> None:
    assert assess(of).sentence == says


def test_an_interval_in_a_sentence_is_that_of_the_definitions() -> None:
    for N, n, k in ((200, 20, 4), (540, 54, 0)):
        compatible = Oracle(N, n, k).compatible(Fraction(19, 20))
        assert f" {min(compatible)} to {max(compatible)} of the {N} " in assess(Counts(N, n, k)).sentence


@pytest.mark.parametrize("threshold", [Ratio(1, 1), Ratio(999_999_999, 999_999_999)])
def test_a_threshold_that_nobody_can_miss_is_met_for_certain(threshold: Ratio) -> None:
    for n in (1, 5, 10):
        for k in range(n + 1):
            found = assess(Counts(10, n, k), threshold=threshold).as_json()
            assert (found["status"], found["evidence"]) == ("met", "certain")
            assert (found["p_fails"], found["e_met"], found["e_met_text"], found["e_fails"]) == (0.0, None, "inf", 0.0)


def test_impossible_counts_give_no_figure() -> None:
    with pytest.raises(Refused, match="More scripts were overturned"):
        assess(Counts(10, 1, 2))
