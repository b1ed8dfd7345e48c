"""An answer before it becomes bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema

Json = dict[str, Any]

JSON_TYPE = "application/json"
CSV_TYPE = "text/csv; charset=utf-8"
HTML_TYPE = "text/html; charset=utf-8"
CSS_TYPE = "text/css; charset=utf-8"
TAG_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Item:
    """A record as it leaves the house: its identifier, and what holds the values of its attributes by their names."""

    id: UUID
    values: object


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent back: a status, a body and its type."""

    body: bytes
    status: HTTPStatus = HTTPStatus.OK
    media_type: str = JSON_TYPE
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def tag(self) -> str:
        """Return what tells this body from another."""
        return hashlib.sha256(self.body).hexdigest()[:TAG_LENGTH]


def as_json(document: Any) -> bytes:
    """Write a document as JSON, compact and in ASCII."""
    return json.dumps(document, separators=(",", ":"), allow_nan=False).encode("ascii")


def one(kind: str, schema: Schema, *, item: Item, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """Return the answer that holds one record."""
    return Answer(body=as_json({"data": resource(kind, schema, item=item)}), status=status)


def many(kind: str, schema: Schema, *, items: Iterable[Item]) -> Answer:
    """Return the answer that holds a page of records."""
    return Answer(body=as_json({"data": [resource(kind, schema, item=item) for item in items]}))


def resource(kind: str, schema: Schema, *, item: Item) -> Json:
    """Return a record in its envelope."""
    return {"id": str(item.id), "type": kind, "attributes": schema.dump(item.values)}
