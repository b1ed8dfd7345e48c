"""Assembles the service for the web: settings, database, doors, errors and headers."""

from __future__ import annotations

import os
import sys
import time
import traceback
from pathlib import Path
from secrets import token_hex
from typing import Any

import structlog
from flask import Flask, Response, g, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as RequestSession
from sqlalchemy import Connection, Engine
from structlog.typing import EventDict

from api.v1.registering import register_api
from moderation.database.engine import READING, open_engine
from moderation.database.transaction import UnitOfWork
from moderation.settings import Environment, Settings, read_settings
from moderation.web import errors, home

LARGEST_REQUEST = 1 << 20
# Nothing is loaded from anywhere else, nothing inline runs, and nobody may frame a page.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
HTTPS_ONLY = "max-age=31536000; includeSubDomains"


class ReadingSession(RequestSession, UnitOfWork):
    """The session of a request that looks; actions open a transaction of their own."""

    def get_bind(self, *_asked: Any, **_options: Any) -> Engine | Connection:
        """Return the engine that writes nothing, whatever table is asked for."""
        assert self.bind is not None
        return self.bind


class Database(SQLAlchemy):
    """Gives each request its session, from the engine that the whole service uses."""

    def __init__(self, engine: Engine) -> None:
        self._opened = engine
        looking = engine.execution_options(**{READING: True})
        super().__init__(session_options={"class_": ReadingSession, "bind": looking, "expire_on_commit": False})

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:  # noqa: ARG002
        return self._opened


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application, ready to serve."""
    found = settings or read_settings(os.environ)
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config["SQLALCHEMY_DATABASE_URI"] = found.database_url
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["SIGNING_KEY"] = found.signing_key
    app.json.compact = False  # type: ignore[attr-defined]
    Database(open_engine(found.database_url)).init_app(app)
    app.register_blueprint(home.pages)
    register_api(app, found)
    errors.answer_errors(app)
    _keep_a_log(app, found)
    _protect(app, found)
    return app


def _without_words(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Tell of an error where it happened, never what it says: that may hold what a person typed."""
    failed = event.pop("exc_info", None)
    error = failed if isinstance(failed, BaseException) else sys.exc_info()[1] if failed else None
    if error is not None:
        steps = traceback.extract_tb(error.__traceback__)
        event["steps"] = " ".join(f"{Path(step.filename).name}:{step.lineno}" for step in steps)
    return event


def _keep_a_log(app: Flask, settings: Settings) -> None:
    shown = structlog.dev.ConsoleRenderer(colors=False)
    kept = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            kept if settings.environment is Environment.PRODUCTION else shown,
        ],
        logger_factory=structlog.WriteLoggerFactory(),
    )
    log = structlog.get_logger()

    @app.before_request
    def begin() -> None:
        g.request_id, g.began = token_hex(8), time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        # The route's pattern, never the address: an address may hold what a person typed.
        log.info(
            "request_answered",
            request_id=g.request_id,
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.began) * 1000),
        )
        return response


def _protect(app: Flask, settings: Settings) -> None:
    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.environment is Environment.PRODUCTION:
            response.headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
        return response
