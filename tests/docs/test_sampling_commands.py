"""The page on the commands knows every command, flag and field, and its examples print what it says."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sampling.accuracy import assess
from sampling.certificate import certificate, private_part
from sampling.certificate_file import CERTIFICATE_MEMBERS, PRIVATE_MEMBERS
from sampling.characteristic import characteristic
from sampling.command_line import CLOSED_PIPE, parser
from sampling.draw import draw
from sampling.frame import Frame
from sampling.rule import Counts, Status
from tests.docs.pages import commands, typed

SEED = "01382438112797316654"


@pytest.fixture(scope="module")
def page(repository: Path) -> Path:
    return repository / "docs" / "sampling-commands.md"


@pytest.fixture(scope="module")
def sections(page: Path) -> dict[str, str]:
    """Return the text of each section of the page by its heading."""
    _, *parts = re.split(r"^## (\w+)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    chosen = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(chosen.choices)


def words(action: argparse.Action) -> list[str]:
    """Return how an argument is written: its long flag, or its name in a usage line."""
    long = [flag for flag in action.option_strings if flag.startswith("--")]
    return long or [str(action.metavar)]


def keys(document: Any) -> Iterator[str]:
    """Yield the names of all members of a document, at any depth."""
    if isinstance(document, dict):
        for name, value in document.items():
            yield name
            yield from keys(value)
    elif isinstance(document, list):
        for value in document:
            yield from keys(value)


def test_each_command_has_its_section(sections: dict[str, str]) -> None:
    assert sections.keys() == parsers().keys()


@pytest.mark.parametrize("name", parsers())
def test_a_section_names_each_argument_and_no_other(name: str, sections: dict[str, str]) -> None:
    real = {word for action in parsers()[name]._actions for word in words(action)} - {"--help"}
    table = re.search(r"\| argument \| meaning \|\n\| --- \| --- \|\n((?:\|.*\n)+)", sections[name])
    assert table is not None
    cells = re.findall(r"^\| (.+?) \|", table[1], re.MULTILINE)
    told = {word for cell in cells for word in re.findall(r"`(\S+?)`", cell)}
    assert told == real
    usage = sections[name].partition("\n\n")[2].partition("` ")[0]
    assert [word for word in real if word not in usage] == []


def test_the_section_on_draw_names_each_member_of_both_documents(sections: dict[str, str]) -> None:
    drawn = draw("CCC", "2014J", seed=SEED, scripts_count=2)
    frame = Frame((("A-1",), ("A-2",)), detailed=False)
    real = {*keys(certificate(drawn)), *keys(private_part(drawn, frame, salt=b""))}
    assert real >= {*CERTIFICATE_MEMBERS, *PRIVATE_MEMBERS}
    assert {name for name in real if f"`{name}`" not in sections["draw"]} == set()


def test_the_section_on_accuracy_names_each_field_and_status(sections: dict[str, str]) -> None:
    real = {*keys(assess(Counts(scripts=200, moderated=20, overturned=1)).as_json()), *Status}
    assert {name for name in real if f"`{name}`" not in sections["accuracy"]} == set()


def test_the_section_on_characteristic_names_each_field(sections: dict[str, str]) -> None:
    real = set(keys(characteristic(200).as_json()))
    assert {name for name in real if f"`{name}`" not in sections["characteristic"]} == set()


def test_the_page_tells_every_exit_status(page: Path) -> None:
    told = re.findall(r"^\| (\d+) \|", page.read_text("utf-8"), re.MULTILINE)
    assert told == ["0", "1", "2", str(CLOSED_PIPE)]


@pytest.mark.slow
def test_each_example_prints_what_the_page_says(page: Path, repository: Path, tmp_path: Path) -> None:
    examples = commands(page)
    for example in examples:
        answer = typed(example.text, folder=tmp_path, repository=repository)
        assert answer.stdout == example.printed, f"line {example.line}"
    assert len(examples) == len(parsers())
    assert json.loads((tmp_path / "certificate.json").read_text("utf-8"))["scripts_count"] == 30
