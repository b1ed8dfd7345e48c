"""The session of a page: one snapshot of the database for each request, in which nothing can be written."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from moderation.database.transaction import reading

ENGINE = "moderation_engine"


def give_sessions(app: Flask, engine: Engine) -> None:
    """Let the pages of an application read from a database; what a request opened is closed at its end."""
    app.extensions[ENGINE] = engine
    app.teardown_appcontext(_close)


def session() -> Session:
    """Return the session of this request; it is opened when it is first asked for."""
    if "session" not in g:
        with ExitStack() as stack:
            g.session = stack.enter_context(reading(current_app.extensions[ENGINE]))
            g.close_session = stack.pop_all().close
    opened: Session = g.session
    return opened


def _close(_error: BaseException | None) -> None:
    g.pop("session", None)
    close = g.pop("close_session", None)
    if close is not None:
        close()
