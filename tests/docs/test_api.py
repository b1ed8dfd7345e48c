"""The page on the API: each example is typed into a shell, against the service as it is served."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.serving import serving
from tests.api.test_filing import as_csv, rows
from tests.api.world import World, close_world, fill, open_world
from tests.databases import Databases
from tests.docs.pages import Command, commands

PAGE = Path(__file__).parent.parent.parent / "docs" / "api.md"


@pytest.fixture(scope="module")
def world(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    address = databases.create("sqlite")
    made = open_world(address, tmp_path_factory.mktemp("api-page") / "var", filled=fill(address))
    yield made
    close_world(made)
    databases.drop(address)


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with serving(world.settings) as found:
        yield found


def typed(command: Command, world: World, address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type an example into a shell that knows the tokens."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "API": f"{address}/api/v1",
        "TOKEN": world.tokens["dfe"],
        "PROVIDER_TOKEN": world.tokens["own"],
        "SCRIPTS_TOKEN": world.tokens["unsigned"],
    }
    return subprocess.run(
        ["sh", "-e", "-c", command.text], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize("command", commands(PAGE), ids=lambda command: f"line {command.line}")
def test_an_example_answers_as_the_page_says(command: Command, world: World, address: str, tmp_path: Path) -> None:
    (tmp_path / "return.csv").write_bytes(as_csv(rows(25)))
    done = typed(command, world, address, tmp_path)
    assert done.returncode == 0, done.stderr
    if command.printed is not None:
        assert done.stdout.strip() == command.printed.strip()
    elif "sampling verify" in command.text:
        assert "holds" in done.stdout
    elif "text/csv" in command.text and "Accept" in command.text:
        assert done.stdout.startswith("id,provider_code,")
    else:
        document = json.loads(done.stdout)
        assert ("errors" in document) == ("printf 'script_ref" in command.text)
        assert document.get("errors") or document["data"]


def test_the_page_has_examples() -> None:
    assert len(commands(PAGE)) >= 15
