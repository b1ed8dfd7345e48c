"""A short command as a whole process, against starting Python with the ORM alone: the rest is ours to keep small."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.result import Result
from bench.size import Size
from bench.timing import alternate, program, python

RUNS = 15


def results(size: Size) -> Iterator[Result]:
    """Measure letting a person in, in an embedded database: loading, one transaction, its audit entry."""
    with TemporaryDirectory() as folder:
        settings = {"MODERATION_VAR": folder, "MODERATION_DATABASE_URL": ""}
        command = str(Path(sys.executable).parent / "moderation")
        program(command, "init", settings=settings)
        number = count()

        def let_in() -> float:
            person = f"moderator{next(number)}@example.org"
            return program(command, "user", "add", person, "--role", "moderator", settings=settings).seconds

        taken, compared = alternate(
            let_in,
            lambda: python("-c", "import sqlalchemy.orm").seconds,
            runs=RUNS if size.shrink == 1 else 1,
        )
    yield Result(
        "user add, whole process, sqlite",
        taken * 1000,
        "ms",
        baseline=compared * 1000,
        baseline_name="starting Python with the ORM",
        most_ratio=1.6,
    )
