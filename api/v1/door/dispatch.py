"""The way of a request once Flask found its route: token, allowance, permission, parameters, answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

import structlog
from flask import Blueprint, Response, g, request
from sqlalchemy import Engine

from api.v1.door.answer import CSV_TYPE, JSON_TYPE, Answer
from api.v1.door.cache import Cache
from api.v1.door.errors import refusal_of, refuse, unforeseen
from api.v1.door.keys import Keys
from api.v1.door.rate_limit import RateLimit
from api.v1.door.responses import respond, respond_refusal
from api.v1.door.routes import Act, Look, Route, Service
from api.v1.door.viewer import Viewer
from moderation.audit.newest import newest_entry, newest_entry_in
from moderation.database.clock import Clock, system_clock
from moderation.database.transaction import reading
from moderation.settings import Settings

PREFIX = "/api/v1"
NAME = EXTENSION = "api_v1"
COUNTERS = Path("api") / "requests"


class Door:
    """What all requests of one process share."""

    def __init__(self, settings: Settings, engine: Engine, *, clock: Clock = system_clock) -> None:
        self.settings, self.engine, self.clock = settings, engine, clock
        self.limit = RateLimit(settings.var / COUNTERS)
        self.keys, self.cache = Keys(), Cache()

    def view(self, route: Route) -> Callable[..., Response]:
        """Return the view function of a route."""

        def view(id: UUID | None = None) -> Response:  # noqa: A002 - the name in the address
            if route.static is not None:
                route.query.read(request.args)
                return respond(route.static(Service(engine=self.engine, settings=self.settings)))
            if route.look is not None:
                return self._look(route, route.look, public_id=id)
            assert route.act is not None
            return self._act(route, route.act, public_id=id)

        return view

    def _look(self, route: Route, look: Callable[[Look], Answer], *, public_id: UUID | None) -> Response:
        now, wants_csv = self.clock(), _wants_csv(route)
        entry = newest_entry(self.engine)
        viewer = self._admit(route, entry=entry, now=now)
        question = (viewer.provider_code, request.full_path, wants_csv)
        answer = self.cache.recall(question, entry)
        if answer is None:
            asked = route.query.read(request.args)
            with reading(self.engine) as session:
                seen = newest_entry_in(session)
                wanted = Look(session=session, viewer=viewer, asked=asked, now=now, id=public_id, wants_csv=wants_csv)
                answer = look(wanted)
            self.cache.keep(question, seen, answer=answer)
        return respond(answer)

    def _act(self, route: Route, act: Callable[[Act], Answer], *, public_id: UUID | None) -> Response:
        viewer = self._admit(route, entry=newest_entry(self.engine), now=self.clock())
        assert route.body is not None
        request.max_content_length = route.body.largest
        _refuse_media_type(route)
        asked = route.query.read(request.args)
        wanted = Act(
            engine=self.engine, clock=self.clock, settings=self.settings, viewer=viewer, asked=asked, id=public_id
        )
        return respond(act(wanted))

    def _admit(self, route: Route, *, entry: int, now: datetime) -> Viewer:
        viewer = self.keys.open(self.engine, request.headers.get("Authorization"), entry=entry, now=now)
        self.keys.note_use(self.engine, viewer.token_id, now=now)
        standing = self.limit.take(viewer.token_id, now)
        g.rate_limit = standing.headers()
        if standing.exceeded:
            sentence = f"{standing.allowed} requests were made. Try again in {standing.resets_in} seconds."
            raise refuse("too_many_requests", sentence)
        if viewer.scope not in route.access.scopes:
            raise refuse("forbidden", f"A token of the scope {viewer.scope.value} may not do this.")
        return viewer


def blueprint_of(door: Door, routes: tuple[Route, ...]) -> Blueprint:
    """Return the blueprint of some routes, or refuse one that does not say who may use it or what it takes."""
    blueprint = Blueprint(NAME, __name__, url_prefix=PREFIX)
    declared: set[tuple[str, str]] = set()
    for route in routes:
        if (route.method, route.path) in declared:
            raise ValueError(f"{route.method} {route.path} is declared twice.")
        if (route.static is None) == route.access.public or (route.act is None) != (route.body is None):
            raise ValueError(f"{route.method} {route.path} is not declared whole: who may use it, and what it takes.")
        declared.add((route.method, route.path))
        blueprint.add_url_rule(
            route.path, route.name, door.view(route), methods=[route.method], provide_automatic_options=False
        )
    blueprint.register_error_handler(Exception, answer_error)
    return blueprint


def answer_error(error: Exception) -> Response:
    """Return any exception as an answer in the API's form."""
    known = refusal_of(error)
    if known is None:
        request_id = g.get("request_id")
        structlog.get_logger().error("request_failed", request_id=request_id, error=type(error).__name__, exc_info=True)
        known = unforeseen(request_id)
    return respond_refusal(known)


def _wants_csv(route: Route) -> bool:
    offered = {media_type for shapes in route.answers.values() for media_type in shapes}
    if CSV_TYPE not in offered:
        return False
    # JSON stands first: it is what whoever takes anything is given.
    chosen = request.accept_mimetypes.best_match((JSON_TYPE, "text/csv", CSV_TYPE), JSON_TYPE)
    return chosen != JSON_TYPE


def _refuse_media_type(route: Route) -> None:
    assert route.body is not None
    known = route.body.shapes
    if "Content-Range" in request.headers:
        raise refuse("bad_header", "A part is not taken for the whole: send the whole body.", pointer="/Content-Range")
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise refuse("unsupported_media_type", "Send the body as it is, not packed.", pointer="/Content-Encoding")
    if not route.body.any_media_type and request.mimetype not in known:
        raise refuse("unsupported_media_type", f"Send {' or '.join(sorted(known))}.", pointer="/Content-Type")
