"""Describes the API in OpenAPI 3.1, out of the routes that are served and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from api.v1.door.answer import JSON_TYPE, Json
from api.v1.door.errors import CODES
from api.v1.door.query import Parameter
from api.v1.door.routes import Free, Header, Route, Shape
from api.v1.door.steps import STEP

VERSION = "1.0.0"
TITLE = "NPQ moderation API"
INTRODUCTION = (
    "Samples, moderation and accuracy of providers' NPQ summative assessment. Every request but those marked public "
    "carries a token: Authorization: Bearer TOKEN. A provider's token sees its own records alone, and no accuracy "
    "before the sign-off; another provider's record is not found. A token may make 1,000 requests in 5 minutes."
)

ERROR: Json = {
    "type": "object",
    "required": ["title", "detail", "code", "source"],
    "properties": {
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "code": {"type": "string", "enum": list(CODES)},
        "source": {
            "type": "object",
            "required": ["pointer"],
            "properties": {"pointer": {"type": "string"}},
        },
        "meta": {
            "type": "object",
            "properties": {
                "row": {"type": ["integer", "null"]},
                "column": {"type": ["string", "null"]},
                "value": {"type": ["string", "null"]},
            },
        },
    },
}
ERRORS: Json = {
    "type": "object",
    "required": ["errors", "meta", "then"],
    "properties": {
        "errors": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Error"}},
        "then": {"type": "array", "items": dict(STEP)},
        "meta": {
            "type": "object",
            "required": ["errors_count", "shown_count"],
            "properties": {"errors_count": {"type": "integer"}, "shown_count": {"type": "integer"}},
        },
    },
}
REQUEST_ID: Json = {"description": "Names the request; quote it when you ask.", "schema": {"type": "string"}}
LIMIT_HEADERS: Json = {
    name: {"description": words, "schema": {"type": "integer", "minimum": 0}, "required": True}
    for name, words in (
        ("RateLimit-Limit", "Requests allowed in 5 minutes."),
        ("RateLimit-Remaining", "Requests that are left."),
        ("RateLimit-Reset", "Seconds until the count begins anew."),
    )
}
RETRY: Json = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}, "required": True}
LOCATION: Json = {"description": "The address of the record.", "schema": {"type": "string"}, "required": True}
ETAG: Json = {"description": "Send it back as If-None-Match.", "schema": {"type": "string"}}


def document(routes: Iterable[Route], *, prefix: str) -> Json:
    """Return the description of routes."""
    spec = APISpec(
        title=TITLE,
        version=VERSION,
        openapi_version="3.1.0",
        info={"description": INTRODUCTION},
        plugins=[MarshmallowPlugin(schema_name_resolver=_schema_name)],
    )
    spec.components.schema("Error", ERROR)
    spec.components.schema("Errors", ERRORS)
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    operations: dict[str, Json] = {}
    for route in routes:
        path = prefix + route.path.replace("<uuid:id>", "{id}")
        operations.setdefault(path, {})[route.method.lower()] = _operation(spec, route)
    for path, methods in operations.items():
        _link(path, operations)
        spec.path(path=path, operations=methods)
    made: Json = spec.to_dict()
    return made


def _link(path: str, operations: Mapping[str, Json]) -> None:
    """Say from which answers the identifier of a record is to be taken."""
    below = [each for other in operations if other.startswith(f"{path}/{{id}}") for each in operations[other].values()]
    for method, operation in operations[path].items():
        place = "$response.body#/data/0/id" if method == "get" else "$response.body#/data/id"
        links = {
            each["operationId"]: {"operationId": each["operationId"], "parameters": {"id": place}} for each in below
        }
        if links:
            for status in ("200", "201"):
                if status in operation["responses"]:
                    operation["responses"][status]["links"] = links


def _operation(spec: APISpec, route: Route) -> Json:
    scopes = ", ".join(sorted(scope.value for scope in route.access.scopes))
    operation: Json = {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.tag],
        "description": "Public." if route.access.public else f"Scopes: {scopes}.",
        "parameters": [*_identifier(route), *map(_parameter, route.query.parameters), *map(_header, route.headers)],
        "responses": dict(sorted({**_answers(spec, route), **_refusals(route)}.items())),
        "security": [] if route.access.public else [{"token": []}],
    }
    if route.body is not None:
        content = {media: {"schema": _shape(spec, shape, sent=True)} for media, shape in route.body.shapes.items()}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _identifier(route: Route) -> list[Json]:
    schema = {"type": "string", "format": "uuid"}
    return [{"name": "id", "in": "path", "required": True, "schema": schema}] if route.has_id else []


def _parameter(parameter: Parameter) -> Json:
    known = Schema.from_dict({parameter.name: parameter.field})()
    described = dict(_converter.schema2jsonschema(known)["properties"][parameter.key])
    return {
        "name": parameter.key,
        "in": "query",
        "description": parameter.does,
        "required": parameter.field.required,
        "schema": described,
    }


def _header(header: Header) -> Json:
    schema: Json = {"type": "string", "maxLength": header.longest}
    if header.pattern is not None:
        schema["pattern"] = header.pattern
    return {
        "name": header.name,
        "in": "header",
        "description": header.does,
        "required": header.required,
        "schema": schema,
    }


def _answers(spec: APISpec, route: Route) -> Json:
    answers: Json = {
        str(status.value): {
            "description": status.phrase,
            "headers": {
                **_headers(route, tagged=route.method == "GET"),
                **({"Location": LOCATION} if status == HTTPStatus.CREATED else {}),
            },
            "content": {media: {"schema": _shape(spec, shape)} for media, shape in shapes.items()},
        }
        for status, shapes in route.answers.items()
    }
    if route.method == "GET":
        answers["304"] = {"description": "It is what you have.", "headers": _headers(route, tagged=True)}
    return answers


def _headers(route: Route, *, tagged: bool) -> Json:
    headers: Json = {"X-Request-Id": REQUEST_ID}
    if not route.access.public:
        headers |= LIMIT_HEADERS
    return {**headers, "ETag": ETAG} if tagged else headers


def _refusals(route: Route) -> Json:
    by_status: dict[HTTPStatus, list[str]] = {}
    for code in sorted(route.codes):
        by_status.setdefault(CODES[code][0], []).append(code)
    return {
        str(status.value): {
            "description": " ".join(CODES[code][2] for code in codes),
            "headers": {
                "X-Request-Id": REQUEST_ID,
                **({"Retry-After": RETRY} if status == HTTPStatus.TOO_MANY_REQUESTS else {}),
                **({"Retry-After": {**RETRY, "required": False}} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}),
            },
            "content": {JSON_TYPE: {"schema": {"$ref": "#/components/schemas/Errors"}}},
        }
        for status, codes in by_status.items()
    }


def _shape(spec: APISpec, shape: Shape, *, sent: bool = False) -> Mapping[str, object]:
    if isinstance(shape, Free):
        return shape.schema
    name = _schema_name(type(shape.attributes))
    if name not in spec.components.schemas:
        spec.components.schema(name, schema=shape.attributes)
    # What is sent is held to its description; to what is answered a later release may add.
    closed: Json = {"additionalProperties": False} if sent else {}
    held: Json = {
        "type": "object",
        "required": ["type", "attributes"] if sent else ["id", "type", "attributes"],
        **closed,
        "properties": {
            **({} if sent else {"id": {"type": "string", "format": "uuid"}}),
            "type": {"const": shape.kind},
            "attributes": {"$ref": f"#/components/schemas/{name}"},
        },
    }
    data = {"type": "array", "items": held} if shape.listed else held
    return {"type": "object", "required": ["data"], **closed, "properties": {"data": data}}


def _schema_name(schema: Any) -> str:
    named = schema if isinstance(schema, type) else type(schema)
    return named.__name__.removesuffix("Attributes")


_PLUGIN = MarshmallowPlugin()
APISpec(title=TITLE, version=VERSION, openapi_version="3.1.0", plugins=[_PLUGIN])
_converter: Any = _PLUGIN.converter
