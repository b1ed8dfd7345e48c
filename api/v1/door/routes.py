"""A route of the API as data: the door, the description and the tests all read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from marshmallow import Schema
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import moderation.audit.act as audit
from api.v1.door.answer import JSON_TYPE, Answer
from api.v1.door.query import NOTHING, Asked, Query
from api.v1.door.viewer import ANY_TOKEN, Access, Viewer
from moderation.database.clock import Clock
from moderation.settings import Settings

SMALL_BODY = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a public address may look at: the state of the service itself, and nobody's records."""

    engine: Engine
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A request that only looks: within one snapshot of the database."""

    session: Session
    viewer: Viewer
    asked: Asked
    now: datetime
    id: UUID | None = None
    wants_csv: bool = False

    @property
    def record(self) -> UUID:
        """Return the identifier in the address."""
        assert self.id is not None
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A request that changes something: it opens its own transactions."""

    engine: Engine
    clock: Clock
    settings: Settings
    viewer: Viewer
    asked: Asked
    id: UUID | None = None

    @property
    def record(self) -> UUID:
        """Return the identifier in the address."""
        assert self.id is not None
        return self.id

    @contextmanager
    def acting(self) -> Iterator[audit.Act]:
        """Open the transaction in which the program that asks acts."""
        with audit.acting(self.engine, lambda _session: self.viewer.actor, clock=self.clock) as act:
            yield act


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a body holds: one record of a kind, or a list of them."""

    kind: str
    attributes: Schema
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """A body that is no envelope: described by a schema of JSON, or none for bytes and text."""

    schema: Mapping[str, object] = field(default_factory=lambda: {"type": "string"})


Shape = Record | Free


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header that a route reads."""

    name: str
    does: str
    required: bool = False
    pattern: str | None = None
    longest: int = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a request brings, by media type, and how much of it is taken; bytes may come under any name."""

    shapes: Mapping[str, Shape]
    any_media_type: bool = False
    largest: int = SMALL_BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method of one address."""

    path: str
    name: str
    summary: str
    tag: str
    method: str = "GET"
    access: Access = ANY_TOKEN
    query: Query = NOTHING
    headers: tuple[Header, ...] = ()
    body: Body | None = None
    look: Callable[[Look], Answer] | None = None
    act: Callable[[Act], Answer] | None = None
    static: Callable[[Service], Answer] | None = None
    answers: Mapping[HTTPStatus, Mapping[str, Shape]]
    refusals: frozenset[str] = frozenset()

    @property
    def has_id(self) -> bool:
        """Tell whether the address names a record."""
        return "<uuid:id>" in self.path

    @property
    def codes(self) -> frozenset[str]:
        """Return every error code that the route may answer with."""
        known = {"bad_parameter", "unforeseen", "unavailable", *self.refusals}
        if not self.access.public:
            known |= {"unauthorised", "too_many_requests"}
        if self.access.any_of:
            known.add("forbidden")
        if self.has_id:
            known.add("not_found")
        if self.body is not None:
            known |= {"bad_request", "bad_header", "too_large", "unsupported_media_type", "invalid", "conflict"}
        return frozenset(known)


def ok(shape: Shape, *, media_type: str = JSON_TYPE) -> Mapping[HTTPStatus, Mapping[str, Shape]]:
    """Return the answers of a route that has one good answer."""
    return {HTTPStatus.OK: {media_type: shape}}
