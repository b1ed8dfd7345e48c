"""A kind of record as the API lists and shows it: the routes, the parameters and the envelope of one listing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.v1.door.answer import Answer, Item, many, one
from api.v1.door.fields import Attributes
from api.v1.door.query import PAGING, PROVIDER, QUALIFICATION, SORT, UPDATED_SINCE, WINDOW, Asked, Query
from api.v1.door.routes import Look, Record, Route, ok
from api.v1.door.viewer import Access, Viewer, needs
from moderation.listing.listing import Listing, Shown, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A kind of record: its listing, and the attributes of what that shows under the same names."""

    kind: str
    listing: Listing[Any]
    attributes: Attributes

    @property
    def access(self) -> Access:
        """Return what the routes demand: what the listing does."""
        return needs(*self.listing.permissions)

    @property
    def query(self) -> Query:
        """Return the parameters of the list."""
        filters = [
            parameter
            for parameter, is_known in (
                (WINDOW, self.listing.window),
                (PROVIDER, self.listing.provider),
                (QUALIFICATION, self.listing.qualification),
            )
            if is_known
        ]
        return Query((*PAGING, SORT, UPDATED_SINCE, *filters))

    def page(self, look: Look) -> Answer:
        """Answer with a page."""
        shown = self.listing.page(look.session, look.viewer.actor, wanted(look.asked))
        return many(self.kind, self.attributes, items=map(_item, shown))

    def show(self, look: Look) -> Answer:
        """Answer with one record, or say that there is none for this token."""
        return one(self.kind, self.attributes, item=self.find(look.session, look.viewer, look.record))

    def find(self, session: Session, viewer: Viewer, public_id: UUID) -> Item:
        """Return one record, or say that there is none for this viewer."""
        return _item(self.listing.find(session, viewer.actor, public_id))

    @property
    def name(self) -> str:
        """Return the kind as an identifier."""
        return self.kind.replace("-", "_")

    def routes(self) -> tuple[Route, Route]:
        """Return the two routes of the kind."""
        listed = Record(kind=self.kind, attributes=self.attributes, listed=True)
        single = Record(kind=self.kind, attributes=self.attributes)
        return (
            Route(
                path=f"/{self.kind}",
                name=f"list_{self.name}",
                summary=f"List {self.kind.replace('-', ' ')}",
                tag=self.kind,
                access=self.access,
                query=self.query,
                look=self.page,
                answers=ok(listed),
            ),
            Route(
                path=f"/{self.kind}/<uuid:id>",
                name=f"show_{self.name}",
                summary=f"Show one {self.listing.noun}",
                tag=self.kind,
                access=self.access,
                look=self.show,
                answers=ok(single),
            ),
        )


def wanted(asked: Asked) -> Wanted:
    """Return what a query asks of a listing."""
    return Wanted(
        limit=asked.per_page,
        offset=asked.offset,
        newest_first=asked.descending,
        changed_since=asked.updated_since,
        window_code=asked.window,
        provider_code=asked.provider,
        qualification=asked.qualification,
    )


def _item(shown: Shown) -> Item:
    return Item(shown.public_id, shown)
