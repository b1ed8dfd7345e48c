"""Opens the door to a token, remembers it while nothing changed, and notes when it was last used."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from api.v1.door.errors import Refusal, refuse
from api.v1.door.viewer import Viewer
from moderation.database.clock import end_of_day
from moderation.database.engine import PATIENCE_SECONDS
from moderation.database.transaction import reading, writing
from moderation.errors import ServiceError
from moderation.people.tokens import TokenRefusal, authenticate, note_token_use

BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/=-]{1,200}) *", re.ASCII | re.IGNORECASE)
NOTED_EVERY = timedelta(minutes=1)
MOST_REMEMBERED = 10_000

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="moderation"'}
SENTENCES = {
    TokenRefusal.UNKNOWN: "This token is not known here.",
    TokenRefusal.EXPIRED: "This token has expired. Ask for another.",
    TokenRefusal.REVOKED: "This token was revoked. Ask for another.",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A token that opened the door, as of an entry of the log."""

    viewer: Viewer
    entry: int
    until: datetime


class Keys:
    """The tokens that were seen by this process.

    A token is made and revoked by acts that the log tells, so what was known at an entry holds until the next.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._noted: dict[int, datetime] = {}
        self._lock = threading.Lock()

    def open(self, engine: Engine, header: str | None, *, entry: int, now: datetime) -> Viewer:
        """Return who comes with an Authorization header, or refuse."""
        plaintext = _plaintext(header)
        known = self._known.get(plaintext)
        if known is not None and known.entry == entry and now < known.until:
            return known.viewer
        with reading(engine) as session:
            found = authenticate(session, plaintext, now)
            if isinstance(found, TokenRefusal):
                raise _unauthorised(SENTENCES[found])
            until = end_of_day(found.expires_on)
        viewer = Viewer(found.token_id, found.scope, found.actor)
        with self._lock:
            self._known[plaintext] = Known(viewer, entry, until)
            while len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)
        return viewer

    def note_use(self, engine: Engine, token_id: int, *, now: datetime) -> None:
        """Record that a token was used, at most once a minute, and never at the cost of an answer."""
        last = self._noted.get(token_id)
        if last is not None and last <= now < last + NOTED_EVERY:
            return
        self._noted[token_id] = now
        try:
            with engine.connect() as connection, _waiting_for_nobody(connection), writing(connection) as session:
                note_token_use(session, token_id, now)
        except (ServiceError, DBAPIError):
            # Somebody writes something long; the next request notes it.
            self._noted.pop(token_id, None)


def _plaintext(header: str | None) -> str:
    if header is None:
        raise _unauthorised("Send a token: Authorization: Bearer TOKEN.")
    found = BEARER.fullmatch(header)
    if found is None:
        raise _unauthorised("The header is not in the form Authorization: Bearer TOKEN.")
    return found.group(1)


def _unauthorised(sentence: str) -> Refusal:
    return refuse("unauthorised", sentence, pointer="/Authorization", headers=CHALLENGE)


@contextmanager
def _waiting_for_nobody(connection: Connection) -> Iterator[None]:
    """Let a connection give up at once where somebody else writes, as long as the block lasts."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        driver.execute("SET lock_timeout = '50ms'")
        driver.commit()
        restore = f"SET lock_timeout = '{PATIENCE_SECONDS}s'"
    else:
        driver.execute("PRAGMA busy_timeout = 0")
        restore = f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000}"
    try:
        yield
    finally:
        driver.execute(restore)
        if connection.dialect.name == "postgresql":
            driver.commit()
