"""The laws of acts: each asks for a permission, each is given one object, each kind of entry is told and documented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.audit.happened import Happened

DOORS = ("cli", "web", "example", "app.py")
# What people can do by their pages alone, which are still to come.
NO_DOOR_YET = {
    "add_evidence",
    "add_standardisation_round",
    "adjudicate",
    "allocate",
    "confirm_decision",
    "correct_judgement",
    "declare_interest",
    "fix_policy",
    "gather_evidence",
    "judge",
    "judge_remedy",
    "judge_standardisation",
    "lodge_appeal",
    "open_case",
    "propose_decision",
    "record_award",
    "record_enquiry",
    "record_investigation",
    "record_publication",
    "reveal",
    "send_back",
    "settle_outcomes",
    "show_remedy",
    "take_back",
    "withdraw_interest",
    "withdraw_proposal",
}
PERMITS = {"permit", "permit_person", "permit_supplier"}


def stage_files(repository: Path) -> list[Path]:
    """List the modules of the stages."""
    files = (repository / "moderation").rglob("*.py")
    return [path for path in files if path.relative_to(repository / "moderation").parts[0] not in DOORS]


def functions(source: str) -> list[ast.FunctionDef]:
    return [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


def is_action(function: ast.FunctionDef) -> bool:
    """Tell whether a function is an action: it is given an act and a command, or it is public and the act is all."""
    names = [argument.arg for argument in function.args.args]
    return not function.name.startswith("_") and names[:1] == ["act"] and names[1:] in (["command"], [])


def called(function: ast.FunctionDef) -> set[str]:
    """Name all that a function calls."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {
        call.attr if isinstance(call, ast.Attribute) else call.id
        for call in calls
        if isinstance(call, ast.Attribute | ast.Name)
    }


def unpermitted(sources: dict[str, str]) -> list[str]:
    """Name the actions of which neither they nor what they call in the same way asks for a permission."""
    found = {function.name: function for source in sources.values() for function in functions(source)}
    asking = {name for name, function in found.items() if called(function) & PERMITS}
    while more := {name for name, function in found.items() if name not in asking and called(function) & asking}:
        asking |= more
    return sorted(name for name, function in found.items() if is_action(function) and name not in asking)


def test_every_action_asks_for_a_permission(repository: Path) -> None:
    sources = {str(path): path.read_text(encoding="utf-8") for path in stage_files(repository)}
    actions = [f.name for source in sources.values() for f in functions(source) if is_action(f)]
    assert len(actions) > 50
    assert unpermitted(sources) == []


def test_an_action_that_asks_nothing_is_found() -> None:
    assert unpermitted({"a": "def steal(act, command):\n    act.session.add(1)\n"}) == ["steal"]
    assert unpermitted({"a": "def take(act, command):\n    _ask(act)\ndef _ask(act):\n    act.permit(1)\n"}) == []


def commits(source: str) -> Iterator[int]:
    """Yield the lines on which a session is committed."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield node.lineno


def test_one_place_commits(repository: Path) -> None:
    """What else commits speaks to a driver before any transaction: its file says why."""
    packages = [repository / name for name in ("moderation", "api")]
    files = [path for package in packages for path in package.rglob("*.py") if "migrations" not in path.parts]
    found = {path.relative_to(repository).as_posix() for path in files if [*commits(path.read_text(encoding="utf-8"))]}
    assert found <= {"moderation/database/engine.py", "api/v1/door/keys.py"}


def test_a_commit_elsewhere_is_found() -> None:
    assert list(commits("def act(session):\n    session.commit()\n")) == [2]


def doors_to(sources: dict[str, str], actions: set[str]) -> set[str]:
    """Name the actions that any of some sources calls."""
    return {each for source in sources.values() for each in actions if re.search(rf"\b{each}\(", source)}


def test_every_action_has_a_door_or_is_named_as_waiting_for_one(repository: Path) -> None:
    """An action that nobody can reach is found, and so is a line of the list whose action has its door."""
    stages = {str(path): path.read_text(encoding="utf-8") for path in stage_files(repository)}
    actions = {f.name for source in stages.values() for f in functions(source) if is_action(f)}
    doors = [path for room in ("moderation/cli", "moderation/web", "api") for path in (repository / room).rglob("*.py")]
    reached = doors_to({str(path): path.read_text(encoding="utf-8") for path in doors}, actions)
    found = {function.name: function for source in stages.values() for function in functions(source)}
    while more := {name for name in actions - reached if any(name in called(found[by]) for by in reached)}:
        reached |= more
    assert actions - reached == NO_DOOR_YET


def test_an_action_without_a_door_is_found() -> None:
    assert doors_to({"a": "with acting() as act:\n    file_return(act, wanted)\n"}, {"file_return", "freeze"}) == {
        "file_return"
    }


CLOCKS = re.compile(r"\bclock\(\)|datetime\.now\(|system_clock")


def test_no_stage_reads_a_clock(repository: Path) -> None:
    """An act has one moment, and a reading is told which: no stage asks the time by itself."""
    lent = {"moderation/audit/act.py", "moderation/database/clock.py"}
    for path in stage_files(repository):
        place = path.relative_to(repository).as_posix()
        if place not in lent:
            assert CLOCKS.search(path.read_text(encoding="utf-8")) is None, place


def test_the_search_for_clocks_finds_one() -> None:
    assert CLOCKS.search("    now = clock()")


@pytest.mark.parametrize("kind", Happened)
def test_every_kind_of_entry_is_a_past_tense_name_with_a_meaning_in_the_documentation(
    kind: Happened, repository: Path
) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.value)
    assert kind.meaning.endswith(".")
    assert f"| `{kind.value}` | {kind.meaning} |" in (repository / "docs" / "audit-log.md").read_text(encoding="utf-8")
