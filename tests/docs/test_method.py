"""The page on the method is true: each example is run, and each cell of its table computed again."""

from __future__ import annotations

import doctest
import re
from math import comb
from pathlib import Path

import pytest

from tests.docs.pages import blocks


@pytest.fixture
def page(repository: Path) -> Path:
    return repository / "docs" / "method.md"


def test_every_example_prints_what_the_page_says(page: Path) -> None:
    runner = doctest.DocTestRunner(verbose=False)
    faults: list[str] = []
    names: dict[str, object] = {}
    for block in blocks(page):
        if block.language == "python":
            parsed = doctest.DocTestParser().get_doctest(block.text, names, page.name, str(page), block.line - 1)
            runner.run(parsed, out=faults.append, clear_globs=False)
            names = parsed.globs
    assert runner.tries > 50
    assert not faults, "\n".join(faults)


def chance_of_met(scripts: int, wrong: int) -> float:
    """Count the samples of a tenth that the rule passes, by the definition alone."""
    sample = -(-scripts // 10)
    passed = sum(comb(wrong, x) * comb(scripts - wrong, sample - x) for x in range(sample // 20 + 1))
    return passed / comb(scripts, sample)


ROW = re.compile(r"^\| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)


def test_every_row_of_the_table_is_right(page: Path) -> None:
    rows = ROW.findall(page.read_text("utf-8"))
    assert len(rows) == 7
    for written in rows:
        scripts = int(written[0])
        sample = -(-scripts // 10)
        good, bad = scripts * 3 // 100, scripts * 8 // 100
        assert written == (
            str(scripts),
            str(sample),
            str(sample // 20),
            f"{1 - chance_of_met(scripts, good):.3f}",
            f"{chance_of_met(scripts, scripts // 20 + 1):.3f}",
            f"{chance_of_met(scripts, bad):.3f}",
        )
