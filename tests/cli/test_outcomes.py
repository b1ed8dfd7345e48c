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
    assert (refused.status, "An outcome is pass or fail." in refused.err) == (1, True)
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


def test_a_slip_is_corrected_by_two_leads_by_the_commands_that_the_refusals_name(drawn: Run, tmp_path: Path) -> None:
    second = "lou@example.org"
    assert drawn("user", "add", second, "--role", "lead_moderator").status == 0
    marks, right = tmp_path / "marks.csv", tmp_path / "right.csv"
    assert drawn("outcomes", "import", "2014J", marks, "--as", LEAD).status == 0
    reference = drawn("sample", "list", "CCC", "2014J").lines[0]
    right.write_text(f"provider,script_ref,mark,max_mark,outcome\nCCC,{reference},40,100,fail\n", encoding="utf-8")
    script = ("CCC", "2014J", reference)
    assert f"script correct-outcome {' '.join(script)}" in drawn("outcomes", "import", "2014J", right, "--as", LEAD).err
    why = ("--outcome", "fail", "--mark", 40, "--max-mark", 100, "--reason", "A slip.")
    assert drawn("script", "correct-outcome", *script, *why, "--as", LEAD).status == 0
    waiting = drawn("window", "sign-off", "2014J", "--as", LEAD)
    assert (waiting.status, f"script confirm-correction {' '.join(script)}" in waiting.err) == (1, True)
    done = drawn("script", "confirm-correction", *script, "--as", second)
    assert (
        done.out
        == f"The outcome of {reference} of CCC is corrected: pass with 58 of 100 before, fail with 40 of 100 now.\n"
    )
    assert drawn("script", "correct-outcome", *script, "--outcome", "pass", "--reason", "No.", "--as", LEAD).status == 0
    kept = drawn("script", "refuse-correction", *script, "--as", second)
    assert kept.out == f"The outcome of {reference} of CCC stays as it is: fail with 40 of 100.\n"
    assert drawn("window", "sign-off", "2014J", "--as", LEAD).status == 0
