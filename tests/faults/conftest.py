"""Roads for the tests of faults: one on each kind of database, built once by each worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases, sqlite_and_postgresql
from tests.faults.road import Road


@pytest.fixture(scope="session", params=sqlite_and_postgresql)
def road(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Road]:
    folder: Path = tmp_path_factory.mktemp("road")
    built = Road(databases, request.param, folder)
    yield built
    for step in built.steps.values():
        built.drop(step.address)
