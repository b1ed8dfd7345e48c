"""Outcomes from elsewhere by commands: the sheet that is asked for, and an import that says what it read."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import LEAD, Run


def test_the_sheet_to_fill_in_names_what_was_asked_for_and_is_imported_when_filled(drawn: Run, tmp_path: Path) -> None:
    sample = drawn("sample", "list", "CCC", "2014J").lines
    header, *rows = drawn("outcomes", "template", "2014J").lines
    assert header == "provider,script_ref,mark,max_mark,outcome,reason"
    assert rows == [f"CCC,{reference},,,," for reference in sample]
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("\n".join([header, *rows]), encoding="utf-8")
    refused = drawn("outcomes", "import", "2014J", sheet, "--as", LEAD)
    assert (refused.status, len(refused.err.splitlines())) == (1, len(rows))
    first = [row.replace(",,,,", ",,,pass,") for row in rows[:1]]
    sheet.write_text("\n".join([header, *first]), encoding="utf-8")
    assert drawn("outcomes", "import", "2014J", sheet, "--as", LEAD).status == 0
    assert drawn("outcomes", "template", "2014J").lines == [header, *rows[1:]]
    again = drawn("outcomes", "import", "2014J", sheet, "--as", LEAD)
    assert (again.status, again.lines[1]) == (0, "1 say what is recorded already, and changed nothing.")


def test_the_refusal_of_another_maximum_names_the_command_that_confirms_it(drawn: Run, tmp_path: Path) -> None:
    (reference, *_) = drawn("sample", "list", "CCC", "2014J").lines
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"provider,script_ref,mark,max_mark,outcome\nCCC,{reference},7,9,pass\n", encoding="utf-8")
    refused = drawn("outcomes", "import", "2014J", sheet, "--as", LEAD)
    assert refused.err.splitlines()[1] == (
        "  Confirm the maximum: moderation outcomes import 2014J FILE.csv --other-maximum --as EMAIL"
    )
    assert drawn("outcomes", "import", "2014J", sheet, "--other-maximum", "--as", LEAD).status == 0
