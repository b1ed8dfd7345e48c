"""The pages as a browser fetches them, on a service whose example was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import URL

from moderation.app import create_app
from moderation.cli.set_up import set_up
from moderation.database.clock import Clock
from moderation.database.engine import open_engine
from moderation.draws.signing import load_key
from moderation.example.story import Story
from moderation.settings import Environment, Settings
from tests.databases import Databases, sqlite_and_postgresql

BEGAN = datetime(2026, 6, 22, 9, tzinfo=UTC)


def ticking() -> Clock:
    """Return a clock that goes on by a second each time it is read."""
    seconds = count()
    return lambda: BEGAN + timedelta(seconds=next(seconds))


@pytest.fixture(scope="session", params=sqlite_and_postgresql)
def told(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Tell the example's story once on each database; nothing that reads changes it."""
    address = databases.create(request.param)
    settings = settings_for(address, tmp_path_factory.mktemp("told"))
    set_up(settings, clock=ticking())
    engine = open_engine(address)
    Story(engine, load_key(settings), clock=ticking(), say=lambda _: None).tell()
    engine.dispose()
    yield settings
    databases.drop(address)


@pytest.fixture
def bare(database_url: URL, tmp_path: Path) -> Settings:
    """Return the settings of a service in which nothing happened yet, on either database."""
    return settings_for(database_url, tmp_path)


def settings_for(address: URL, var: Path, environment: Environment = Environment.DEVELOPMENT) -> Settings:
    """Return settings for a database and a folder."""
    return Settings(
        environment=environment,
        var=var,
        database_url=address.render_as_string(hide_password=False),
        signing_key=var / "keys" / "signing.pem",
    )


Visit = Callable[[Settings], FlaskClient]


@pytest.fixture
def visit() -> Iterator[Visit]:
    """Make a browser for a service."""
    made: list[Flask] = []

    def make(settings: Settings) -> FlaskClient:
        made.append(create_app(settings))
        return made[-1].test_client()

    yield make
    for app in made:
        with app.app_context():
            app.extensions["sqlalchemy"].engine.dispose()
