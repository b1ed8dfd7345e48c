"""POST `returns`: a provider's program files results, as the command does, with the same faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import unquote
from uuid import UUID

from flask import request

import moderation.audit.act as audit
from api.v1.door.answer import JSON_TYPE, Answer, Json, as_json
from api.v1.door.errors import Problem, Refusal, problems_of, refuse, refused_parameters
from api.v1.door.idempotency import HEADER, key_of_request, once
from api.v1.door.query import WINDOW_CODE, Query
from api.v1.door.reading_json import ATTRIBUTES, attributes_of, read_document
from api.v1.door.routes import Act, Body, Free, Header, Record, Route
from api.v1.door.uploads import received, scratch
from api.v1.door.viewer import needs
from api.v1.result_rows import FIRST_ROW, RESULT_SCHEMA, RESULTS, result_problems, write_results
from api.v1.returns import RETURNS
from moderation.access.permissions import Permission
from moderation.database.transaction import reading
from moderation.errors import Conflict, Rejected
from moderation.returns.file_return import Filed, FileReturn, file_return
from moderation.windows.shown import knows_window
from sampling.codes import is_code

CSV = "text/csv"
LARGEST_CSV, LARGEST_JSON = 256 << 20, 16 << 20
DECLARED_BY = "Declared-By"
MEMBERS = ("window_code", "declared_by", "results")
# Where the inputs of an action stand in either kind of request.
CSV_PLACES = {"window": "/window_code", "declared_by": f"/{DECLARED_BY}"}
JSON_PLACES = {"window": f"{ATTRIBUTES}/window_code", "declared_by": f"{ATTRIBUTES}/declared_by"}

JSON_SCHEMA: Json = {
    "type": "object",
    "required": ["data"],
    "additionalProperties": False,
    "properties": {
        "data": {
            "type": "object",
            "required": ["type", "attributes"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "returns"},
                "attributes": {
                    "type": "object",
                    "required": list(MEMBERS),
                    "additionalProperties": False,
                    "properties": {
                        "window_code": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,32}$"},
                        "declared_by": {"type": "string", "minLength": 1, "maxLength": 200},
                        "results": {"type": "array", "minItems": 1, "items": RESULT_SCHEMA},
                    },
                },
            },
        }
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """The request: the file and its digest, the window, the declaration, and the JSON pointer of a fault's row."""

    file: BinaryIO
    sha256: str
    window_code: str
    declared_by: str
    at: str
    rows_at: str
    first_row: int
    places: Mapping[str, str]

    def content_hash(self) -> str:
        """Return the hash of all that is asked for."""
        whole = f"{self.sha256}\n{self.window_code}\n{self.declared_by}"
        return hashlib.sha256(whole.encode("utf-8")).hexdigest()


def post_return(act: Act) -> Answer:
    """File a return: 201 for a new version, 200 where the same bytes were filed already."""
    key = key_of_request()
    with _come(act) as filing:
        try:
            _refuse_unknown_window(act, filing)
            said: list[Filed] = []
            answer = once(
                act,
                key,
                content_hash=filing.content_hash(),
                kind=RETURNS,
                do=lambda session: _file(act, session, filing, said),
            )
            return _with_meta(answer, said[0]) if said else answer
        except Rejected as refusal:
            raise _told(refusal, filing) from None
        except Conflict as conflict:
            field = conflict.field or ""
            pointer = filing.places.get(field, f"/{field}" if field else "")
            raise refuse("conflict", conflict.sentence, pointer=pointer, then=conflict.then) from None


def _with_meta(answer: Answer, filed: Filed) -> Answer:
    """Return an answer that also says what was read how, and what is odd."""
    meta = {"notes": list(filed.notes), "warnings": [asdict(warning) for warning in filed.warnings]}
    return replace(answer, body=as_json({**json.loads(answer.body), "meta": meta}))


def _file(act: Act, opened: audit.Act, filing: Filing, said: list[Filed]) -> tuple[UUID, HTTPStatus]:
    assert act.viewer.provider_code is not None
    command = FileReturn(
        provider_code=act.viewer.provider_code,
        window_code=filing.window_code,
        file=filing.file,
        declared_by=filing.declared_by,
    )
    filed = file_return(opened, command)
    said[:] = [filed]
    return filed.version.public_id, HTTPStatus.CREATED if filed.is_new else HTTPStatus.OK


def _refuse_unknown_window(act: Act, filing: Filing) -> None:
    """Refuse a window that this provider is not judged in as one that does not exist."""
    with reading(act.engine) as session:
        if not knows_window(session, act.viewer.actor, filing.window_code):
            pointer = filing.places["window"]
            raise Refusal((Problem(code="invalid", detail="There is no such window.", pointer=pointer),))


@contextmanager
def _come(act: Act) -> Iterator[Filing]:
    if request.mimetype == CSV:
        window_code, declared_by = act.asked.window_code, _declared_by()
        if window_code is None:
            raise refused_parameters([("window_code", "Name the window: ?window_code=2014J.")])
        with received(act.settings.var) as body:
            yield Filing(
                file=body.file,
                sha256=body.sha256,
                window_code=window_code,
                declared_by=declared_by,
                at="",
                rows_at="/rows",
                first_row=0,
                places=CSV_PLACES,
            )
    else:
        with _from_json(act) as filing:
            yield filing


@contextmanager
def _from_json(act: Act) -> Iterator[Filing]:
    request.max_content_length = LARGEST_JSON
    if act.asked.window_code is not None:
        raise refused_parameters([("window_code", "With JSON the window is named in the body.")])
    attributes = attributes_of(read_document(), RETURNS.kind)
    _refuse_members(attributes)
    with scratch(act.settings.var) as (file, _):
        write_results(attributes["results"], file)
        sha256 = hashlib.sha256(file.read()).hexdigest()
        file.seek(0)
        yield Filing(
            file=file,
            sha256=sha256,
            window_code=attributes["window_code"],
            declared_by=attributes["declared_by"],
            at=ATTRIBUTES,
            rows_at=RESULTS,
            first_row=FIRST_ROW,
            places=JSON_PLACES,
        )


def _refuse_members(attributes: Json) -> None:
    problems = [
        Problem(code="invalid", detail="There is no such member here.", pointer=f"{ATTRIBUTES}/{name[:200]}")
        for name in attributes
        if name not in MEMBERS
    ]
    for name in ("window_code", "declared_by"):
        value = attributes.get(name)
        if not isinstance(value, str) or (name == "window_code" and not is_code(value)):
            problems.append(Problem(code="invalid", detail="Give this as text.", pointer=f"{ATTRIBUTES}/{name}"))
        elif any("\ud800" <= sign <= "\udfff" for sign in value):
            problems.append(Problem(code="invalid", detail="This is not text.", pointer=f"{ATTRIBUTES}/{name}"))
    problems += result_problems(attributes.get("results"))
    if problems:
        raise Refusal(tuple(problems))


def _declared_by() -> str:
    given = request.headers.get(DECLARED_BY)
    if given is None:
        sentence = (
            f"Name the person who declares the return right: {DECLARED_BY}: Ann%20Smith (UTF-8, percent-encoded)."
        )
        raise refuse("bad_header", sentence, pointer=f"/{DECLARED_BY}")
    try:
        # What is not ASCII came through a header as something else.
        return unquote(given.encode("ascii").decode("ascii"), errors="strict")
    except UnicodeError:
        raise refuse("bad_header", "The name is UTF-8, percent-encoded.", pointer=f"/{DECLARED_BY}") from None


def _told(refusal: Rejected, filing: Filing) -> Refusal:
    problems = problems_of(
        refusal.faults, at=filing.at, rows_at=filing.rows_at, first_row=filing.first_row, places=filing.places
    )
    return Refusal(problems, count=getattr(refusal, "fault_count", None), then=refusal.then)


_RETURN = Record(kind=RETURNS.kind, attributes=RETURNS.attributes)

ROUTE = Route(
    method="POST",
    path="/returns",
    name="file_return",
    summary="File a return, as CSV or as JSON",
    tag=RETURNS.kind,
    access=needs(Permission.FILE_RETURN),
    query=Query((WINDOW_CODE,)),
    headers=(
        HEADER,
        Header(name=DECLARED_BY, does="With CSV: who declares the return right; UTF-8, percent-encoded."),
    ),
    body=Body(shapes={CSV: Free(), JSON_TYPE: Free(schema=JSON_SCHEMA)}, largest=LARGEST_CSV),
    act=post_return,
    answers={HTTPStatus.CREATED: {JSON_TYPE: _RETURN}, HTTPStatus.OK: {JSON_TYPE: _RETURN}},
)
