"""Frames freeze by command: what would freeze is shown first, and an early freeze needs its reason."""

from __future__ import annotations

from tests.cli.conftest import OFFICIAL, Run


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
