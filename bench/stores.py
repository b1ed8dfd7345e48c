"""Databases to measure on: SQLite files, and a PostgreSQL server of our own with the settings it comes with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import URL

from moderation.database.engine import open_engine
from moderation.database.schema import upgrade
from tests import servers


@dataclass(frozen=True, slots=True)
class Store:
    """A place for databases of one kind; without a server they are SQLite files in its folder."""

    folder: Path
    server: URL | None = None

    @property
    def kind(self) -> str:
        """What the table calls it."""
        return "SQLite" if self.server is None else "PostgreSQL"

    def create(self, name: str) -> URL:
        """Make a database at the newest schema."""
        address = self._empty(name, "template0")
        engine = open_engine(address)
        try:
            upgrade(engine)
        finally:
            engine.dispose()
        return address

    def copy(self, template: URL, name: str) -> URL:
        """Make a database that is a copy of another, which nobody has open."""
        address = self._empty(name, str(template.database))
        if self.server is None:
            shutil.copyfile(str(template.database), str(address.database))
        else:
            # What copying left to be written is not to fall on what is measured next.
            execute(address, "CHECKPOINT")
        return address

    def tidy(self, address: URL) -> None:
        """Do what the server's housekeeping does by itself within minutes of a large load."""
        if self.server is not None:
            execute(address, "VACUUM (ANALYZE)")

    def drop(self, address: URL) -> None:
        """Remove a database."""
        if self.server is not None:
            execute(self.server, f"DROP DATABASE {address.database} WITH (FORCE)")
            return
        file = Path(str(address.database))
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()

    def _empty(self, name: str, template: str) -> URL:
        if self.server is None:
            return URL.create("sqlite", database=str(self.folder / f"{name}.db"))
        execute(self.server, f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.server.set(database=name)


@contextmanager
def stores() -> Iterator[tuple[Store, Store]]:
    """Give a place for databases on PostgreSQL and one on SQLite; both are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="npq-bench-"))
    # The server runs as another user, who must be able to pass through.
    folder.chmod(0o755)
    try:
        yield Store(folder, servers.start_embedded(folder, durable=True)), Store(folder)
    finally:
        servers.stop_all(folder)


def execute(address: URL, statement: str) -> None:
    """Run a statement of a PostgreSQL server outside any transaction."""
    with psycopg.connect(servers.connection_string(address), autocommit=True) as connection:
        connection.execute(statement.encode())
