"""The road of a small window, a command a step, with a copy of the database as it was before each."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, func, select, text

from moderation.cli.archive import tables
from moderation.database.engine import open_engine
from moderation.database.transaction import reading
from moderation.proof.prove import prove
from tests.databases import Databases
from tests.faults.child import start

WINDOW, PROVIDER = "2014J", "CCC"
OFFICIAL, WITNESS, LEAD, STAFF = "official@example.org", "witness@example.org", "lead@example.org", "ccc@example.org"
ROWS, SEED = 120, "31415926535897932384"
PATIENCE = 60

OPEN = (
    "window", "open", WINDOW, "--from", "2014-09-01", "--to", "2015-07-31", "--returns-due", "2015-08-14",
    "--frames-close", "2015-08-21", "--seed-source", "a public lottery", "--as", OFFICIAL,
)  # fmt: skip
PREPARATION = (
    ("init",),
    ("user", "add", "admin@example.org", "--role", "administrator"),
    ("user", "add", OFFICIAL, "--role", "official"),
    ("user", "add", WITNESS, "--role", "official"),
    ("user", "add", LEAD, "--role", "lead_moderator"),
    ("provider", "add", PROVIDER, "Coastal", "--as", "admin@example.org"),
    ("user", "add", STAFF, "--role", "provider", "--provider", PROVIDER),
    OPEN,
)
STEPS = ("file", "freeze", "seed", "confirm", "draw", "import", "sign-off", "publish")


@dataclass(frozen=True)
class Step:
    """A command, the database before it, and how many rows each table holds before and after."""

    arguments: tuple[str, ...]
    address: URL
    before: Mapping[str, int]
    after: Mapping[str, int]


class Road:
    """Builds the road once for a kind of database, and hands out copies of its milestones."""

    def __init__(self, databases: Databases, kind: str, folder: Path) -> None:
        self._databases, self._kind, self.folder = databases, kind, folder
        self._commands = commands(folder)
        self.steps: dict[str, Step] = {}
        here = databases.create(kind)
        for arguments in PREPARATION:
            self._walk(arguments, here)
        for name in STEPS:
            milestone = self.copy(here)
            before = row_counts(here)
            self._walk(self._commands[name], here)
            self.steps[name] = Step(self._commands[name], milestone, before, row_counts(here))
        databases.drop(here)

    def copy(self, address: URL) -> URL:
        """Return a copy of a database that nobody uses."""
        if self._kind == "sqlite":
            fresh = self._databases.create_empty(self._kind)
            shutil.copyfile(str(address.database), str(fresh.database))
            return fresh
        return self._databases._create_on(address.set(database="postgres"), f"TEMPLATE {address.database}")

    def drop(self, address: URL) -> None:
        """Remove a copy."""
        self._databases.drop(address)

    def environ(self, address: URL) -> dict[str, str]:
        """Return the settings with which a command uses a database."""
        return {
            "MODERATION_VAR": str(self.folder),
            "MODERATION_DATABASE_URL": address.render_as_string(hide_password=False),
            "MODERATION_SIGNING_KEY": "",
            "MODERATION_ENVIRONMENT": "",
        }

    def run(self, arguments: tuple[str, ...], address: URL) -> tuple[int | None, str]:
        """Run a command to its end; return its status and what it said."""
        said = self.folder / "said"
        process = start(arguments, environ=self.environ(address), said=said)
        process.join(PATIENCE)
        return process.exitcode, said.read_text()

    def _walk(self, arguments: tuple[str, ...], address: URL) -> None:
        status, words = self.run(arguments, address)
        assert status == 0, words


def commands(folder: Path) -> dict[str, tuple[str, ...]]:
    """Write the files of the road and return its commands."""
    filed, marks = folder / "CCC.csv", folder / "marks.csv"
    header = "script_ref,participant_ref,qualification,final_mark,max_mark,outcome,peer_moderated,"
    lines = [f"S-{row},P-{row},NPQSL,60,100,pass,no,no,2015-01-15" for row in range(1, ROWS + 1)]
    filed.write_text("\n".join([f"{header}changed_by_peer_moderation,assessed_on", *lines, ""]))
    settled = [f"{PROVIDER},S-{row},58,100,pass" for row in range(1, ROWS + 1)]
    marks.write_text("\n".join(["provider,script_ref,mark,max_mark,outcome", *settled, ""]))
    return {
        "file": ("return", "file", PROVIDER, WINDOW, str(filed), "--declared-by", "Ann", "--as", STAFF),
        "freeze": ("frame", "freeze", WINDOW, "--as", OFFICIAL),
        "seed": ("seed", "record", WINDOW, "--seed", SEED, "--again", SEED, "--as", OFFICIAL),
        "confirm": ("seed", "confirm", WINDOW, "--seed", SEED, "--as", WITNESS),
        "draw": ("draw", WINDOW, "--as", OFFICIAL),
        "import": ("outcomes", "import", WINDOW, str(marks), "--as", LEAD),
        "sign-off": ("window", "sign-off", WINDOW, "--as", LEAD),
        "publish": ("window", "publish", WINDOW, "--as", OFFICIAL),
    }


def row_counts(address: URL) -> dict[str, int]:
    """Return how many rows each table holds, once nobody else is at work in the database; log and records must hold."""
    engine = open_engine(address)
    try:
        if engine.dialect.name == "postgresql":
            with engine.connect() as connection:
                others = text(
                    "SELECT count(*) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                while connection.scalar(others):
                    connection.rollback()
        with reading(engine) as session:
            found = list(prove(session))
            assert all(proof.holds for proof in found), found
            return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables()}
    finally:
        engine.dispose()
