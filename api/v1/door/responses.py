"""Turns an answer into a response: tags, packing, and the headers that every answer carries."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from werkzeug.datastructures import ETags
from werkzeug.http import parse_etags
from werkzeug.wrappers import Request

from api.v1.door.answer import JSON_TYPE, Answer, as_json
from api.v1.door.cache import Ready
from api.v1.door.errors import Refusal

SMALLEST_PACKED = 1_024
PACKING_LEVEL = 5
TAG_LENGTH = 32
ALWAYS = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Encoding, Authorization"}


def ready(answer: Answer) -> Ready:
    """Do the work on an answer that does not depend on who asks: its tag, and its packed body where that is smaller."""
    packed = None
    if len(answer.body) >= SMALLEST_PACKED:
        # No time of packing: the same answer is the same bytes.
        packed = gzip.compress(answer.body, PACKING_LEVEL, mtime=0)
    return Ready(answer, packed, hashlib.sha256(answer.body).hexdigest()[:TAG_LENGTH])


def respond(done: Ready, request: Request, *, headers: Mapping[str, str]) -> Response:
    """Return the response for an answer, empty where the one who asks has it already."""
    answer = done.answer
    said = {**ALWAYS, **answer.headers, **headers}
    if answer.status == HTTPStatus.OK and request.method in {"GET", "HEAD"}:
        # Weak: packed and plain, it says the same.
        said["ETag"] = f'W/"{done.tag}"'
        if _has_it(request, done.tag):
            return Response(status=HTTPStatus.NOT_MODIFIED, headers=said)
    body = answer.body
    if done.packed is not None and _takes_gzip(request):
        body = done.packed
        said["Content-Encoding"] = "gzip"
    response = Response(body, status=answer.status, headers=said)
    response.headers["Content-Type"] = answer.media_type
    return response


def respond_refusal(refusal: Refusal, *, headers: Mapping[str, str]) -> Response:
    """Return the response for a refusal."""
    said = {**ALWAYS, **headers, **refusal.headers}
    return Response(as_json(refusal.as_json()), status=refusal.status, mimetype=JSON_TYPE, headers=said)


def _has_it(request: Request, tag: str) -> bool:
    given = request.headers.get("If-None-Match")
    if given is None:
        return False
    tags: ETags = parse_etags(given)
    return tags.contains_weak(tag)


def _takes_gzip(request: Request) -> bool:
    given = request.headers.get("Accept-Encoding", "")
    return "gzip" in given and request.accept_encodings["gzip"] > 0
