"""The numbers that the method page states, each computed again."""

from fractions import Fraction

import pytest

from sampling.accuracy import assess
from sampling.characteristic import characteristic
from sampling.evidence import Evidence, weigh
from sampling.extension import e_met
from sampling.rule import Counts, Status, decide


def sampled(N: int) -> int:
    return (N + 9) // 10


def p_met(N: int, K: int) -> float:
    return next(point.p_met for point in characteristic(N).points if point.true_count == K)


@pytest.mark.parametrize(
    ("n", "k", "shown"),
    [(20, 1, "0.553"), (40, 1, "1.21"), (60, 1, "3.23"), (80, 1, "11.2"), (100, 1, "54.3"), (60, 0, "25.1")],
)
def test_the_worked_e_values_of_two_hundred_scripts(n: int, k: int, shown: str) -> None:
    value = e_met(200, n, k)
    # 3.2347 stands on the page as 3.23: three figures, like all of them.
    assert f"{value:.3g}" == shown
    assert (value >= 20) == (shown in {"54.3", "25.1"})


def test_a_tenth_of_2_to_539_scripts_never_shows_within_5_percent_and_of_540_does() -> None:
    assert {weigh(N, sampled(N), 0) for N in range(2, 540)} == {Evidence.INCONCLUSIVE}
    assert weigh(540, sampled(540), 0) is Evidence.STRONG_MET
    assert weigh(1, 1, 0) is Evidence.CERTAIN
    assert not any(characteristic(N).can_show_met for N in (2, 100, 539))
    assert characteristic(540).can_show_met


def test_up_to_190_scripts_one_overturn_misses_the_metric() -> None:
    assert {decide(Counts(N, sampled(N), 1)) for N in range(1, 191)} == {Status.NOT_MET}
    assert decide(Counts(191, sampled(191), 1)) is Status.MET


def test_six_of_119_is_not_met_though_it_prints_as_five_per_cent() -> None:
    found = assess(Counts(1_190, 119, 6))
    assert found.status is Status.NOT_MET
    assert f"{found.as_json()['overturn_rate']:.1%}" == "5.0%"


def test_a_provider_of_100_with_6_wrong_passes_about_every_second_time() -> None:
    assert round(p_met(100, 6), 2) == 0.52


def test_the_example_sentence_stands_word_for_word() -> None:
    assert assess(Counts(200, 20, 1)).sentence == (
        "Met: 1 of 20 overturned. A sample of 20 from 200 cannot tell whether the true rate is within 5%: "
        "anything from 1 to 47 of the 200 is compatible with it."
    )


def test_of_thirty_good_providers_about_eight_are_judged_not_met() -> None:
    assert round(30 * (1 - p_met(100, 3))) == 8


def test_a_good_provider_of_200_misses_in_11_percent_of_years_and_in_47_when_judged_twice() -> None:
    assert round(1 - p_met(200, 6), 2) == 0.11
    assert round(1 - p_met(100, 3) ** 2, 2) == 0.47


def test_one_in_ten_is_a_tie_whenever_ten_divides_the_frame() -> None:
    for N in range(10, 200, 10):
        assert Fraction(sampled(N), N) == Fraction(1, 10)
        lower = assess(Counts(N, sampled(N), 1), confidence=Fraction(4, 5)).shown
        assert lower is not None
        assert lower.interval.lower == 2
