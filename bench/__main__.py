"""`python -m bench [SUBJECT ...]`: measure, print the table, and fail when something wanted does not hold."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Sequence

import bench
from bench.result import Result
from bench.size import Size, read_size
from bench.table import heading, line

Subject = Callable[[Size], Iterable[Result]]
MISUSE = 2


def main(names: Sequence[str]) -> int:
    """Run the named subjects, or all, and return 1 when a wanted limit was passed."""
    known = subjects()
    if unknown := [name for name in names if name not in known]:
        print(f"There is no subject {', '.join(unknown)}. Subjects: {', '.join(known)}.", file=sys.stderr)
        return MISUSE
    size = read_size()
    if size.shrink > 1:
        print(f"Sizes are divided by {size.shrink}: no limit is judged.\n")
    print(heading())
    passed = False
    for name in names or known:
        for result in known[name](size):
            judged = result if size.shrink == 1 else result.without_limit()
            print(line(judged), flush=True)
            passed |= judged.holds is False
    return 1 if passed else 0


def subjects() -> dict[str, Subject]:
    """Return the measuring function of each subject by its name."""
    names = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "__main__")
    modules = {name: importlib.import_module(f"bench.{name}") for name in names}
    return {name: module.results for name, module in modules.items() if hasattr(module, "results")}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
