"""The world behind the API, on each database: one for the tests of a file that only look, one for each that acts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.world import World, make_world
from tests.databases import Databases, sqlite_and_postgresql


@pytest.fixture(scope="module", params=sqlite_and_postgresql)
def seen(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """A world for tests that change nothing which another test of the file looks at."""
    yield from _world(request.param, databases, tmp_path_factory.mktemp("seen"))


@pytest.fixture(params=sqlite_and_postgresql)
def world(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[World]:
    """A world of one's own."""
    yield from _world(request.param, databases, tmp_path)


def _world(kind: str, databases: Databases, folder: Path) -> Iterator[World]:
    address = databases.create(kind)
    made = make_world(address, folder / "var")
    yield made
    made.door.limit.close()
    made.door.engine.dispose()
    made.engine.dispose()
    databases.drop(address)
