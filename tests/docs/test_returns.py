"""The guide to returns is what the reader does: its columns, its example, what is read, refused and warned of."""

from __future__ import annotations

import csv
import inspect
import io
import re
from datetime import date
from pathlib import Path

import pytest

from moderation.errors import Rejected
from moderation.returns import warnings
from moderation.returns.checking import check, oddities
from moderation.returns.checking.check import check_return
from moderation.returns.columns import COLUMNS, KNOWN, ReturnRules
from sampling.files.notes import Notes
from sampling.files.spelling import CellReader

RULES = ReturnRules(
    assessed_from_on=date(2025, 9, 1),
    assessed_to_on=date(2026, 8, 31),
    today=date(2026, 9, 10),
    qualifications=frozenset({"NPQSL", "NPQH"}),
)
RIGHT = {column.name: column.example for column in COLUMNS}


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs" / "returns.md").read_text(encoding="utf-8")


def rows(page: str, header: str) -> list[list[str]]:
    """Return the cells of the table under a header."""
    table = page.partition(f"{header}\n")[2].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def written(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def a_return(**changes: str) -> io.BytesIO:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, KNOWN)
    writer.writeheader()
    writer.writerow({**RIGHT, **changes})
    return io.BytesIO(text.getvalue().encode())


def test_the_columns_are_those_of_a_return(page: str) -> None:
    assert rows(page, "| column | what it holds | example |") == [[c.name, c.about, c.example] for c in COLUMNS]


def test_the_examples_of_the_columns_are_a_right_result() -> None:
    assert check_return(a_return(), RULES).final_count == 1


def test_the_example_is_a_right_return(page: str) -> None:
    text = page.partition("```csv\n")[2].partition("```")[0]
    checked = check_return(io.BytesIO(text.encode()), RULES)
    assert (checked.final_count, checked.pending_count, checked.notes) == (2, 1, ())


def test_what_is_said_to_be_read_is_read_as_it_says(page: str) -> None:
    table = rows(page, "| column | written | read as |")
    assert len(table) > 8
    for column, spellings, read in table:
        for spelling in written(spellings):
            assert CellReader(column, Notes()).read(spelling) == read
            outcome = {"final_mark": "45"} if column == "outcome" else {}
            assert check_return(a_return(**{column: spelling, **outcome}), RULES).final_count == 1


def test_what_is_said_to_be_refused_is_refused(page: str) -> None:
    table = rows(page, "| column | refused |")
    assert len(table) > 5
    for column, spellings in table:
        for spelling in written(spellings):
            with pytest.raises(Rejected) as refusal:
                check_return(a_return(**{column: spelling}), RULES)
            assert [fault.column for fault in refusal.value.faults] == [column]


def test_every_kind_of_warning_is_told(page: str) -> None:
    told = [kind.strip("`") for kind, _ in rows(page, "| kind | what is odd |")]
    source = "".join(inspect.getsource(module) for module in (oddities, check, warnings))
    made = re.findall(r'ReturnWarning\(\s*"([a-z_]+)"', source)
    assert sorted(told) == sorted(set(made))
