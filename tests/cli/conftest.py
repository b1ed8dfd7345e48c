"""The command as a person meets it: arguments in, exit status, standard output and standard error out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL

from moderation.cli import main
from tests.databases import Databases

OFFICIAL, WITNESS, LEAD, ADMIN = "ann@example.org", "ben@example.org", "lea@example.org", "adm@example.org"
STAFF, SEED = "ccc@example.org", "31415926535897932384"
HEADER = (
    "script_ref,participant_ref,qualification,final_mark,max_mark,outcome,peer_moderated,"
    "changed_by_peer_moderation,assessed_on"
)
ROWS = 40


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


@pytest.fixture
def opened(service: Run, tmp_path: Path) -> Run:
    """Return the commands of a service with its people, a provider and an open window, and files to use."""
    for email, role in (
        (OFFICIAL, "official"),
        (WITNESS, "official"),
        (LEAD, "lead_moderator"),
        (ADMIN, "administrator"),
    ):
        assert service("user", "add", email, "--role", role).status == 0
    assert service("provider", "add", "CCC", "Coastal", "--as", ADMIN).status == 0
    assert service("user", "add", STAFF, "--role", "provider", "--provider", "CCC").status == 0
    days = ("--from", "2014-09-01", "--to", "2015-07-31", "--returns-due", "2015-08-14", "--frames-close", "2015-08-21")
    made = service("window", "open", "2014J", *days, "--seed-source", "a lottery", "--as", OFFICIAL)
    assert made.status == 0, made.err
    lines = [f"S-{row:02},P-{row},NPQSL,60,100,pass,no,no,2015-01-15" for row in range(1, ROWS + 1)]
    (tmp_path / "CCC.csv").write_text("\n".join([HEADER, *lines, ""]))
    settled = [f"CCC,S-{row:02},58,100,pass" for row in range(1, ROWS + 1)]
    (tmp_path / "marks.csv").write_text("\n".join(["provider,script_ref,mark,max_mark,outcome", *settled, ""]))
    return service


@pytest.fixture
def drawn(opened: Run, tmp_path: Path) -> Run:
    """Return the commands of a service whose window is drawn."""
    for words in (
        ("return", "file", "CCC", "2014J", tmp_path / "CCC.csv", "--declared-by", "Ann", "--as", STAFF),
        ("frame", "freeze", "2014J", "--as", OFFICIAL),
        ("seed", "record", "2014J", "--seed", SEED, "--witness", WITNESS, "--as", OFFICIAL),
        ("draw", "2014J", "--as", OFFICIAL),
    ):
        done = opened(*words)
        assert done.status == 0, done.err
    return opened
