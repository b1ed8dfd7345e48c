"""What a sample can show at all: the numbers that the method page names."""

from __future__ import annotations

import pytest

from sampling.evidence import Evidence, weigh
from sampling.outlook import outlook
from sampling.ratio import Ratio

NEVER, ONE = "can never show", "One overturn"


def tenth(scripts: int) -> int:
    return (scripts + 9) // 10


def test_up_to_539_scripts_a_tenth_can_never_show_that_the_metric_is_met() -> None:
    for scripts in range(2, 540):
        assert NEVER in outlook(scripts, tenth(scripts)), scripts
    assert outlook(540, 54) == ""


def test_up_to_190_scripts_one_overturn_misses_the_metric() -> None:
    for scripts in range(2, 191):
        assert ONE in outlook(scripts, tenth(scripts)), scripts
    assert ONE not in outlook(191, 20)


@pytest.mark.parametrize("scripts", [1, 20, 200, 540, 1_000, 10_000])
def test_it_says_never_just_where_no_overturn_at_all_would_show_nothing(scripts: int) -> None:
    shows = weigh(scripts, tenth(scripts), 0) in {Evidence.CERTAIN, Evidence.STRONG_MET}
    assert (NEVER in outlook(scripts, tenth(scripts))) is not shows


def test_a_whole_frame_shows_everything() -> None:
    assert outlook(15, 15) == ""


def test_another_threshold_is_named() -> None:
    assert "within 10%" in outlook(100, 10, threshold=Ratio(1, 10))


@pytest.mark.parametrize(("scripts", "sample"), [(0, 0), (10, 0), (5, 6)])
def test_where_nothing_was_sampled_there_is_nothing_to_say(scripts: int, sample: int) -> None:
    assert outlook(scripts, sample) == ""
