"""How large the measurements are: full size, or divided by the setting BENCH_SHRINK to try them out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Sizes are divided by `shrink`; each measurement is the median of `runs`."""

    shrink: int = 1
    runs: int = 5

    def of(self, count: int) -> int:
        """Return a full-size count as it is to be measured, at least 20."""
        return max(20, count // self.shrink)


def read_size(environment: Mapping[str, str] = os.environ) -> Size:
    """Read the setting BENCH_SHRINK, a whole number from 1 up; shrunk measurements run once."""
    written = environment.get("BENCH_SHRINK", "1")
    if not (written.isascii() and written.isdecimal() and int(written) > 0):
        raise SystemExit(f"BENCH_SHRINK is {written!r}; it is a whole number from 1 up that divides every size.")
    shrink = int(written)
    return Size(shrink, runs=5 if shrink == 1 else 1)
