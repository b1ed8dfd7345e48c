"""Mark schemes by command: loaded whole or refused whole, and from then on returns are held against them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import LEAD, OFFICIAL, STAFF, Run

GOOD = {"qualification": "NPQSL", "pass_mark": 61, "criteria": [{"title": "One", "max_score": 100}]}


def write(folder: Path, scheme: object) -> Path:
    path = folder / "scheme.json"
    path.write_text(scheme if isinstance(scheme, str) else json.dumps(scheme))
    return path


def test_a_scheme_is_loaded_and_listed(opened: Run, tmp_path: Path) -> None:
    loaded = opened("scheme", "load", write(tmp_path, GOOD), "--as", LEAD)
    assert loaded.out == "NPQSL scheme 1: 100 marks in all, pass mark 61.\n"
    without = {**GOOD, "pass_mark": None}
    again = opened("scheme", "load", write(tmp_path, without), "--as", LEAD)
    assert again.out == "NPQSL scheme 2: 100 marks in all, no pass mark.\n"
    assert [line.split()[1:3] for line in opened("scheme", "list").lines] == [["version", "2"], ["version", "1"]]


def test_a_return_is_held_against_the_pass_mark_of_the_newest_scheme(opened: Run, tmp_path: Path) -> None:
    filing = ("return", "file", "CCC", "2014J", tmp_path / "CCC.csv", "--declared-by", "Ann", "--as", STAFF)
    checking = ("return", "check", tmp_path / "CCC.csv", "--window", "2014J")
    assert opened("scheme", "load", write(tmp_path, GOOD), "--as", LEAD).status == 0
    for words in (checking, filing):
        refused = opened(*words)
        assert refused.status == 1
        # The same fault in many rows is one line.
        assert refused.err.startswith("rows 2, 3, 4, ")
        assert " and 28 more, outcome" in refused.err
        assert "The mark scheme's pass mark is 61, which makes 60 the other outcome." in refused.err
    assert opened("scheme", "load", write(tmp_path, {**GOOD, "pass_mark": 60}), "--as", LEAD).status == 0
    assert opened(*filing).status == 0


@pytest.mark.parametrize(
    ("scheme", "says"),
    [
        ("{", "This is no JSON in UTF-8."),
        ("[]", "A scheme is an object of JSON"),
        ({}, "The qualification is a text"),
        ({**GOOD, "pass_mark": "61"}, "The pass mark is a whole number, or left out."),
        ({**GOOD, "pass_mark": True}, "The pass mark is a whole number, or left out."),
        ({**GOOD, "pass_mark": 101}, "The pass mark is a whole number from 0 to the total, 100."),
        ({**GOOD, "criteria": [{"title": "One"}]}, 'A criterion has a text "title" and a whole number "max_score".'),
        ({**GOOD, "criteria": {}}, "The criteria are a list."),
        ({**GOOD, "qualification": "NPQXX"}, "There is no such qualification."),
        ({**GOOD, "colour": "red"}, "There is no such member"),
    ],
)
def test_what_is_wrong_with_a_scheme_is_said_and_nothing_is_loaded(
    opened: Run, tmp_path: Path, scheme: object, says: str
) -> None:
    refused = opened("scheme", "load", write(tmp_path, scheme), "--as", LEAD)
    assert (refused.status, says in refused.err) == (1, True), refused.err
    assert opened("scheme", "list").out == ""


def test_only_a_lead_moderator_loads_a_scheme(opened: Run, tmp_path: Path) -> None:
    refused = opened("scheme", "load", write(tmp_path, GOOD), "--as", OFFICIAL)
    assert (refused.status, "Only a lead moderator may load a scheme." in refused.err) == (1, True)
