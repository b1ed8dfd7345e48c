"""Turns an answer into a response: its tag, and the headers that every answer carries."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, g, request

from api.v1.door.answer import JSON_TYPE, Answer, as_json
from api.v1.door.errors import Refusal

ALWAYS = {"Cache-Control": "no-store", "Vary": "Accept, Authorization"}


def respond(answer: Answer) -> Response:
    """Return the response for an answer: 304 without a body for a client that has it already."""
    response = Response(answer.body, status=answer.status, headers=_headers() | dict(answer.headers))
    response.headers["Content-Type"] = answer.media_type
    if answer.status == HTTPStatus.OK and request.method in {"GET", "HEAD"}:
        # Weak: a proxy that packs an answer does not change what it says.
        response.set_etag(answer.tag, weak=True)
        response.make_conditional(request)
    return response


def respond_refusal(refusal: Refusal) -> Response:
    """Return the response for a refusal."""
    headers = _headers() | dict(refusal.headers)
    return Response(as_json(refusal.as_json()), status=refusal.status, mimetype=JSON_TYPE, headers=headers)


def _headers() -> dict[str, str]:
    limit: dict[str, str] = g.get("rate_limit", {})
    return ALWAYS | limit
