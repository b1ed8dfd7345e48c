"""A database filled for the API, a token to it, and the server that is measured."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from sqlalchemy import URL

from bench.api_server import FORGETFUL
from bench.stores import Store
from bench.timing import ROOT
from moderation.access.actor import OPERATOR
from moderation.audit.act import Act
from moderation.cli.serve import gunicorn
from moderation.database.clock import system_clock
from moderation.database.engine import open_engine
from moderation.database.transaction import restoring as inserting
from moderation.findings.sign_off import SignOff, sign_off
from moderation.people.records import Scope
from moderation.people.tokens import AddToken, add_token
from moderation.providers.records import provider_by_code
from tests import builders
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample

PROVIDERS = ("AAA", "BBB", "CCC", "DDD", "EEE")
SCRIPTS = 400
FILER = "AAA"
EXPIRES = date(2099, 12, 31)
OPEN_WINDOW = "2015F"
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A filled database, the folder beside it, and a token of DfE and of a provider."""

    address: URL
    var: Path
    token: str
    provider_token: str
    world: Drawn


def filled(store: Store, name: str, count: int) -> Served:
    """Make a database with so many results, five frames of it drawn, moderated and signed off."""
    address = store.create(f"api_{name}")
    engine = open_engine(address)
    world = drawn_window(engine, {code: builders.make_lines(SCRIPTS, prefix=code) for code in PROVIDERS})
    for code in PROVIDERS:
        settle_sample(world, code, overturned=1)
    with inserting(engine) as session:
        sign_off(Act(session, world.cast.lead, SIGNED), SignOff(window_code=world.code))
    official = world.cast.official.person_id
    assert official is not None
    with inserting(engine) as session:
        window = builders.make_window(
            session, world.cast, code=OPEN_WINDOW, providers=[provider_by_code(session, code) for code in PROVIDERS]
        )
        rest = count - SCRIPTS * len(PROVIDERS)
        if rest > 0:
            provider = provider_by_code(session, PROVIDERS[1])
            builders.make_return(session, window, provider, lines=builders.make_lines(rest), by=official)
    tokens = []
    for command in (
        AddToken(scope=Scope.DFE, expires_on=EXPIRES),
        AddToken(scope=Scope.PROVIDER, provider_code=FILER, expires_on=EXPIRES),
    ):
        with inserting(engine) as session:
            tokens.append(add_token(Act(session, OPERATOR, system_clock()), command).plaintext)
    engine.dispose()
    var = Path(tempfile.mkdtemp(prefix="npq-api-", dir=store.folder))
    return Served(address, var, tokens[0], tokens[1], world)


@contextmanager
def serve(address: URL, var: Path, *, forgetful: bool = False) -> Iterator[tuple[str, int]]:
    """Serve a database as `moderation serve` does, until the block ends."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    factory = "bench.api_server:create()"
    arguments = [
        factory if each.startswith("moderation.app") else each for each in gunicorn("127.0.0.1", port, workers=2)
    ]
    # A worker that is replaced in the middle would be measured, and not the answers.
    arguments = [each for each in arguments if not each.startswith("--max-requests")]
    environment = {
        **os.environ,
        "MODERATION_VAR": str(var),
        "MODERATION_DATABASE_URL": address.render_as_string(hide_password=False),
        FORGETFUL: "yes" if forgetful else "",
    }
    server = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/api/v1/ready")
        yield "127.0.0.1", port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def _wait(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(address, timeout=PATIENCE_SECONDS):
                return
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
