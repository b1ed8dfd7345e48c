"""The laws of all commands: each explains itself, its example is a command, and no sentence names one that is not."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from moderation.cli.command_line import PLACES, moderation
from moderation.cli.commands import examples
from tests.cli.conftest import Run

# As the design names them; a command may be added, none may be lost.
PROMISED = {
    "init", "serve", "doctor", "provider add", "window open", "return check", "return file", "frame freeze",
    "seed record", "seed confirm", "draw", "sample list", "sample extend", "outcomes import",
    "window sign-off", "window publish", "accuracy", "case list", "case show", "audit show", "audit verify",
    "user add", "token add", "export", "backup", "restore",
}  # fmt: skip
NAMED = re.compile(r"(?<![\w./-])moderation ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")


def every_command(group: click.Group = moderation, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    with click.Context(group) as context:
        names = group.list_commands(context)
        found = [(name, group.get_command(context, name)) for name in names]
    for name, command in found:
        assert command is not None
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


COMMANDS = dict(every_command())


def test_no_promised_command_is_lost() -> None:
    assert PROMISED - COMMANDS.keys() == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_with_an_example(run: Run, name: str) -> None:
    shown = run(*name.split(), "--help")
    assert shown.status == 0
    assert f"Usage: moderation {name}" in shown.out
    assert "Example:\n    moderation " in shown.out
    assert examples(COMMANDS[name])


@pytest.mark.parametrize("name", [name for name, made in COMMANDS.items() if not isinstance(made, click.Group)])
def test_the_example_of_a_command_is_one(name: str) -> None:
    for example in examples(COMMANDS[name]):
        words = shlex.split(example)
        assert words[: len(name.split())] == name.split()
        COMMANDS[name].make_context(name, words[len(name.split()) :])


@pytest.mark.parametrize("name", [name for name, made in COMMANDS.items() if isinstance(made, click.Group)])
def test_the_example_of_a_noun_is_one_of_its_commands(name: str) -> None:
    for example in examples(COMMANDS[name]):
        verb = " ".join(shlex.split(example)[:2])
        COMMANDS[verb].make_context(verb, shlex.split(example)[2:])


@pytest.mark.parametrize("arguments", [(), ("nothing",), ("window", "nothing"), ("draw",), ("init", "--loud")])
def test_misuse_is_status_2_with_a_sentence(run: Run, arguments: tuple[str, ...]) -> None:
    misuse = run(*arguments)
    assert misuse.status == 2
    assert "Usage: moderation" in misuse.err
    assert misuse.out == ""


def test_an_act_knows_every_table_that_it_may_refer_to(service: Run, repository: Path) -> None:
    # In a process of its own: here the other tests have loaded everything already.
    program = [sys.executable, "-c", "import sys; from moderation.cli import main; sys.exit(main(sys.argv[1:]))"]
    words = ["user", "add", "ann@example.org", "--role", "official"]
    done = subprocess.run([*program, *words], cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def named_commands(text: str) -> set[str]:
    """Return the commands that a text names, as noun and verb; the service's own name in prose is none."""
    found = set()
    for noun, verb in NAMED.findall(text):
        if noun in PLACES:
            found.add(f"{noun} {verb}" if verb and isinstance(COMMANDS[noun], click.Group) else noun)
    return found


def test_sentences_and_papers_name_only_commands_that_exist(repository: Path) -> None:
    pages = [*(repository / "moderation").rglob("*.py"), *(repository / "docs").rglob("*.md"), repository / "README.md"]
    named = {name: path.name for path in pages for name in named_commands(path.read_text(encoding="utf-8"))}
    assert named
    assert {name: place for name, place in named.items() if name not in COMMANDS} == {}


def test_the_search_for_named_commands_finds_a_wrong_one() -> None:
    assert named_commands("Run: moderation window close 2014J") == {"window close"}
    assert named_commands("Draw: moderation draw 2014J; the moderation of it") == {"draw"}


def test_every_command_has_its_page(repository: Path) -> None:
    page = (repository / "docs" / "commands.md").read_text(encoding="utf-8")
    described = [name for name, made in COMMANDS.items() if not isinstance(made, click.Group)]
    assert [name for name in described if f"`moderation {name}" not in page] == []
