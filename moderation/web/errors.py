"""Turns what went wrong into a page: plain words, the way out, and never the text of an exception."""

from __future__ import annotations

from http import HTTPStatus

import structlog
from flask import Response, g, render_template, url_for
from werkzeug.exceptions import HTTPException

from moderation.database.refusals import as_service_error
from moderation.errors import (
    BUSY_SECONDS,
    Busy,
    Conflict,
    NotAllowed,
    NotFound,
    Rejected,
    ServiceError,
    Step,
    Unavailable,
    Verb,
)

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


def answer_error(error: Exception) -> Response:
    """Return the page that tells of an error."""
    if isinstance(error, HTTPException):
        return _page(HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR))
    refusal = error if isinstance(error, ServiceError) else as_service_error(error)
    if refusal is not None:
        return _refused(refusal)
    structlog.get_logger().error("request_failed", request_id=g.request_id, error=type(error).__name__, exc_info=error)
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR)


def _refused(refusal: ServiceError) -> Response:
    status = next((code for kind, code in STATUSES if isinstance(refusal, kind)), HTTPStatus.BAD_REQUEST)
    page = _page(status, refusal.sentence, then=refusal.then)
    if isinstance(refusal, Busy):
        page.headers["Retry-After"] = str(BUSY_SECONDS)
    return page


def _page(status: HTTPStatus, sentence: str | None = None, *, then: tuple[Step, ...] = ()) -> Response:
    title = TITLES.get(status, "The request was refused")
    words = sentence or WAYS_OUT.get(status, "Go back and try another way.")
    steps = [(step.words, _address(step)) for step in then]
    text = render_template("error.html", title=title, sentence=words, steps=steps, reference=g.get("request_id"))
    return Response(text, status=status)


def _address(step: Step) -> str | None:
    endpoint = PAGES.get(step.verb)
    return None if endpoint is None else url_for(endpoint, **step.known, _external=False)
