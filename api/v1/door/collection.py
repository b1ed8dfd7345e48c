"""A kind of record that is listed and shown: tenancy, filters, order and pages stand here, once for all kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import Session

from api.v1.door.answer import Answer, Item, many, one
from api.v1.door.errors import refuse
from api.v1.door.fields import Attributes
from api.v1.door.query import PAGING, PROVIDER, QUALIFICATION, SORT, UPDATED_SINCE, WINDOW, Asked, Query
from api.v1.door.routes import Look, Record, Route, ok
from api.v1.door.viewer import ANY_TOKEN, Access, Viewer
from moderation.providers.records import Provider
from moderation.windows.records import Window

Condition = ColumnElement[bool]
OfCode = Callable[[str], Condition]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A kind of record.

    `rows` selects the numbers of what a viewer may know of at all, before its provider is asked for. `changed` must
    say the same of a row as the `updated_at` that `load` gives it.
    """

    kind: str
    noun: str
    attributes: Attributes
    access: Access = ANY_TOKEN
    key: Any
    public_id: Any = None
    rows: Callable[[Viewer], Select[int]]
    load: Callable[[Session, Sequence[int], Viewer], Sequence[Item]]
    changed: Callable[[datetime, Viewer], Condition]
    provider: OfCode | None = None
    window: OfCode | None = None
    qualification: OfCode | None = None
    key_of: Callable[[UUID], int | None] | None = None

    @property
    def query(self) -> Query:
        """Return the parameters of the list."""
        filters = [
            parameter
            for parameter, is_known in (
                (WINDOW, self.window),
                (PROVIDER, self.provider),
                (QUALIFICATION, self.qualification),
            )
            if is_known
        ]
        return Query((*PAGING, SORT, UPDATED_SINCE, *filters))

    def page(self, look: Look) -> Answer:
        """Answer with a page: by age, so that what is added meanwhile comes at the end and moves nothing."""
        asked = look.asked
        order = self.key.desc() if asked.descending else self.key
        wanted = self._visible(look.viewer).where(*self._filters(asked, look.viewer)).order_by(order)
        keys = look.session.scalars(wanted.limit(asked.per_page).offset(asked.offset)).all()
        loaded = self.load(look.session, keys, look.viewer) if keys else ()
        return many(self.kind, self.attributes, items=loaded)

    def show(self, look: Look) -> Answer:
        """Answer with one record, or say that there is none for this token."""
        return one(self.kind, self.attributes, item=self.find(look.session, look.viewer, look.record))

    def find(self, session: Session, viewer: Viewer, public_id: UUID) -> Item:
        """Return one record, or refuse."""
        key = session.scalar(self._visible(viewer).where(self._is(public_id)))
        if key is None:
            raise refuse("not_found", f"There is no such {self.noun}.")
        (item,) = self.load(session, [key], viewer)
        return item

    def knows(self, session: Session, viewer: Viewer, condition: Condition) -> bool:
        """Tell whether a viewer may know of any record that meets a condition."""
        return session.scalar(self._visible(viewer).where(condition).limit(1)) is not None

    def routes(self) -> tuple[Route, Route]:
        """Return the two routes of the kind."""
        listed = Record(kind=self.kind, attributes=self.attributes, listed=True)
        single = Record(kind=self.kind, attributes=self.attributes)
        return (
            Route(
                path=f"/{self.kind}",
                name=f"list_{self.kind}",
                summary=f"List {self.kind.replace('-', ' ')}",
                tag=self.kind,
                access=self.access,
                query=self.query,
                look=self.page,
                answers=ok(listed),
            ),
            Route(
                path=f"/{self.kind}/<uuid:id>",
                name=f"show_{self.kind}",
                summary=f"Show one {self.noun}",
                tag=self.kind,
                access=self.access,
                look=self.show,
                answers=ok(single),
            ),
        )

    def _visible(self, viewer: Viewer) -> Select[int]:
        rows = self.rows(viewer)
        if viewer.provider_code is None:
            return rows
        assert self.provider is not None, f"{self.kind} belong to no provider, so no provider's token may see them"
        return rows.where(self.provider(viewer.provider_code))

    def _filters(self, asked: Asked, viewer: Viewer) -> list[Condition]:
        wanted: list[Condition] = []
        for of_code, value in (
            (self.window, asked.window),
            (self.provider, asked.provider),
            (self.qualification, asked.qualification),
        ):
            if of_code is not None and value is not None:
                wanted.append(of_code(value))
        if asked.updated_since is not None:
            wanted.append(self.changed(asked.updated_since, viewer))
        return wanted

    def _is(self, public_id: UUID) -> Condition:
        if self.key_of is not None:
            number = self.key_of(public_id)
            mine: Condition = self.key == number
            return false() if number is None else mine
        assert self.public_id is not None
        same: Condition = self.public_id == public_id
        return same


def provider_is(column: Any) -> OfCode:
    """Return the condition that a column names the provider with a code."""
    return lambda code: column == select(Provider.id).where(Provider.code == code).scalar_subquery()


def window_is(column: Any) -> OfCode:
    """Return the condition that a column names the window with a code."""
    return lambda code: column == select(Window.id).where(Window.code == code).scalar_subquery()


def newest(*moments: datetime | None) -> datetime:
    """Return the last of some moments; one at least is known."""
    return max(moment for moment in moments if moment is not None)
