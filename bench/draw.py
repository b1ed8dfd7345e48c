"""Drawing 10% of 1,000,000 positions, against the published package and against the hashing that no draw can avoid."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from statistics import median

from bench.result import Result
from bench.size import Size
from bench.timing import MEGABYTE, Run, alternate, python, seconds
from sampling.draw import draw

SEED = "31415926535897932384"
PUBLISHED = """
import sys
from consistent_sampler import sampler
count, seed = int(sys.argv[1]), sys.argv[2]
names = [f"CCC/2014J/{position}" for position in range(1, count + 1)]
for name in sampler(names, seed=seed, take=-(-count // 10), output="id"):
    print(name)
"""


def results(size: Size) -> Iterator[Result]:
    """Measure the command as a whole process, its memory, and the draw alone."""
    count = size.of(1_000_000)
    ours: list[Run] = []

    def command() -> float:
        flags = ["--count", str(count), "--provider", "CCC", "--window", "2014J", "--seed", SEED]
        ours.append(python("-m", "sampling", "draw", *flags))
        return ours[-1].seconds

    def published() -> float:
        return python("-c", PUBLISHED, str(count), SEED).seconds

    taken, compared = alternate(command, published, runs=size.runs, baseline_runs=3)
    yield Result(
        f"draw a tenth of {count:,}, whole process",
        taken,
        "s",
        baseline=compared,
        baseline_name="consistent_sampler, whole process",
        most_ratio=0.2,
    )
    peak = median(run.peak_bytes for run in ours) / MEGABYTE
    yield Result(f"draw a tenth of {count:,}, peak memory", peak, "MB", most=150)
    taken, compared = alternate(
        lambda: seconds(lambda: draw("CCC", "2014J", seed=SEED, scripts_count=count)),
        lambda: seconds(lambda: hash_each(count)),
        runs=size.runs,
    )
    yield Result(
        f"draw a tenth of {count:,}, in process",
        taken,
        "s",
        baseline=compared,
        baseline_name="bare loop of hashlib.sha256",
        most_ratio=1.5,
    )


def hash_each(count: int) -> None:
    """Hash every identifier and do nothing else: the floor of any draw by hashing."""
    S = hashlib.sha256(SEED.encode()).hexdigest()  # noqa: N806  the method's letter
    for i in range(1, count + 1):
        hashlib.sha256((S + f"CCC/2014J/{i}").encode()).digest()
