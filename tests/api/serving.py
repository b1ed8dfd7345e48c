"""Starts the service as it is served in earnest, by gunicorn, for tests that need a true server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask

from api.v1.door.dispatch import COUNTERS, EXTENSION, Door
from api.v1.door.rate_limit import RateLimit
from moderation.app import create_app
from moderation.cli.serve import gunicorn
from moderation.settings import DATABASE_URL, SIGNING_KEY, VAR, Settings

ROOT = Path(__file__).parent.parent.parent
ALLOWED, SECONDS = "MODERATION_TEST_ALLOWED", "MODERATION_TEST_SECONDS"
FACTORY = "tests.api.serving:create()"
PATIENCE_SECONDS = 60


def create() -> Flask:
    """Return the application, which allows what the test says."""
    app = create_app()
    door: Door = app.extensions[EXTENSION]
    allowed, seconds = int(os.environ[ALLOWED]), int(os.environ[SECONDS])
    door.limit = RateLimit(door.settings.var / COUNTERS, allowed=allowed, seconds=seconds)
    return app


@contextmanager
def serving(
    settings: Settings, *, allowed: int = 1 << 40, seconds: int = 300, more: Sequence[str] = ()
) -> Iterator[str]:
    """Serve until the block ends, and give the address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = [
        FACTORY if each.startswith("moderation.app") else each for each in gunicorn("127.0.0.1", port, workers=2)
    ]
    environment = {
        **os.environ,
        VAR: str(settings.var),
        DATABASE_URL: settings.database_url,
        SIGNING_KEY: str(settings.signing_key),
        ALLOWED: str(allowed),
        SECONDS: str(seconds),
    }
    command = [sys.executable, *arguments, *more]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _wait(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(f"{address}/api/v1/ready", timeout=PATIENCE_SECONDS):
                return
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
