"""The way out of a refusal on the command line: each step that can be taken has a command that exists."""

from __future__ import annotations

import shlex

import click
import pytest

from moderation.cli.refusal import MOST_STEPS, exit_status
from moderation.cli.steps import COMMANDS, NO_COMMAND_YET, command_of, said_then
from moderation.errors import Conflict, Step, Verb
from tests.cli.test_commands import COMMANDS as DECLARED

# What a reader fills in where the parameter takes no word in capitals; reasons differ by command.
FILLED: dict[str, str | dict[str, str]] = {
    "DAY": "2026-06-22",
    "ID": "7d9f0c1e-8a52-4b8e-9a4f-0c2f3f0a1b2c",
    "ROLE": "official",
    "OUTCOME": "fail",
    "KIND": "noted",
    "REASON": {
        "window": "error_found",
        "amend": "participant_appeal",
        "missing": "file_lost",
        "take-back": "unreadable",
        "exclude": "consent_withdrawn",
    },
}
KNOWN = {"window": "2014J", "provider": "CCC", "script": "2014J-1001"}


def filled(word: str, words: list[str]) -> str:
    value = FILLED.get(word, word)
    return value if isinstance(value, str) else next(value[each] for each in words if each in value)


def parsed(step: Step) -> click.Context:
    """Parse the command of a step as click does: a command or flag that is not there is refused."""
    typed = command_of(step)
    assert typed is not None
    program, *words = shlex.split(typed)
    assert program == "moderation"
    name = next(name for name in (" ".join(words[:2]), words[0]) if name in DECLARED)
    rest = [filled(word, words) for word in words[len(name.split()) :]]
    assert not isinstance(DECLARED[name], click.Group), f"{name} is no command"
    return DECLARED[name].make_context(name, rest)


def test_every_step_has_a_command_or_is_known_to_have_none() -> None:
    assert set(COMMANDS) | NO_COMMAND_YET == set(Verb)
    assert set(COMMANDS) & NO_COMMAND_YET == set()


@pytest.mark.parametrize("verb", COMMANDS)
def test_the_command_of_a_step_exists_with_its_flags(verb: Verb) -> None:
    for known in ({}, {"window": "2014J"}, KNOWN):
        assert parsed(Step(verb, **known)).params is not None


@pytest.mark.parametrize("verb", COMMANDS)
def test_a_command_takes_up_all_that_is_known(verb: Verb) -> None:
    typed = command_of(Step(verb, **KNOWN))
    assert typed is not None
    for name, value in KNOWN.items():
        assert (value in typed) == (f"{{{name}}}" in COMMANDS[verb])


def test_a_flag_that_does_not_exist_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.cli.steps.COMMANDS", {Verb.DRAW: "draw {window} --at EMAIL"})
    with pytest.raises(click.NoSuchOption):
        parsed(Step(Verb.DRAW))
    monkeypatch.setattr("moderation.cli.steps.COMMANDS", {Verb.DRAW: "window draw {window}"})
    with pytest.raises(AssertionError, match="window is no command"):
        parsed(Step(Verb.DRAW))


def test_what_is_known_is_quoted_for_the_shell() -> None:
    assert command_of(Step(Verb.LIST_REPLIES, window="a b; c")) == "moderation feedback list 'a b; c'"


@pytest.mark.parametrize("verb", sorted(NO_COMMAND_YET))
def test_a_step_without_a_command_is_told_in_words(verb: Verb) -> None:
    assert said_then(Step(verb, window="2014J")) == f"{verb.label} (window 2014J); no command does this."


def test_a_refusal_prints_its_steps_below_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    steps = (Step(Verb.LIST_REPLIES, window="2014J"), Step(Verb.ANSWER_REPLY))
    assert exit_status(Conflict("Not answered.", then=steps)) == 1
    assert capsys.readouterr().err.splitlines() == [
        "Not answered.",
        "  Read the replies: moderation feedback list 2014J",
        "  Answer the reply: moderation feedback answer ID --kind KIND --text TEXT --as EMAIL",
    ]


def test_of_many_steps_the_first_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    exit_status(Conflict("No.", then=(Step(Verb.SET_UP),) * 50))
    assert len(capsys.readouterr().err.splitlines()) == 1 + MOST_STEPS
