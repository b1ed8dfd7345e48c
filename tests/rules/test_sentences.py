"""The laws of sentences: what the service says names no door, so no command, flag or address of one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from moderation.cli.command_line import PLACES
from moderation.errors import Verb

OF_DOORS = ("cli", "example", "web", "migrations")
COMMAND = re.compile(rf"\bmoderation (?:{'|'.join(PLACES)})\b|(?<![\w-])--[a-z]")


def named_doors(source: str) -> Iterator[str]:
    """Yield each string of a module that names a command or a flag, docstrings included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COMMAND.search(node.value):
            yield f"line {node.lineno}: {node.value}"


def of_no_door(repository: Path) -> list[Path]:
    """Return the modules that speak to every door: all stages and what lies below them."""
    room = repository / "moderation"
    return [path for path in room.rglob("*.py") if not set(path.relative_to(room).parts) & set(OF_DOORS)]


def test_no_stage_names_a_command_or_a_flag(repository: Path) -> None:
    files = of_no_door(repository)
    assert len({path.parent for path in files}) > 10
    found = {str(path): list(named_doors(path.read_text(encoding="utf-8"))) for path in files}
    assert {path: names for path, names in found.items() if names} == {}


def test_the_law_finds_a_command_and_a_flag() -> None:
    assert list(named_doors('raise NotFound(f"None. Freeze: moderation frame freeze {code}")'))
    assert list(named_doors('raise NotFound(f"Run it with{code} --provider {code}")'))
    assert list(named_doors("def f():\n    'Return what `moderation doctor` says.'\n"))
    assert not list(named_doors('"The moderation of CCC is signed off -- a lead moderator reopens it."'))


def test_every_step_is_the_way_out_of_something(repository: Path) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (repository / "moderation").rglob("*.py"))
    taken = {name for name in Verb.__members__ if len(re.findall(rf"\bVerb\.{name}\b", sources)) > 1}
    assert {verb.name for verb in Verb} - taken == set()
