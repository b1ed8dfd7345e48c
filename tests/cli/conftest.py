"""The command as a person meets it: arguments in, exit status, standard output and standard error out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL

from moderation.cli import main
from tests.databases import Databases


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Answer]
Move = Callable[..., URL]


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the settings at a folder of this test alone."""
    for name in ("MODERATION_DATABASE_URL", "MODERATION_SIGNING_KEY", "MODERATION_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MODERATION_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


@pytest.fixture
def run(var: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder of its own."""

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    return run


@pytest.fixture
def service(run: Run, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a service that is ready: on SQLite, and again on PostgreSQL."""
    point_at(database_url, monkeypatch)
    assert run("init").status == 0
    return run


def point_at(address: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands that follow use a database."""
    monkeypatch.setenv("MODERATION_DATABASE_URL", address.render_as_string(hide_password=False))


@pytest.fixture
def move(databases: Databases, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[Move]:
    """Point the commands that follow at a further database without any table: of the same kind, unless one is named."""
    made: list[URL] = []

    def make(kind: str = database_url.get_backend_name()) -> URL:
        made.append(databases.create_empty(kind))
        point_at(made[-1], monkeypatch)
        return made[-1]

    yield make
    for address in made:
        databases.drop(address)
