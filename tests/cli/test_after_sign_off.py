"""What happens to a figure once it is signed: replies, answers, reopening, an extension, publication."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import LEAD, OFFICIAL, STAFF, Run

CASES, SECOND = "cas@example.org", "lou@example.org"
RECORD = ("--as", STAFF)


@pytest.fixture
def signed(drawn: Run, tmp_path: Path) -> Run:
    """Return the commands of a service whose window is signed off."""
    assert drawn("outcomes", "import", "2014J", tmp_path / "marks.csv", "--as", LEAD).status == 0
    assert drawn("user", "add", CASES, "--role", "case_officer").status == 0
    assert drawn("window", "sign-off", "2014J", "--as", LEAD).status == 0
    return drawn


def test_nothing_more_is_recorded_of_a_signed_script_until_it_is_reopened(signed: Run, tmp_path: Path) -> None:
    script = signed("sample", "list", "CCC", "2014J").lines[0]
    refused = signed("script", "supplied", "CCC", "2014J", script, *RECORD)
    assert (refused.status, "window reopen 2014J --provider CCC" in refused.err) == (1, True)
    alone = signed("window", "reopen", "2014J", "--reason", "error_found", "--as", OFFICIAL)
    assert (alone.status, "a lead moderator" in alone.err) == (1, True)
    assert signed("window", "reopen", "2014J", "--reason", "whim", "--as", LEAD).status == 2
    assert signed("user", "add", SECOND, "--role", "lead_moderator").status == 0
    found = ("window", "reopen", "2014J", "--provider", "CCC", "--reason", "error_found", "--as")
    assert "another lead moderator" in signed(*found, LEAD).err
    opened = signed(*found, SECOND)
    assert opened.out.startswith("1 finding is open again. Sign off anew: moderation window sign-off 2014J")
    again = signed("window", "sign-off", "2014J", "--as", LEAD)
    assert (again.status, "No lead moderator is left who had no part in CCC" in again.err) == (0, True)
    versions = [entry for entry in json.loads(signed("audit", "show", "--json").out) if "finding" in entry["action"]]
    assert [entry["details"].get("version") for entry in versions] == [1, None, 2]


def test_an_extension_after_the_sign_off_leads_to_evidence(signed: Run, tmp_path: Path) -> None:
    before = signed("accuracy", "--format", "json").out
    extended = signed("sample", "extend", "CCC", "2014J", "--to", "40", "--as", OFFICIAL)
    assert extended.lines[-1] == "Once they are moderated, what they show: moderation sample evidence CCC 2014J"
    waiting = signed("sample", "evidence", "CCC", "2014J")
    assert "36 without an outcome: no evidence is given until every one has one." in waiting.out
    metric = set(signed("sample", "list", "CCC", "2014J").lines[:4])
    marks = (tmp_path / "marks.csv").read_text().splitlines()
    later = [line for line in marks if line.split(",")[1] not in metric]
    (tmp_path / "later.csv").write_text("\n".join([*later, ""]))
    assert signed("outcomes", "import", "2014J", tmp_path / "later.csv", "--as", LEAD).status == 0
    shown = json.loads(signed("sample", "evidence", "CCC", "2014J", "--json").out)
    assert (shown["sample_count"], shown["overturned_count"], shown["certifies"]) == (40, 0, "met")
    assert "The rule's decision on the first draw stands" in signed("sample", "evidence", "CCC", "2014J").out
    assert signed("accuracy", "--format", "json").out == before
    assert signed("export", "2014J", "--to", tmp_path / "out").status == 0
    assert (tmp_path / "out" / "certificates" / "CCC~extension-1.json").exists()
    kept = json.loads((tmp_path / "out" / "private" / "extensions.json").read_text())
    assert kept == {"CCC": shown}
    listed = signed("script", "list", "2014J").lines
    assert sum(line.endswith("  settled") for line in listed) == len(listed) == 40


def test_what_a_provider_says_is_answered_before_its_figure_is_public(signed: Run) -> None:
    said = ("--kind", "comment", "--text", "We marked it twice.")
    assert signed("feedback", "reply", "CCC", "2014J", *said, *RECORD).status == 0
    refused = signed("window", "publish", "2014J", "--as", OFFICIAL)
    assert (refused.status, "What CCC said is not answered" in refused.err) == (1, True)
    line, words = signed("feedback", "list", "2014J").lines
    assert line.endswith("not answered")
    assert words == "    We marked it twice."
    reply = line.split()[0]
    wrong = signed("feedback", "answer", reply, "--kind", "accepted", "--text", "Yes.", "--as", CASES)
    assert (wrong.status, "is noted" in wrong.err) == (1, True)
    answered = signed("feedback", "answer", reply, "--kind", "noted", "--text", "We read it.", "--as", CASES)
    assert answered.out == "The answer is recorded: noted.\n"
    assert signed("feedback", "list", "2014J").lines[0].endswith("noted")
    assert signed("window", "publish", "2014J", "--as", OFFICIAL).out == "1 figure is public now.\n"


def test_an_export_holds_outside_its_private_part_what_is_public(signed: Run, tmp_path: Path) -> None:
    assert signed("export", "2014J", "--to", tmp_path / "before").status == 0
    assert json.loads((tmp_path / "before" / "accuracy.json").read_text()) == []
    header = (tmp_path / "before" / "accuracy.csv").read_text()
    assert header.startswith("provider_code,window_code,qualification,scripts_count")
    assert header.count("\n") == 1
    (whole,) = json.loads((tmp_path / "before" / "private" / "accuracy.json").read_text())
    assert whole["published_at"] is None
    assert signed("window", "publish", "2014J", "--as", OFFICIAL).status == 0
    assert signed("export", "2014J", "--to", tmp_path / "after").status == 0
    (public,) = json.loads((tmp_path / "after" / "accuracy.json").read_text())
    assert public["overturned_count"] == whole["overturned_count"]
    assert public["peer_moderation"]["not_peer_moderated"]["moderated_count"] is None
    for path in (tmp_path / "after" / "private", tmp_path / "after" / "private" / "frames"):
        assert path.stat().st_mode & 0o077 == 0
