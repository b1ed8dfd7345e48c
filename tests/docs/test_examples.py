"""Every example in a docstring prints what it says."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for room in ("sampling", "moderation", "api")
    for path in sorted((ROOT / room).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_every_example_prints_what_it_says(module: str) -> None:
    faults: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    for examples in doctest.DocTestFinder().find(importlib.import_module(module)):
        runner.run(examples, out=faults.append)
    assert runner.tries
    assert not faults, "\n".join(faults)


def test_examples_are_found() -> None:
    assert {name.partition(".")[0] for name in WITH_EXAMPLES} == {"sampling", "moderation", "api"}
