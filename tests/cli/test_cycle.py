"""The cycle at the command line: what each command answers, and how it says no."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sampling.accuracy import assess
from sampling.rule import Counts
from tests.cli.conftest import HEADER, LEAD, OFFICIAL, ROWS, SEED, STAFF, WITNESS, Run


def test_the_sample_is_that_of_the_core(drawn: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sampling.command_line import main as core  # noqa: PLC0415 - the other door, only here

    listed = drawn("sample", "list", "CCC", "2014J")
    assert core(["draw", str(tmp_path / "CCC.csv"), "--provider", "CCC", "--window", "2014J", "--seed", SEED]) == 0
    assert listed.out == capsys.readouterr().out
    assert len(listed.lines) == ROWS // 10


def test_the_commands_say_what_is_frozen_and_which_seed_it_waits_for(opened: Run, tmp_path: Path) -> None:
    results = tmp_path / "CCC.csv"
    checked = opened("return", "check", results, "--window", "2014J", "--provider", "CCC")
    assert checked.lines[0] == f"{results} can be filed for the window 2014J."
    assert opened("return", "file", "CCC", "2014J", results, "--declared-by", "Ann", "--as", STAFF).status == 0
    frozen = opened("frame", "freeze", "2014J", "--as", OFFICIAL)
    # The days of this window are long over, and with them the moment from which its first seed may be known.
    assert frozen.lines[-1].startswith("Seed 2 of the window comes from: The next round after 20")
    assert frozen.lines[-1].endswith("of: a lottery.")
    assert frozen.lines[0].endswith("  late")
    checked = opened("return", "check", results, "--window", "2014J", "--provider", "CCC")
    assert checked.lines[0] == (
        f"{results} has no fault, but the frame of CCC in the window 2014J is frozen, and no return replaces it: what "
        "changed since is recorded as an amendment."
    )
    recorded = opened("seed", "record", "2014J", "--seed", SEED, "--again", SEED, "--as", OFFICIAL)
    assert recorded.lines[0] == "Seed 2 of the window 2014J is recorded: 31415 92653 58979 32384 (20 signs)."
    waiting = opened("draw", "2014J", "--as", OFFICIAL)
    assert "Confirm the seed: moderation seed confirm 2014J --seed SEED --as EMAIL" in waiting.err
    confirmed = opened("seed", "confirm", "2014J", "--seed", SEED, "--as", WITNESS)
    assert confirmed.lines == [
        "Seed 2 of the window 2014J is confirmed: 31415 92653 58979 32384 (20 signs).",
        "Draw now: moderation draw 2014J --as EMAIL",
    ]


def test_opening_a_window_says_where_its_seed_comes_from_and_from_when_on_a_frame_is_late(opened: Run) -> None:
    days = ("--from", "2024-09-01", "--to", "2025-07-31", "--returns-due", "2090-08-14", "--frames-close", "2090-08-21")
    words = ("window", "open", "2024J", *days, "--seed-source", "a beacon", "--seed-way", "hex", "--as", OFFICIAL)
    made = opened(*words, "--seed-not-before", "2090-08-22T12:00:00Z")
    assert made.lines[1] == (
        "Its seed comes from: a beacon, and cannot exist before 2090-08-22T12:00:00Z; what freezes from that moment on "
        "waits for the next round. It is written so: The digits 0 to 9 and the small letters a to f, as published, "
        "with nothing between them."
    )
    early = opened(*words[:2], "2025J", *words[3:], "--seed-not-before", "2090-08-19")
    assert early.status == 1
    assert "The frames close on 2090-08-21" in early.err


def test_before_outcomes_come_the_figure_says_only_that(drawn: Run) -> None:
    (figure,) = json.loads(drawn("accuracy", "--window", "2014J", "--format", "json").out)
    assert (figure["status"], figure["pending_count"]) == ("not_yet_determined", 4)
    assert figure["interval"] is None
    assert "no verdict yet" in drawn("accuracy").out
    assert "2014J CCC: Not signed off, so this is no verdict. Not yet determined: " in drawn("accuracy").out


def test_the_signed_figure_is_the_core_s(drawn: Run, tmp_path: Path) -> None:
    imported = drawn("outcomes", "import", "2014J", tmp_path / "marks.csv", "--as", LEAD)
    assert imported.out == "40 rows read: 4 scripts settled, 36 rows of scripts that are not sampled ignored.\n"
    assert drawn("window", "sign-off", "2014J", "--as", LEAD).status == 0
    (figure,) = json.loads(drawn("accuracy", "--format", "json").out)
    expected = assess(Counts(40, 4, 0)).as_json()
    assert {name: figure[name] for name in expected} == expected
    assert figure["provider_code"] == "CCC"
    assert figure["direction"] == {"pass_to_fail_count": 0, "fail_to_pass_count": 0}
    published = drawn("window", "publish", "2014J", "--as", OFFICIAL)
    assert published.out == "1 figure is public now.\n"


def test_a_figure_of_long_ago_can_be_asked_for(drawn: Run) -> None:
    assert drawn("accuracy", "--as-at", "2015-01-01").out == (
        "No sample that was asked for had been drawn by then, so there is no figure.\n"
    )
    assert json.loads(drawn("accuracy", "--as-at", "2015-01-01", "--format", "json").out) == []


@pytest.mark.parametrize("moment", ["yesterday", "2015-13-01", "2015-1-1", "99999-01-01"])
def test_a_moment_that_is_none_is_misuse(drawn: Run, moment: str) -> None:
    assert drawn("accuracy", "--as-at", moment).status == 2


def test_a_return_can_be_looked_at_before_it_is_filed(opened: Run, tmp_path: Path) -> None:
    looked = opened("return", "check", tmp_path / "CCC.csv", "--window", "2014J", "--provider", "CCC")
    assert looked.status == 0
    assert "Presented 40 = final 40 + pending 0 + voided 0." in looked.out
    assert "40 (100.0%) passed" in looked.out
    filed = opened("return", "file", "CCC", "2014J", tmp_path / "CCC.csv", "--declared-by", "Ann", "--as", STAFF)
    assert filed.out.startswith("Filed as version 1 of CCC in 2014J: 40 presented")
    again = opened("return", "file", "CCC", "2014J", tmp_path / "CCC.csv", "--declared-by", "Ann", "--as", STAFF)
    assert again.out == "These very bytes are filed already, as version 1: nothing was changed.\n"


def test_every_fault_of_a_return_is_a_line_of_its_own(opened: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(f"{HEADER}\nS 1,P-1,NPQXX,101,100,pass,no,yes,2015-02-30\n")
    for words in (
        ("return", "check", wrong, "--window", "2014J"),
        ("return", "file", "CCC", "2014J", wrong, "--declared-by", "Ann", "--as", STAFF),
    ):
        refused = opened(*words)
        assert refused.status == 1
        assert refused.out == ""
        lines = refused.err.splitlines()
        assert len(lines) >= 4
        assert all(line.startswith("row 2, ") for line in lines)


def test_of_very_many_faults_the_first_thousand_are_told_and_the_rest_counted(opened: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    twins = [f"S-{row},P-{row}-{twin},NPQSL,60,100,pass,no,no,2015-01-15" for row in range(1_200) for twin in "ab"]
    wrong.write_text("\n".join([HEADER, *twins, ""]))
    lines = opened("return", "check", wrong, "--window", "2014J").err.splitlines()
    assert len(lines) == 1_001
    assert lines[-1].startswith("And ")


@pytest.mark.parametrize("name", ["absent.csv", ""])
def test_a_file_that_is_not_there_is_a_sentence(opened: Run, tmp_path: Path, name: str) -> None:
    refused = opened("return", "check", tmp_path / name, "--window", "2014J")
    assert refused.status == 1
    assert len(refused.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("draw", "2014J", "--as", LEAD), "Only a DfE official may draw a sample."),
        (("draw", "2014J", "--as", "nobody@example.org"), "Nobody is known by the e-mail address"),
        (("draw", "1999X", "--as", OFFICIAL), "There is no window '1999X'. The windows are 2014J."),
        (("draw", "2014J", "--as", OFFICIAL), "No frame of the window 2014J is frozen yet"),
        (("seed", "record", "2014J", "--seed", SEED, "--again", SEED, "--as", OFFICIAL), "is frozen yet"),
        (("seed", "record", "2014J", "--seed", "1", "--again", "1", "--as", OFFICIAL), "20 to 200 characters"),
        (("frame", "freeze", "2014J", "--as", OFFICIAL), "No provider has filed a return"),
        (("window", "sign-off", "2014J", "--as", LEAD), "There is nothing to sign off"),
        (("window", "publish", "2014J", "--as", OFFICIAL), "Nothing of the window 2014J is signed off"),
        (("sample", "list", "CCC", "2014J"), "No frame of CCC froze"),
        (("accuracy", "--window", "1999X"), "There is no window '1999X'."),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_yet_is_said_with_the_way_out(opened: Run, words: tuple[str, ...], says: str) -> None:
    refused = opened(*words)
    assert refused.status == 1
    assert says in refused.err
    assert refused.out == ""


def test_what_was_done_is_not_done_again(drawn: Run, tmp_path: Path) -> None:
    drawn("outcomes", "import", "2014J", tmp_path / "marks.csv", "--as", LEAD)
    for words in (
        ("frame", "freeze", "2014J", "--as", OFFICIAL),
        ("seed", "record", "2014J", "--seed", SEED, "--again", SEED, "--as", OFFICIAL),
        ("draw", "2014J", "--as", OFFICIAL),
    ):
        again = drawn(*words)
        assert again.status == 1
        sentence, *steps = again.err.splitlines()
        assert not sentence.startswith(" ")
        assert len(steps) <= 1
    imported = drawn("outcomes", "import", "2014J", tmp_path / "marks.csv", "--as", LEAD)
    assert imported.status == 0
    assert ": 0 scripts settled," in imported.out


def test_a_script_that_is_lost_is_missing_and_one_excluded_leaves_the_count(drawn: Run) -> None:
    lost, excluded = drawn("sample", "list", "CCC", "2014J").lines[:2]
    assert drawn("script", "missing", "CCC", "2014J", lost, "--reason", "file_lost", "--as", STAFF).status == 0
    reason = ("--reason", "consent_withdrawn")
    assert drawn("script", "exclude", "CCC", "2014J", excluded, *reason, "--as", OFFICIAL).status == 0
    alone = drawn("script", "approve-exclusion", "CCC", "2014J", excluded, "--as", OFFICIAL)
    assert (alone.status, "another official" in alone.err) == (1, True)
    assert drawn("script", "approve-exclusion", "CCC", "2014J", excluded, "--as", WITNESS).status == 0
    (figure,) = json.loads(drawn("accuracy", "--format", "json").out)
    assert (figure["sample_count"], figure["missing_count"], figure["pending_count"]) == (3, 1, 2)
    listed = drawn("script", "list", "2014J", "--provider", "CCC")
    assert "Missing" in listed.out
    assert "Excluded" in listed.out


def test_an_extension_goes_on_in_the_same_order(drawn: Run) -> None:
    first = drawn("sample", "list", "CCC", "2014J").lines
    assert drawn("sample", "extend", "CCC", "2014J", "--as", OFFICIAL).status == 0
    longer = drawn("sample", "list", "CCC", "2014J").lines
    assert (longer[:4], len(longer)) == (first, 8)
    purposes = [script["purpose"] for script in json.loads(drawn("sample", "list", "CCC", "2014J", "--json").out)]
    assert purposes == ["metric"] * 4 + ["extension"] * 4


def test_an_export_goes_into_a_new_folder_only(drawn: Run, tmp_path: Path) -> None:
    target = tmp_path / "export"
    assert drawn("export", "2014J", "--to", target).status == 0
    assert (target / "private" / "samples" / "CCC.csv").read_text().count("\n") == 5
    before = sorted(path.name for path in tmp_path.iterdir())
    refused = drawn("export", "2014J", "--to", target)
    assert refused.status == 1
    assert "exists already" in refused.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_status_is_shown_and_recorded(opened: Run) -> None:
    assert opened("provider", "status", "CCC").out.startswith("CCC: accredited since ")
    words = ("--to", "withdrawn", "--reason", "provider_request", "--as", OFFICIAL)
    assert opened("provider", "status", "CCC", *words).status == 0
    assert opened("provider", "status", "CCC").out.startswith("CCC: withdrawn since ")
    assert opened("provider", "status", "CCC", "--to", "revoked").status == 2
