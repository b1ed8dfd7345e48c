"""Turns what went wrong into a page: plain words, the way out, and never the text of an exception."""

from __future__ import annotations

from http import HTTPStatus

import structlog
from flask import Flask, g, render_template, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from moderation.database.refusals import as_service_error
from moderation.errors import Busy, Conflict, NotAllowed, NotFound, Rejected, ServiceError, Step, Unavailable, Verb

Answer = tuple[str, int]

STATUSES: tuple[tuple[type[ServiceError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (Conflict, HTTPStatus.CONFLICT),
    (Rejected, HTTPStatus.BAD_REQUEST),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (Unavailable, HTTPStatus.SERVICE_UNAVAILABLE),
)
TITLES = {
    HTTPStatus.NOT_FOUND: "Page not found",
    HTTPStatus.FORBIDDEN: "You may not see this page",
    HTTPStatus.METHOD_NOT_ALLOWED: "This cannot be done here",
    HTTPStatus.CONFLICT: "This disagrees with what is recorded",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is too large",
    HTTPStatus.SERVICE_UNAVAILABLE: "The service is not available",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong",
}
WAYS_OUT = {
    HTTPStatus.NOT_FOUND: "If you typed the address, check that it is right.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Try again later. Nothing was changed.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Nothing was changed. Try again later.",
}

# The page on which a step is taken, by its endpoint; a step without one is told in words.
PAGES: dict[Verb, str] = {}


def answer_errors(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(ServiceError, _answer_refusal)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unforeseen)


def _answer_refusal(refusal: ServiceError) -> Answer:
    status = next((code for kind, code in STATUSES if isinstance(refusal, kind)), HTTPStatus.BAD_REQUEST)
    return _page(status, refusal.sentence, then=refusal.then)


def _answer_http(error: HTTPException) -> Answer:
    return _page(HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR))


def _answer_unforeseen(error: Exception) -> Answer:
    if isinstance(error, DBAPIError) and (refusal := as_service_error(error)):
        return _answer_refusal(refusal)
    structlog.get_logger().error("request_failed", request_id=g.request_id, error=type(error).__name__, exc_info=error)
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(status: HTTPStatus, sentence: str | None = None, *, then: tuple[Step, ...] = ()) -> Answer:
    title = TITLES.get(status, "The request was refused")
    words = sentence or WAYS_OUT.get(status, "Go back and try another way.")
    steps = [(step.words, _address(step)) for step in then]
    page = render_template("error.html", title=title, sentence=words, steps=steps, reference=g.get("request_id"))
    return page, status


def _address(step: Step) -> str | None:
    endpoint = PAGES.get(step.verb)
    return None if endpoint is None else url_for(endpoint, **step.known, _external=False)
