"""`accuracy`: the figure of metric 5 for each provider and window, as at any moment, with its breakdowns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from api.v1.accuracy_csv import as_csv
from api.v1.accuracy_fields import AccuracyAttributes
from api.v1.door.answer import CSV_TYPE, JSON_TYPE, Answer, Json, as_json
from api.v1.door.collection import wanted
from api.v1.door.errors import refused_parameters
from api.v1.door.query import AS_AT, BREAKDOWN, PAGING, PROVIDER, SORT, UPDATED_SINCE, WINDOW, Query
from api.v1.door.routes import Free, Look, Record, Route
from api.v1.door.viewer import needs
from moderation.errors import NotFound
from moderation.findings.figure import moment_json
from moderation.findings.shown_figures import (
    PERMISSIONS,
    ShownFigure,
    breakdowns_of_figure,
    figure_of,
    page_of_figures,
)

KIND = "accuracy"
ACCESS = needs(*PERMISSIONS)


def page(look: Look) -> Answer:
    """Answer with the figures, or with the breakdown of each for one qualification."""
    as_at = _as_at(look)
    try:
        shown = page_of_figures(look.session, look.viewer.actor, wanted(look.asked), as_at=as_at, now=look.now)
    except NotFound:
        # A filter by a code that nobody has finds nothing, as in every list.
        shown = []
    return _answer(shown, look)


def show(look: Look) -> Answer:
    """Answer with one figure."""
    shown = figure_of(look.session, look.viewer.actor, look.record, as_at=_as_at(look), now=look.now)
    if look.wants_csv:
        return _answer([shown], look)
    return Answer(body=as_json({"data": _envelope(shown)}))


def breakdowns(look: Look) -> Answer:
    """Answer with the parts of one signed figure by qualification; each is a look within it and no verdict."""
    parts = breakdowns_of_figure(look.session, look.viewer.actor, look.record, as_at=_as_at(look), now=look.now)
    return _answer(parts, look)


def _as_at(look: Look) -> datetime | None:
    as_at = look.asked.as_at
    if as_at is not None and as_at > look.now:
        raise refused_parameters([("filter[as_at]", "Give an instant that has come.")])
    return as_at


def _envelope(shown: ShownFigure) -> Json:
    finding_id = shown.figure.finding_id
    beside = {
        "frame_id": str(shown.figure.frame_id),
        "finding_id": str(finding_id) if finding_id else None,
        "created_at": moment_json(shown.created_at),
        "updated_at": moment_json(shown.updated_at),
    }
    return {"id": str(shown.public_id), "type": KIND, "attributes": {**shown.figure.as_json(), **beside}}


def _answer(shown: Sequence[ShownFigure], look: Look) -> Answer:
    if look.wants_csv:
        return Answer(body=as_csv((each.public_id, each.figure.as_json()) for each in shown), media_type=CSV_TYPE)
    return Answer(body=as_json({"data": [_envelope(each) for each in shown]}))


def _route(path: str, name: str, *, summary: str, look: Any, query: Query, listed: bool) -> Route:
    shape = Record(kind=KIND, attributes=AccuracyAttributes(), listed=listed)
    return Route(
        path=path,
        name=name,
        summary=summary,
        tag=KIND,
        access=ACCESS,
        query=query,
        look=look,
        answers={_OK: {JSON_TYPE: shape, CSV_TYPE: Free()}},
    )


_OK = Answer(body=b"").status
_LIST = Query((*PAGING, SORT, UPDATED_SINCE, WINDOW, PROVIDER, BREAKDOWN, AS_AT))
_ONE = Query((AS_AT,))

ROUTES = (
    _route("/accuracy", "list_accuracy", summary="List figures of metric 5", look=page, query=_LIST, listed=True),
    _route("/accuracy/<uuid:id>", "show_accuracy", summary="Show one figure", look=show, query=_ONE, listed=False),
    _route(
        "/accuracy/<uuid:id>/breakdowns",
        "list_accuracy_breakdowns",
        summary="List the parts of a signed figure by qualification",
        look=breakdowns,
        query=_ONE,
        listed=True,
    ),
)
