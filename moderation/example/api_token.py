"""The example's key to the API: made on the first run, kept beside the signing key, and shown on every run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from moderation.audit.act import acting
from moderation.database.clock import Clock, london_day
from moderation.database.transaction import reading
from moderation.people.find import the_operator
from moderation.people.records import Scope
from moderation.people.tokens import AddToken, TokenRefusal, add_token, authenticate

FILE = Path("keys") / "example-token"
LASTS = timedelta(days=365)


def example_token(engine: Engine, var: Path, *, clock: Clock) -> str:
    """Return a token of DfE's scope that works; a real one is never kept in plain text."""
    path = var / FILE
    if path.exists():
        kept = path.read_text(encoding="ascii").strip()
        with reading(engine) as session:
            if not isinstance(authenticate(session, kept, clock()), TokenRefusal):
                return kept
    wanted = AddToken(scope=Scope.DFE, expires_on=london_day(clock() + LASTS), label="example")
    with acting(engine, the_operator, clock=clock) as act:
        made = add_token(act, wanted).plaintext
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(made + "\n")
    return made


def worked_lines(token: str, address: str) -> Iterator[str]:
    """Yield what to type to try the API."""
    yield f"TOKEN={token}"
    for path in ("accuracy?filter[window]=2013J", "samples?page[per_page]=5", "audit-entries?sort=-created_at"):
        yield f"curl --silent --globoff --header \"Authorization: Bearer $TOKEN\" '{address}/api/v1/{path}'"
