"""Frames freeze by command: what would freeze is shown first, and an early freeze needs its reason."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import OFFICIAL, STAFF, Run


def test_a_dry_run_shows_who_filed_what_and_freezes_nothing(opened: Run) -> None:
    shown = opened("frame", "freeze", "2014J", "--dry-run", "--as", OFFICIAL)
    assert shown.status == 0
    assert shown.lines[0].split() == ["CCC", "no", "return", "(no", "window", "before)"]
    assert shown.lines[-1].endswith("Nothing is frozen yet by this.")
    assert opened("frame", "list", "2014J").lines == []


def test_a_reason_stands_beside_early_alone(opened: Run) -> None:
    for alone in (("--early",), ("--reason", "Why")):
        refused = opened("frame", "freeze", "2014J", *alone, "--as", OFFICIAL)
        assert (refused.status, "given together" in refused.err) == (2, True)


def test_a_mark_that_changed_on_appeal_is_amended_as_the_refusal_says(drawn: Run, tmp_path: Path) -> None:
    changed = tmp_path / "after-appeal.csv"
    changed.write_text((tmp_path / "CCC.csv").read_text().replace("S-02,P-2,NPQSL,60", "S-02,P-2,NPQSL,61"))
    refused = drawn("return", "file", "CCC", "2014J", changed, "--declared-by", "Head", "--as", STAFF)
    assert "moderation frame amend CCC 2014J REF --set FIELD=VALUE --reason REASON --as EMAIL" in refused.err
    amend = ("frame", "amend", "CCC", "2014J", "S-02", "--reason", "participant_appeal", "--as", STAFF)
    done = drawn(*amend, "--set", "final_mark=61")
    assert done.out == "The result S-02 of CCC is amended beside its frame: final_mark 60 before, 61 now.\n"
    assert "This is the value already" in drawn(*amend, "--set", "final_mark=61").err
    assert "cannot be amended" in drawn(*amend, "--set", "colour=red").err
    for wrong in (("--set", "final_mark"), ("--set", "outcome=pass", "--set", "outcome=fail")):
        assert drawn(*amend, *wrong).status == 2
