"""What is measured is what was asked for: in turns, medians, whole processes and their own memory."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from bench.size import Size, read_size
from bench.timing import MEGABYTE, alternate, python

HOLD = "import sys; held = bytearray(int(sys.argv[1])); held[::4096] = b'1' * len(held[::4096])"


def test_ours_and_the_baseline_take_turns_and_medians_are_given() -> None:
    order: list[str] = []

    def take(name: str, times: Iterator[float]) -> float:
        order.append(name)
        return next(times)

    ours, baseline = iter([1.0, 9.0, 2.0]), iter([5.0, 7.0])
    found = alternate(lambda: take("ours", ours), lambda: take("baseline", baseline), runs=3, baseline_runs=2)
    assert found == (2.0, 6.0)
    assert order == ["ours", "baseline", "ours", "baseline", "ours"]


def test_the_peak_of_a_process_is_its_own_and_not_that_of_whoever_started_it() -> None:
    held_here = bytearray(b"1") * (200 * MEGABYTE)
    small, large = python("-c", HOLD, "1"), python("-c", HOLD, str(120 * MEGABYTE))
    assert len(held_here) > large.peak_bytes
    assert small.peak_bytes < 60 * MEGABYTE
    assert 120 * MEGABYTE < large.peak_bytes < 180 * MEGABYTE


def test_a_process_that_fails_ends_the_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        python("-c", "raise SystemExit(3)")


def test_the_setting_divides_sizes_and_runs_once() -> None:
    assert read_size({}) == Size(shrink=1, runs=5)
    assert read_size({"BENCH_SHRINK": "1000"}) == Size(shrink=1000, runs=1)
    assert Size(shrink=1000).of(1_000_000) == 1_000
    assert Size(shrink=10**9).of(1_000_000) == 20


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "", "ten"])
def test_a_wrong_setting_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(SystemExit, match=r"BENCH_SHRINK is .* a whole number from 1 up"):
        read_size({"BENCH_SHRINK": written})
