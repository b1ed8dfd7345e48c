"""Whether the service lives, and whether it is ready to be asked."""

from __future__ import annotations

import os
from http import HTTPStatus

from api.v1.door.answer import JSON_TYPE, Answer, as_json
from api.v1.door.errors import refuse
from api.v1.door.routes import Free, Route, Service
from api.v1.door.viewer import PUBLIC
from moderation.audit.newest import newest_entry_in
from moderation.database.schema import pending
from moderation.database.transaction import reading

SHAPE = Free(
    schema={
        "type": "object",
        "required": ["status"],
        "properties": {"status": {"type": "string", "enum": ["alive", "ready"]}},
        "additionalProperties": False,
    }
)


def alive(_service: Service) -> Answer:
    """Say that the process answers; asks nobody else."""
    return Answer(body=as_json({"status": "alive"}))


def is_ready(service: Service) -> Answer:
    """Say that the database answers at this version's schema and that files can be taken, or refuse."""
    with reading(service.engine) as session:
        newest_entry_in(session)
    if pending(service.engine):
        raise refuse("unavailable", "The database is not at the schema of this version.")
    if not os.access(service.settings.var, os.W_OK):
        raise refuse("unavailable", "No file can be taken at the moment.")
    return Answer(body=as_json({"status": "ready"}))


def _route(path: str, name: str, *, summary: str, refusals: frozenset[str] = frozenset()) -> Route:
    return Route(
        path=path,
        name=name,
        summary=summary,
        tag="health",
        access=PUBLIC,
        static=alive if path == "/health" else is_ready,
        answers={HTTPStatus.OK: {JSON_TYPE: SHAPE}},
        refusals=refusals,
    )


ROUTES = (
    _route("/health", "health", summary="Is the process alive"),
    _route("/ready", "ready", summary="Can it be asked"),
)
