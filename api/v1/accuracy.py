"""`accuracy`: the figure of metric 5 for each provider and window, as at any moment, with its breakdowns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.v1.accuracy_csv import as_csv
from api.v1.accuracy_fields import AccuracyAttributes
from api.v1.door.answer import CSV_TYPE, JSON_TYPE, Answer, Json, as_json
from api.v1.door.errors import refuse, refused_parameters
from api.v1.door.query import AS_AT, BREAKDOWN, PAGING, PROVIDER, SORT, UPDATED_SINCE, WINDOW, Asked, Query
from api.v1.door.routes import Free, Look, Record, Route
from api.v1.door.viewer import needs
from moderation.access.permissions import Permission
from moderation.audit.newest import newest_moment_in
from moderation.database.clock import fixed_clock
from moderation.draws.records import Draw
from moderation.findings.breakdown import all_by_qualification, by_qualification
from moderation.findings.figure import Figure, moment_json
from moderation.findings.figures import figures
from moderation.findings.movement import last_moved
from moderation.listing.listing import newest
from moderation.people.records import Scope
from moderation.providers.records import Provider
from moderation.returns.records import Frame
from moderation.windows.records import Window

KIND = "accuracy"
ACCESS = needs(Permission.SEE_ACCURACY, Permission.SEE_OWN_ACCURACY)


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure with its identifier and its moments: it is there from the draw, and changed when it was last told."""

    figure: Figure
    id: UUID
    created_at: datetime
    updated_at: datetime

    def place(self) -> tuple[datetime, str, str]:
        """Return its place in the list: by age, and among those of one draw by window and provider."""
        return self.created_at, self.figure.window_code, self.figure.provider_code

    def as_json(self) -> Json:
        """Return the figure in its envelope."""
        finding_id = self.figure.finding_id
        beside = {
            "frame_id": str(self.figure.frame_id),
            "finding_id": str(finding_id) if finding_id else None,
            "created_at": moment_json(self.created_at),
            "updated_at": moment_json(self.updated_at),
        }
        return {"id": str(self.id), "type": KIND, "attributes": {**self.figure.as_json(), **beside}}


def page(look: Look) -> Answer:
    """Answer with the figures, or with the breakdown of each for one qualification."""
    asked = look.asked
    found = _figures(look, asked)
    if asked.qualification is not None:
        parts = all_by_qualification(look.session, found)
        found = [part for part in parts if part.qualification == asked.qualification]
    shown = _shown(look.session, found)
    if asked.updated_since is not None:
        shown = [each for each in shown if each.updated_at >= asked.updated_since]
    shown.sort(key=Shown.place, reverse=asked.descending)
    return _answer(shown[asked.offset : asked.offset + asked.per_page], look)


def show(look: Look) -> Answer:
    """Answer with one figure."""
    (shown,) = _shown(look.session, [_one(look)])
    if look.wants_csv:
        return _answer([shown], look)
    return Answer(body=as_json({"data": shown.as_json()}))


def breakdowns(look: Look) -> Answer:
    """Answer with the parts of one signed figure by qualification; each is a look within it and no verdict."""
    parts = by_qualification(look.session, _one(look))
    return _answer(_shown(look.session, parts), look)


def _answer(shown: Sequence[Shown], look: Look) -> Answer:
    if look.wants_csv:
        return Answer(body=as_csv(each.figure.as_json() for each in shown), media_type=CSV_TYPE)
    return Answer(body=as_json({"data": [each.as_json() for each in shown]}))


def _figures(look: Look, asked: Asked) -> list[Figure]:
    """Return the figures this viewer may see; a code that nobody has, or another provider's, has none."""
    if asked.as_at is not None and asked.as_at > look.now:
        raise refused_parameters([("filter[as_at]", "Give an instant that has come.")])
    own = look.viewer.provider_code
    provider_code = own if own is not None else asked.provider
    if asked.provider not in {None, provider_code} or not _exist(look.session, asked.window, provider_code):
        return []
    found = figures(
        look.session,
        window_code=asked.window,
        provider_code=provider_code,
        as_at=asked.as_at,
        clock=fixed_clock(_standing(look) if asked.as_at is None else look.now),
    )
    # Before the sign-off a figure is a part result, and a provider learns none.
    return [each for each in found if look.viewer.scope is Scope.DFE or each.signed_off_at is not None]


def _standing(look: Look) -> datetime:
    """Return as at when that stands which nobody signed: the last act, since until the next one it cannot change."""
    return newest_moment_in(look.session) or look.now


def _exist(session: Session, window_code: str | None, provider_code: str | None) -> bool:
    wanted = [(Window.code, window_code), (Provider.code, provider_code)]
    return all(
        code is None or session.scalar(select(column).where(column == code)) is not None for column, code in wanted
    )


def _one(look: Look) -> Figure:
    for each in _figures(look, look.asked):
        if each.frame_id == look.record:
            return each
    raise refuse("not_found", "There is no such figure. Before the sign-off a provider's program sees none.")


def _shown(session: Session, found: Iterable[Figure]) -> list[Shown]:
    figures_found = list(found)
    drawn = select(Frame.public_id, Draw.drawn_at).join(Draw, Draw.frame_id == Frame.id).where(Draw.number == 1)
    wanted = {each.frame_id for each in figures_found}
    drawn_at = {row[0]: row[1] for row in session.execute(drawn.where(Frame.public_id.in_(wanted)))}
    unsigned = {each.frame_id: each.as_at for each in figures_found if each.finding_id is None}
    moved_at = last_moved(session, unsigned, until=max(unsigned.values())) if unsigned else {}
    return [
        Shown(
            figure=each,
            id=each.frame_id if each.qualification is None else uuid5(each.frame_id, each.qualification),
            # An empty frame is never drawn: its figure is there from the sign-off.
            created_at=drawn_at.get(each.frame_id, each.as_at),
            updated_at=newest(moved_at.get(each.frame_id, each.as_at), each.published_at),
        )
        for each in figures_found
    ]


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
