"""What the API answers when it says no: one list of errors, each with a code, a place and a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

import psycopg
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import ClientDisconnected, HTTPException, MethodNotAllowed, RequestEntityTooLarge

from api.v1.door.steps import step_json
from moderation.database.refusals import as_service_error
from moderation.errors import (
    BUSY_SECONDS,
    Busy,
    Conflict,
    Fault,
    NotAllowed,
    NotFound,
    Rejected,
    ServiceError,
    Step,
    Unavailable,
)

Json = dict[str, Any]

MOST_SHOWN = 1_000
LONGEST_VALUE = 200
NOWHERE_ELSE: Mapping[str, str] = MappingProxyType({})

# Every code an error may carry, with its status, title and meaning: the documentation is made of this table.
CODES: Mapping[str, tuple[HTTPStatus, str, str]] = {
    "bad_request": (HTTPStatus.BAD_REQUEST, "Bad request", "The request cannot be read."),
    "bad_parameter": (HTTPStatus.BAD_REQUEST, "Bad parameter", "A query parameter is unknown, repeated or wrong."),
    "bad_header": (HTTPStatus.BAD_REQUEST, "Bad header", "A header is missing or wrong."),
    "unauthorised": (HTTPStatus.UNAUTHORIZED, "Unauthorised", "No token came, or one that opens nothing."),
    "forbidden": (HTTPStatus.FORBIDDEN, "Forbidden", "The token's scope does not reach this."),
    "not_found": (HTTPStatus.NOT_FOUND, "Not found", "There is no such record, or not for this token."),
    "method_not_allowed": (HTTPStatus.METHOD_NOT_ALLOWED, "Method not allowed", "The address knows other methods."),
    "conflict": (HTTPStatus.CONFLICT, "Conflict", "The request disagrees with what is recorded already."),
    "too_large": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large", "The body is larger than is accepted here."),
    "unsupported_media_type": (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Unsupported media type",
        "The body comes in a type that is not accepted here.",
    ),
    "invalid": (HTTPStatus.UNPROCESSABLE_ENTITY, "Invalid", "The content is wrong; every fault is listed."),
    "too_many_requests": (HTTPStatus.TOO_MANY_REQUESTS, "Too many requests", "The token has used up its requests."),
    "unforeseen": (HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong", "A mistake of ours; nothing was changed."),
    "unavailable": (HTTPStatus.SERVICE_UNAVAILABLE, "Unavailable", "The service or its database cannot answer now."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong; the pointer says where, empty for the request as a whole."""

    code: str
    detail: str
    pointer: str = ""
    meta: Json | None = None

    def as_json(self) -> Json:
        """Return the problem as a member of `errors`."""
        shown: Json = {
            "title": CODES[self.code][1],
            "detail": whole(self.detail),
            "code": self.code,
            "source": {"pointer": whole(self.pointer)},
        }
        if self.meta is None:
            return shown
        return {**shown, "meta": {name: whole(v) if isinstance(v, str) else v for name, v in self.meta.items()}}


def whole(text: str) -> str:
    """Return a text in which halves of surrogate pairs, which strict readers refuse, are replaced.

    >>> whole("a\\udce9b")
    'a\ufffdb'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(slots=True)
class Refusal(Exception):
    """An answer that says no, ready to be sent; `then` is the way out."""

    problems: tuple[Problem, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    count: int | None = None
    then: tuple[Step, ...] = ()

    @property
    def status(self) -> HTTPStatus:
        """Return the status that all its problems share."""
        return CODES[self.problems[0].code][0]

    def as_json(self) -> Json:
        """Return the body; `meta` counts the problems where not all are shown."""
        count = len(self.problems) if self.count is None else self.count
        shown = self.problems[:MOST_SHOWN]
        return {
            "errors": [problem.as_json() for problem in shown],
            "meta": {"errors_count": count, "shown_count": len(shown)},
            "then": [step_json(step) for step in self.then],
        }


def refuse(
    code: str,
    detail: str,
    *,
    pointer: str = "",
    headers: Mapping[str, str] | None = None,
    then: tuple[Step, ...] = (),
) -> Refusal:
    """Return the refusal of one thing."""
    return Refusal((Problem(code=code, detail=detail, pointer=pointer),), headers or {}, then=then)


def refused_parameters(faults: Iterable[tuple[str, str]]) -> Refusal:
    """Return the refusal of query parameters: pairs of a name and a sentence."""
    return Refusal(
        tuple(Problem(code="bad_parameter", detail=sentence, pointer=f"/{name}") for name, sentence in faults)
    )


def refusal_of(error: Exception) -> Refusal | None:
    """Return an exception as a refusal of the API, or None for a mistake in the program."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, (DBAPIError, psycopg.Error, sqlite3.Error)):
        translated = as_service_error(error)
        return None if translated is None else _from_service(translated)
    if isinstance(error, ServiceError):
        return _from_service(error)
    if isinstance(error, RequestEntityTooLarge):
        return refuse("too_large", "The body is larger than is accepted here.")
    if isinstance(error, ClientDisconnected):
        return refuse("bad_request", "The connection ended before the whole body had come. Nothing was stored.")
    return _from_flask(error) if isinstance(error, HTTPException) else None


def _from_flask(error: HTTPException) -> Refusal | None:
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return refuse("method_not_allowed", f"This address knows {allowed}.", headers={"Allow": allowed})
    if error.code == HTTPStatus.NOT_FOUND:
        return refuse("not_found", "There is nothing under this address.")
    return refuse("bad_request", "The request cannot be read.") if error.code == HTTPStatus.BAD_REQUEST else None


def unforeseen(request_id: str | None) -> Refusal:
    """Return the answer to a mistake of ours: a reference, and nothing of the exception."""
    detail = f"Something went wrong here. Nothing was changed. Quote the request {request_id} when you ask about it."
    return refuse("unforeseen", detail)


def problems_of(
    faults: Iterable[Fault],
    *,
    at: str = "",
    rows_at: str = "",
    first_row: int = 0,
    places: Mapping[str, str] = NOWHERE_ELSE,
) -> tuple[Problem, ...]:
    """Return faults as problems: `at` points to what was sent, `rows_at` to its rows from the number `first_row` on.

    `places` gives the pointer of an input that is neither in a row nor a member of the body.
    """
    return tuple(
        Problem(
            code="invalid",
            detail=fault.sentence,
            pointer=_placed(fault, places) or _pointer(fault, at=at, rows_at=rows_at, first_row=first_row),
            meta={
                "row": fault.row,
                "column": fault.column and fault.column[:LONGEST_VALUE],
                "value": fault.value and fault.value[:LONGEST_VALUE],
            },
        )
        for fault in faults
    )


def _placed(fault: Fault, places: Mapping[str, str]) -> str | None:
    return places.get(fault.column or "") if fault.row is None else None


def _pointer(fault: Fault, *, at: str, rows_at: str, first_row: int) -> str:
    place = at if fault.row is None else f"{rows_at}/{fault.row - first_row}"
    # RFC 6901: the two signs that mean something in a pointer are written in another way.
    column = (fault.column or "")[:LONGEST_VALUE].replace("~", "~0").replace("/", "~1")
    return f"{place}/{column}" if column else place


def _from_service(error: ServiceError) -> Refusal:
    if isinstance(error, Rejected):
        count = getattr(error, "fault_count", None)
        problems = problems_of(error.faults) or (Problem(code="invalid", detail=error.sentence),)
        return Refusal(problems, count=count, then=error.then)
    if isinstance(error, NotFound):
        return refuse("not_found", error.sentence, then=error.then)
    if isinstance(error, NotAllowed):
        return refuse("forbidden", error.sentence)
    if isinstance(error, Busy):
        return refuse("unavailable", error.sentence, headers={"Retry-After": str(BUSY_SECONDS)})
    if isinstance(error, Conflict):
        pointer = f"/{error.field}" if error.field else ""
        return refuse("conflict", error.sentence, pointer=pointer, then=error.then)
    if isinstance(error, Unavailable):
        return refuse("unavailable", "The service cannot answer now. Nothing was changed: try again later.")
    return refuse("bad_request", error.sentence, then=error.then)
