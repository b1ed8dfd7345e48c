"""A measurement is judged by its limits, and by nothing where it has none."""

from __future__ import annotations

from bench.result import Result
from bench.table import heading, line


def result(*, ours: float, most: float | None = None, most_ratio: float | None = None) -> Result:
    return Result("drawing", ours, "s", baseline=4.0, baseline_name="the package", most=most, most_ratio=most_ratio)


def test_a_limit_on_the_value_holds_up_to_the_limit() -> None:
    assert result(ours=1.0, most=1).holds is True
    assert result(ours=1.01, most=1).holds is False


def test_a_limit_on_the_ratio_is_of_ours_over_the_baseline() -> None:
    assert result(ours=1.0).ratio == 0.25
    assert result(ours=1.0, most_ratio=0.25).holds is True
    assert result(ours=1.0, most_ratio=0.2).holds is False


def test_one_limit_that_is_passed_is_enough() -> None:
    assert result(ours=1.0, most=2, most_ratio=0.2).holds is False


def test_without_a_limit_nothing_is_judged() -> None:
    assert result(ours=100.0).holds is None
    assert result(ours=100.0, most=1).without_limit().holds is None


def test_a_line_of_the_table_says_all_of_it() -> None:
    said = line(result(ours=1.0, most_ratio=0.2))
    for part in ("drawing", "1 s", "4 s", "the package", "0.25", "ratio <= 0.2", "DOES NOT HOLD"):
        assert part in said
    assert said.index("DOES NOT HOLD") == heading().index("verdict")
