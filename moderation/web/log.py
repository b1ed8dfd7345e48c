"""The log of the service as it is served: a line for each request, never with a word that somebody typed."""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path
from secrets import token_hex

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict

from moderation.settings import Environment, Settings


def keep_a_log(app: Flask, settings: Settings) -> None:
    """Log every request of an application, and give each an identifier."""
    _configure(settings)
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


def _configure(settings: Settings) -> None:
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


def _without_words(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Tell of an error where it happened, never what it says: that may hold what a person typed."""
    failed = event.pop("exc_info", None)
    error = failed if isinstance(failed, BaseException) else sys.exc_info()[1] if failed else None
    if error is not None:
        steps = traceback.extract_tb(error.__traceback__)
        event["steps"] = " ".join(f"{Path(step.filename).name}:{step.lineno}" for step in steps)
    return event
