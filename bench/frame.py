"""Reading, checking and fixing a frame of 1,000,000 rows, against reading and parsing the same file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.result import Result
from bench.size import Size
from bench.timing import alternate, python
from sampling.frame import RESULT_COLUMNS

READ_AND_PARSE = """
import csv, hashlib, sys
with open(sys.argv[1], "rb") as file:
    hashlib.file_digest(file, "sha256")
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file):
        pass
"""


def results(size: Size) -> Iterator[Result]:
    """Measure `digest` as a whole process."""
    count = size.of(1_000_000)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "frame.csv"
        write_frame(path, count)
        taken, compared = alternate(
            lambda: python("-m", "sampling", "digest", str(path)).seconds,
            lambda: python("-c", READ_AND_PARSE, str(path)).seconds,
            runs=size.runs,
        )
    yield Result(
        f"digest of a frame of {count:,} rows, whole process",
        taken,
        "s",
        baseline=compared,
        baseline_name="SHA-256 of the file, csv.reader",
    )


def write_frame(path: Path, count: int) -> None:
    """Write a frame of detailed results, in an order that is not the canonical one."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(RESULT_COLUMNS) + "\n")
        for number in range(count, 0, -1):
            mark = number % 101
            outcome = "pass" if mark >= 40 else "fail"
            file.write(f"2014J-{number:07d},NPQSL,{mark},100,{outcome},no,no\n")
