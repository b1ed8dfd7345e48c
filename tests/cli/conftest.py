"""The command as a person meets it: arguments in, exit status, standard output and standard error out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
# Each is built on the one before.
STAGES = ("service", "opened", "drawn")


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


@dataclass
class Services:
    """Services on each kind of database, as far as commands brought them: each built once, on the one before."""

    databases: Databases
    folder: Path
    _built: dict[tuple[str, str], tuple[URL, Path]] = field(default_factory=dict)

    def copy(self, kind: str, stage: str, var: Path) -> URL:
        """Copy the files of a service into a folder, and return the address of a copy of its database."""
        address, files = self._of(kind, stage)
        shutil.copytree(files, var)
        return self.databases.copy(address)

    def drop(self) -> None:
        """Remove them all."""
        while self._built:
            self.databases.drop(self._built.popitem()[1][0])

    def _of(self, kind: str, stage: str) -> tuple[URL, Path]:
        if (kind, stage) not in self._built:
            var = self.folder / f"{kind}-{stage}"
            before = STAGES.index(stage) - 1
            address = self.databases.create(kind) if before < 0 else self.copy(kind, STAGES[before], var)
            with pytest.MonkeyPatch.context() as patch:
                point_at(address, patch)
                patch.setenv("MODERATION_VAR", str(var))
                for words in commands(stage, self.folder):
                    assert main([str(word) for word in words]) == 0, words
            self._built[kind, stage] = (address, var)
        return self._built[kind, stage]


@pytest.fixture(scope="session")
def services(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("services")
    write_files(folder)
    made = Services(databases, folder)
    yield made
    made.drop()


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, services: Services, databases: Databases, database_kind: str, var: Path
) -> Iterator[URL]:
    """A database of the test's own, as far on as the furthest service that the test asks for."""
    asked = [stage for stage in STAGES if stage in request.fixturenames]
    address = services.copy(database_kind, asked[-1], var) if asked else databases.create(database_kind)
    yield address
    databases.drop(address)


@pytest.fixture
def service(run: Run, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a service that is ready: on SQLite, and again on PostgreSQL."""
    point_at(database_url, monkeypatch)
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
    write_files(tmp_path)
    return service


@pytest.fixture
def drawn(opened: Run) -> Run:
    """Return the commands of a service whose window is drawn."""
    return opened


def write_files(folder: Path) -> None:
    """Write a return, and the outcomes of its results."""
    lines = [f"S-{row:02},P-{row},NPQSL,60,100,pass,no,no,2015-01-15" for row in range(1, ROWS + 1)]
    (folder / "CCC.csv").write_text("\n".join([HEADER, *lines, ""]))
    settled = [f"CCC,S-{row:02},58,100,pass" for row in range(1, ROWS + 1)]
    (folder / "marks.csv").write_text("\n".join(["provider,script_ref,mark,max_mark,outcome", *settled, ""]))


def commands(stage: str, folder: Path) -> list[tuple[object, ...]]:
    """Return what brings a service from the stage before to a stage."""
    days = ("--from", "2014-09-01", "--to", "2015-07-31", "--returns-due", "2015-08-14", "--frames-close", "2015-08-21")
    made: dict[str, list[tuple[object, ...]]] = {
        "service": [("init",)],
        "opened": [
            ("user", "add", OFFICIAL, "--role", "official"),
            ("user", "add", WITNESS, "--role", "official"),
            ("user", "add", LEAD, "--role", "lead_moderator"),
            ("user", "add", ADMIN, "--role", "administrator"),
            ("provider", "add", "CCC", "Coastal", "--as", ADMIN),
            ("user", "add", STAFF, "--role", "provider", "--provider", "CCC"),
            ("window", "open", "2014J", *days, "--seed-source", "a lottery", "--as", OFFICIAL),
        ],
        "drawn": [
            ("return", "file", "CCC", "2014J", folder / "CCC.csv", "--declared-by", "Ann", "--as", STAFF),
            ("frame", "freeze", "2014J", "--as", OFFICIAL),
            ("seed", "record", "2014J", "--seed", SEED, "--again", SEED, "--as", OFFICIAL),
            ("seed", "confirm", "2014J", "--seed", SEED, "--as", WITNESS),
            ("draw", "2014J", "--as", OFFICIAL),
        ],
    }
    return made[stage]
