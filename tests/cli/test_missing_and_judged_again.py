"""The ways out after a sign-off by commands: a script judged again, and a script of an extension that is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import LEAD, OFFICIAL, STAFF, Run

CASES, THIRD = "cas@example.org", "third@example.org"
CHOSEN = ("CCC", "2014J")


@pytest.fixture
def signed(drawn: Run, tmp_path: Path) -> Run:
    """Return the commands of a service whose window is signed off."""
    assert drawn("outcomes", "import", "2014J", tmp_path / "marks.csv", "--as", LEAD).status == 0
    assert drawn("user", "add", CASES, "--role", "case_officer").status == 0
    assert drawn("user", "add", THIRD, "--role", "lead_moderator").status == 0
    assert drawn("window", "sign-off", "2014J", "--as", LEAD).status == 0
    return drawn


def test_an_accepted_representation_is_judged_again_by_the_commands_that_the_refusal_names(signed: Run) -> None:
    script = signed("sample", "list", *CHOSEN).lines[0]
    said = ("--kind", "representation", "--script", script, "--text", "It is a fail.")
    assert signed("feedback", "reply", *CHOSEN, *said, "--as", STAFF).status == 0
    reply = signed("feedback", "list", "2014J").lines[0].split()[0]
    accepted = ("--kind", "accepted", "--text", "We read it again.", "--as", CASES)
    assert signed("feedback", "answer", reply, *accepted).status == 0
    assert signed("feedback", "list", "2014J").lines[0].endswith(f"{script}  accepted, not judged again")
    refused = signed("window", "publish", "2014J", "--as", OFFICIAL)
    assert (refused.status, "script re-adjudicate PROVIDER 2014J REF" in refused.err) == (1, True)

    anew = ("script", "re-adjudicate", *CHOSEN, script, "--outcome", "fail", "--reason", "Criterion 3 is not met.")
    assert "reopens it with a reason" in signed(*anew, "--as", THIRD).err
    reason = ("--provider", "CCC", "--reason", "representation")
    assert signed("window", "reopen", "2014J", *reason, "--as", LEAD).status == 0
    assert "a lead moderator" in signed(*anew, "--as", OFFICIAL).err
    assert "given together" in signed(*anew, "--mark", 40, "--as", THIRD).err
    done = signed(*anew, "--mark", 40, "--max-mark", 100, "--as", THIRD)
    assert done.out == (
        f"The outcome of {script} of CCC is decided anew: fail. "
        "Sign off anew: moderation window sign-off 2014J --provider CCC --as EMAIL\n"
    )
    assert "1 of 4" in signed("window", "sign-off", "2014J", "--provider", "CCC", "--as", LEAD).out
    assert signed("feedback", "list", "2014J").lines[0].endswith("accepted")
    assert signed("window", "publish", "2014J", "--as", OFFICIAL).out == "1 figure is public now.\n"


def test_a_missing_script_of_an_extension_opens_an_enquiry_and_the_command_says_so(signed: Run) -> None:
    assert signed("sample", "extend", *CHOSEN, "--to", "10", "--as", OFFICIAL).status == 0
    first, second = signed("sample", "list", *CHOSEN).lines[-2:]
    lost = ("--reason", "file_lost", "--as", STAFF)
    kept, opens = signed("script", "missing", *CHOSEN, first, *lost).lines
    assert kept == f"The script {first} of CCC is recorded as missing: it stays in the count."
    assert opens.startswith("That opens an enquiry on requirement A: moderation case show ")
    shown = signed(*opens.partition(": moderation ")[2].split())
    assert (shown.status, "CCC" in shown.out) == (0, True)
    assert len(signed("script", "missing", *CHOSEN, second, *lost).lines) == 1
    assert len(signed("case", "list").lines) == 1
    assert signed("audit", "verify").status == 0
