"""The exact figure of a million scripts, where integers are longest: the slowest of many counts, as whole processes."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from bench.result import Result
from bench.size import Size
from bench.timing import python

OVERTURNED = (0, 2_500, 4_900, 5_000, 5_100, 50_000, 100_000)


def results(size: Size) -> Iterator[Result]:
    """Measure every count, in turns, and give the slowest median; then the same for a sample of a half."""
    scripts = size.of(1_000_000)
    tenth = scripts // 10
    cases = [(tenth, min(tenth, count // size.shrink)) for count in OVERTURNED]
    cases.append((scripts // 2, scripts // 40))
    times: dict[tuple[int, int], list[float]] = {case: [] for case in cases}
    for _ in range(size.runs):
        for (moderated, overturned), taken in times.items():
            counts = ["--scripts", str(scripts), "--moderated", str(moderated), "--overturned", str(overturned)]
            taken.append(python("-m", "sampling", "accuracy", *counts).seconds)
    (moderated, overturned), slowest = max(times.items(), key=lambda case: median(case[1]))
    started = median(python("-c", "import argparse, json, csv").seconds for _ in range(size.runs))
    yield Result(
        f"accuracy, worst: {overturned:,} of {moderated:,} of {scripts:,}",
        median(slowest),
        "s",
        baseline=started,
        baseline_name="starting Python",
        most=1,
    )
