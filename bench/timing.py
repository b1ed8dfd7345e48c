"""Taking times: medians of runs that alternate with the baseline, so that a busy moment falls on both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """A whole process: seconds from its start to its end, and the most memory it held, in bytes."""

    seconds: float
    peak_bytes: int


def python(*arguments: str) -> Run:
    """Run Python with these arguments to its end, its output thrown away; a failing process ends the measurement."""
    return program(sys.executable, *arguments)


def program(*command: str, settings: Mapping[str, str] | None = None) -> Run:
    """Run a program to its end under some settings; one that fails ends the measurement."""
    watched = [sys.executable, "-I", str(ROOT / "bench" / "watch.py"), *command]
    environment = {**os.environ, **(settings or {})}
    try:
        answer = subprocess.run(watched, cwd=ROOT, check=True, capture_output=True, text=True, env=environment)
    except subprocess.CalledProcessError as failure:
        failure.add_note(failure.stderr)
        raise
    return Run(**json.loads(answer.stdout))


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work in this process takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def alternate(
    ours: Callable[[], float], baseline: Callable[[], float], *, runs: int, baseline_runs: int | None = None
) -> tuple[float, float]:
    """Return the medians of both, measured in turns; a slow baseline may be run fewer times."""
    fewer = runs if baseline_runs is None else min(runs, baseline_runs)
    taken: list[float] = []
    compared: list[float] = []
    for turn in range(runs):
        taken.append(ours())
        if turn < fewer:
            compared.append(baseline())
    return median(taken), median(compared)
