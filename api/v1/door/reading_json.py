"""Reads the JSON of a request: bounded, strict, and every fault with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from marshmallow import Schema, ValidationError

from api.v1.door.answer import Json
from api.v1.door.errors import Problem, Refusal, refuse
from api.v1.door.uploads import blocks

ATTRIBUTES = "/data/attributes"


def read_document() -> Any:
    """Return the document that a request brings, or refuse what is no JSON."""
    body = b"".join(blocks())
    try:
        document = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise refuse("bad_request", "The body is not JSON in UTF-8.") from None
    return document


def attributes_of(document: Any, kind: str) -> Json:
    """Return the attributes in an envelope of a kind."""
    faults = []
    if not isinstance(document, dict) or set(document) != {"data"} or not isinstance(document["data"], dict):
        raise Refusal((_invalid("The body is an object with the one member data, which is an object.", ""),))
    data = document["data"]
    if data.get("type") != kind:
        faults.append(_invalid(f"The type is {kind}.", "/data/type"))
    if not isinstance(data.get("attributes"), dict):
        faults.append(_invalid("The attributes are an object.", ATTRIBUTES))
    faults += [
        _invalid("There is no such member here.", f"/data/{_escaped(name)}") for name in data if name not in KNOWN
    ]
    if faults:
        raise Refusal(tuple(faults))
    attributes: Json = data["attributes"]
    return attributes


def load(schema: Schema, attributes: Json) -> Any:
    """Read attributes, or refuse them with everything that is wrong."""
    try:
        return schema.load(attributes)
    except ValidationError as error:
        problems = tuple(_invalid(sentence, place) for place, sentence in _told(error.messages, ATTRIBUTES))
        raise Refusal(problems) from None


def _told(messages: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from _told(inner, place if name == "_schema" else f"{place}/{_escaped(str(name))}")
    else:
        for sentence in messages:
            yield place, str(sentence)


def _escaped(name: str) -> str:
    return name[:200].replace("~", "~0").replace("/", "~1")


def _invalid(sentence: str, pointer: str) -> Problem:
    return Problem(code="invalid", detail=sentence, pointer=pointer)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


KNOWN = ("type", "attributes")
