"""The world behind the API, on each database: one for the tests of a file that only look, one for each that acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.api.world import Filled, World, close_world, fill, open_world
from tests.databases import Databases, sqlite_and_postgresql


@dataclass
class Worlds:
    """Fills one database of each kind, and gives copies of it."""

    databases: Databases
    _filled: dict[str, tuple[URL, Filled]] = field(default_factory=dict)

    def open(self, kind: str, folder: Path) -> Iterator[World]:
        """Open a world of one's own, gone afterwards."""
        if kind not in self._filled:
            address = self.databases.create(kind)
            self._filled[kind] = (address, fill(address))
        template, filled = self._filled[kind]
        address = self.databases.copy(template)
        made = open_world(address, folder / "var", filled=filled)
        yield made
        close_world(made)
        self.databases.drop(address)

    def drop(self) -> None:
        """Remove the filled databases."""
        for template, _ in self._filled.values():
            self.databases.drop(template)


@pytest.fixture(scope="session")
def worlds(databases: Databases) -> Iterator[Worlds]:
    made = Worlds(databases)
    yield made
    made.drop()


@pytest.fixture(scope="module", params=sqlite_and_postgresql)
def seen(request: pytest.FixtureRequest, worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world for tests that change nothing which another test of the file looks at."""
    yield from worlds.open(request.param, tmp_path_factory.mktemp("seen"))


@pytest.fixture(params=sqlite_and_postgresql)
def world(request: pytest.FixtureRequest, worlds: Worlds, tmp_path: Path) -> Iterator[World]:
    """A world of one's own."""
    yield from worlds.open(request.param, tmp_path)
