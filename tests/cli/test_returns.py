"""Returns by commands: a template to fill in, a check that files nothing, warnings that stop nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from moderation.returns.columns import COLUMNS, KNOWN
from tests.cli.conftest import HEADER, STAFF, Run

LINES = [f"S-{row:02},P-{row},NPQSL,60,100,pass,no,no,2015-01-15" for row in range(1, 13)]


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    path = tmp_path / "return.csv"
    path.write_text("\n".join([HEADER, *LINES, ""]))
    return path


def test_a_template_is_csv_or_a_workbook_with_a_guide_and_is_never_written_over(opened: Run, tmp_path: Path) -> None:
    written = [tmp_path / "empty.csv", tmp_path / "empty.xlsx"]
    for path in written:
        answer = opened("return", "template", path)
        assert answer.status == 0
        assert all(f"  {column.name}: {column.about}" in answer.out for column in COLUMNS)
        assert "it stays" in opened("return", "template", path).err
        # An empty return holds nothing, and nothing else is wrong with it.
        assert opened("return", "check", path, "--window", "2014J").err.splitlines() == [
            "The return holds no result. It has a row for each result below its header."
        ]
    assert next(csv.reader(written[0].read_text(encoding="utf-8-sig").splitlines())) == list(KNOWN)
    book = CalamineWorkbook.from_path(str(written[1]))
    assert book.sheet_names == ["Results", "Columns"]
    guide = book.get_sheet_by_name("Columns").to_python()
    assert [row[0] for row in guide[1:]] == list(KNOWN)
    assert "ends in .xlsx or .csv" in opened("return", "template", tmp_path / "empty.ods").err


def test_a_check_ends_with_what_comes_next_and_files_nothing(opened: Run, a_file: Path) -> None:
    answer = opened("return", "check", a_file, "--window", "2014J", "--provider", "CCC")
    assert answer.status == 0
    assert answer.lines[-1].startswith("Nothing is filed yet. ")
    assert "return file CCC 2014J" in answer.lines[-1]
    seen = json.loads(opened("return", "check", a_file, "--window", "2014J", "--provider", "CCC", "--json").out)
    assert (seen["presented_count"], seen["is_filed_already"], seen["changes"]) == (12, False, None)


def test_what_was_read_how_and_what_is_odd_is_said_and_stops_nothing(opened: Run, a_file: Path) -> None:
    a_file.write_text(a_file.read_text().replace("pass", "Pass").replace("S-01", "01-Jan").replace(",", ";"))
    check = opened("return", "check", a_file, "--window", "2014J")
    assert check.status == 0
    assert "Read with semicolons between values." in check.lines
    assert "outcome: 'Pass' read as pass (12)." in check.lines
    warnings = [line for line in check.err.splitlines() if line.startswith("warning: ")]
    assert "1 value of script_ref looks like a date, as '01-jan'" in warnings[0]
    found = json.loads(opened("return", "check", a_file, "--window", "2014J", "--json").out)
    assert [warning["kind"] for warning in found["warnings"]] == ["like_dates", "late"]
    assert len(found["notes"]) == 2
    filed = opened("return", "file", "CCC", "2014J", a_file, "--declared-by", "Ann", "--as", STAFF)
    assert filed.status == 0
    assert warnings[0] in filed.err
    assert filed.lines[0] == "Read with semicolons between values."


def test_a_copy_that_broke_off_is_said_and_stopped_by_its_number(opened: Run, a_file: Path) -> None:
    file = ("return", "file", "CCC", "2014J", a_file, "--declared-by", "Ann", "--as", STAFF)
    assert opened(*file, "--expect", "12").status == 0
    a_file.write_text("\n".join([HEADER, *LINES[:5]]))
    stopped = opened(*file, "--expect", "12")
    assert (stopped.status, "holds 5 results and 12 are expected" in stopped.err) == (1, True)
    said = opened("return", "check", a_file, "--window", "2014J", "--provider", "CCC").err
    assert "warning: Of the 12 results of version 1, 7 are gone." in said
    assert "warning: The last row has no end of line" in said
    assert opened("return", "check", a_file, "--window", "2014J", "--provider", "CCC", "--expect", "12").status == 1


def test_the_same_fault_in_many_rows_is_one_line_with_its_rows(opened: Run, a_file: Path) -> None:
    a_file.write_text(a_file.read_text().replace("pass", "Merit"))
    (line,) = opened("return", "check", a_file, "--window", "2014J").err.splitlines()
    assert line.startswith(
        "rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 13, outcome, 'Merit': An outcome is pass or fail."
    )


def test_a_return_is_written_in_the_one_form_for_a_check_by_hand(opened: Run, a_file: Path, tmp_path: Path) -> None:
    other, plain = tmp_path / "other.csv", tmp_path / "plain.csv"
    other.write_bytes(a_file.read_text().replace("pass", "Pass").replace(",", ";").encode("utf-16"))
    answer = opened("return", "plain", other, plain)
    assert answer.status == 0
    assert answer.lines[-1].endswith("in the one form.")
    assert plain.read_bytes() == a_file.read_bytes()
    assert opened("return", "plain", other, plain).status == 1
    other.write_text("<html>")
    assert "web page" in opened("return", "plain", other, tmp_path / "no.csv").err
    assert not (tmp_path / "no.csv").exists()
