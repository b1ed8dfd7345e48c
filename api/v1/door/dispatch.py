"""The way of every request: method, token, allowance, permission, parameters, answer; and what went wrong, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from flask import Flask, Response, g, request
from sqlalchemy import Engine
from werkzeug.routing import BaseConverter

from api.v1.door.answer import CSV_TYPE, Answer
from api.v1.door.cache import Remembered
from api.v1.door.errors import Refusal, refusal_of, refuse, unforeseen
from api.v1.door.keys import Keys
from api.v1.door.rate_limit import RateLimit
from api.v1.door.responses import ready, respond, respond_refusal
from api.v1.door.routes import Act, Look, Route
from api.v1.door.viewer import Viewer
from moderation.audit.newest import newest_entry, newest_entry_in
from moderation.database.clock import Clock, system_clock
from moderation.database.transaction import reading
from moderation.settings import Settings

PREFIX = "/api/v1"
EXTENSION = "api_v1"
COUNTERS = Path("api") / "requests"
CSV_RANGES = frozenset({"text/csv", "text/*"})

Said = dict[str, str]


class Door:
    """What all requests of one process share."""

    def __init__(self, settings: Settings, engine: Engine, *, clock: Clock = system_clock) -> None:
        self.settings, self.engine, self.clock = settings, engine, clock
        self.limit = RateLimit(settings.var / COUNTERS)
        self.keys, self.remembered = Keys(), Remembered()

    def answer(self, routes: Mapping[str, Route], public_id: UUID | None) -> Response:
        """Answer a request to one address, whose routes are known by method."""
        said: Said = {}
        try:
            route = routes.get("GET" if request.method == "HEAD" else request.method)
            if route is None:
                raise _wrong_method(routes)
            if route.say is not None:
                route.query.read(request.args)
                return respond(ready(route.say(self)), request, headers=said)
            if route.look is not None:
                return self._look(route, route.look, public_id=public_id, said=said)
            assert route.act is not None
            return self._act(route, route.act, public_id=public_id, said=said)
        except Exception as error:  # noqa: BLE001 - the one place where whatever went wrong becomes an answer
            return respond_refusal(_refusal(error), headers=said)

    def _look(self, route: Route, look: Callable[[Look], Answer], *, public_id: UUID | None, said: Said) -> Response:
        now, wants_csv = self.clock(), _wants_csv(route)
        entry = newest_entry(self.engine)
        viewer = self.keys.open(self.engine, request.headers.get("Authorization"), entry=entry, now=now)
        self.keys.note_use(self.engine, viewer.token_id, now=now)
        self._admit(route, viewer, now=now, said=said)
        question = (viewer.provider_code, request.full_path, wants_csv)
        done = self.remembered.recall(question, entry)
        if done is None:
            asked = route.query.read(request.args)
            with reading(self.engine) as session:
                seen = newest_entry_in(session)
                wanted = Look(session=session, viewer=viewer, asked=asked, now=now, id=public_id, wants_csv=wants_csv)
                done = ready(look(wanted))
            self.remembered.keep(question, seen, ready=done)
        return respond(done, request, headers=said)

    def _act(self, route: Route, act: Callable[[Act], Answer], *, public_id: UUID | None, said: Said) -> Response:
        now, entry = self.clock(), newest_entry(self.engine)
        viewer = self.keys.open(self.engine, request.headers.get("Authorization"), entry=entry, now=now)
        self.keys.note_use(self.engine, viewer.token_id, now=now)
        self._admit(route, viewer, now=now, said=said)
        assert route.body is not None
        request.max_content_length = route.body.largest
        _refuse_media_type(route)
        asked = route.query.read(request.args)
        return respond(ready(act(Act(door=self, viewer=viewer, asked=asked, id=public_id))), request, headers=said)

    def _admit(self, route: Route, viewer: Viewer, *, now: datetime, said: Said) -> None:
        standing = self.limit.take(viewer.token_id, now)
        said |= standing.headers()
        if standing.exceeded:
            sentence = f"{standing.allowed} requests were made. Try again in {standing.resets_in} seconds."
            raise refuse("too_many_requests", sentence)
        if viewer.scope not in route.access.scopes:
            raise refuse("forbidden", f"A token of the scope {viewer.scope.value} may not do this.")


class Anything(BaseConverter):
    """Takes whatever stands in an address, line breaks included, which the usual converter leaves to nobody."""

    regex = r"[\s\S]+"
    part_isolating = False


def add_routes(app: Flask, door: Door, *, routes: tuple[Route, ...]) -> None:
    """Hang the routes into the application: each address takes every method, so that every answer is ours."""
    if EXTENSION in app.extensions:
        raise ValueError("The API hangs in this application already.")
    by_path: dict[str, dict[str, Route]] = {"": {}, "/": {}, "/<anything:unknown>": {}}
    for route in routes:
        if route.method in by_path.setdefault(route.path, {}):
            raise ValueError(f"{route.method} {route.path} is declared twice.")
        if (route.say is None) == route.access.public or (route.act is None) != (route.body is None):
            raise ValueError(f"{route.method} {route.path} is not declared whole: who may use it, and what it takes.")
        by_path[route.path][route.method] = route
    app.url_map.converters["anything"] = Anything
    for number, (path, methods) in enumerate(by_path.items()):
        endpoint = f"{EXTENSION}_{number}"
        app.url_map.add(app.url_rule_class(PREFIX + path, endpoint=endpoint))
        app.view_functions[endpoint] = _view(door, methods)
    app.extensions[EXTENSION] = door


def _view(door: Door, methods: Mapping[str, Route]) -> Callable[..., Response]:
    def view(**parts: Any) -> Response:
        return door.answer(methods, parts.get("id"))

    return view


def _refusal(error: Exception) -> Refusal:
    known = refusal_of(error)
    if known is not None:
        return known
    request_id = g.get("request_id")
    structlog.get_logger().error("request_failed", request_id=request_id, error=type(error).__name__, exc_info=True)
    return unforeseen(request_id)


def _wrong_method(routes: Mapping[str, Route]) -> Refusal:
    if not routes:
        return refuse("not_found", "There is nothing under this address.")
    allowed = sorted({*routes, *({"HEAD"} if "GET" in routes else ())})
    return refuse(
        "method_not_allowed", f"This address knows {', '.join(allowed)}.", headers={"Allow": ", ".join(allowed)}
    )


def _wants_csv(route: Route) -> bool:
    offered = {media_type for shapes in route.answers.values() for media_type in shapes}
    if CSV_TYPE not in offered:
        return False
    accepted = request.accept_mimetypes
    # Only who names it wants it: a browser takes anything, and is better served with the other.
    named = [
        quality for value, quality in accepted if value.partition(";")[0].strip().lower() in {"text/csv", "text/*"}
    ]
    return max(named, default=0) > 0 and max(named) >= accepted["application/json"]


def _refuse_media_type(route: Route) -> None:
    assert route.body is not None
    known = route.body.shapes
    if "Content-Range" in request.headers:
        raise refuse("bad_header", "A part is not taken for the whole: send the whole body.", pointer="/Content-Range")
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise refuse("unsupported_media_type", "Send the body as it is, not packed.", pointer="/Content-Encoding")
    if "*/*" not in known and request.mimetype not in known:
        raise refuse("unsupported_media_type", f"Send {' or '.join(sorted(known))}.", pointer="/Content-Type")
