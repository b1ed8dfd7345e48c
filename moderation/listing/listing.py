"""Lists a kind of record to an actor: permission, tenancy, filters, order and pages, written once for all kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_one_of
from moderation.access.permissions import Permission
from moderation.errors import NotFound

Condition = ColumnElement[bool]
OfCode = Callable[[str], Condition]


class Shown(Protocol):
    """A record as somebody is shown it."""

    @property
    def public_id(self) -> UUID:
        """Return the identifier that leaves the house."""
        ...

    @property
    def created_at(self) -> datetime:
        """Return when it was made."""
        ...

    @property
    def updated_at(self) -> datetime:
        """Return when it, or what belongs to it, last changed."""
        ...


S = TypeVar("S", bound=Shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The parameters of a list: filters, order and at most `limit` records, oldest first by default."""

    limit: int = 1_000
    offset: int = 0
    newest_first: bool = False
    changed_since: datetime | None = None
    window_code: str | None = None
    provider_code: str | None = None
    qualification: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[S]):
    """A kind of record that is listed and shown.

    `rows` selects the numbers of what an actor may know of at all, before its provider is asked for. `changed` must
    say the same of a row as the `updated_at` that `load` gives it. Without a permission any signed-in actor
    may look.
    """

    noun: str
    permissions: tuple[Permission, ...] = ()
    key: Any
    public_id: Any = None
    rows: Callable[[Actor], Select[int]]
    load: Callable[[Session, Actor, Sequence[int]], Mapping[int, S]]
    changed: Callable[[Actor, datetime], Condition]
    provider: OfCode | None = None
    window: OfCode | None = None
    qualification: OfCode | None = None
    key_of: Callable[[UUID], int | None] | None = None

    def page(self, session: Session, actor: Actor, wanted: Wanted) -> list[S]:
        """Return a page by age, so that what is added meanwhile comes at the end and moves nothing."""
        order = self.key.desc() if wanted.newest_first else self.key
        chosen = self._visible(actor).where(*self._filters(actor, wanted)).order_by(order)
        keys = session.scalars(chosen.limit(wanted.limit).offset(wanted.offset)).all()
        if not keys:
            return []
        loaded = self.load(session, actor, keys)
        return [loaded[key] for key in keys]

    def all(self, session: Session, actor: Actor, wanted: Wanted | None = None) -> Iterator[S]:
        """Yield all records that match, loading a page at a time."""
        wanted = wanted or Wanted()
        while page := self.page(session, actor, wanted):
            yield from page
            wanted = replace(wanted, offset=wanted.offset + wanted.limit)

    def find(self, session: Session, actor: Actor, public_id: UUID) -> S:
        """Return one record, or say that there is none: another provider's is none."""
        key = session.scalar(self._visible(actor).where(self._is(public_id)))
        if key is None:
            raise NotFound(f"There is no such {self.noun}.")
        return self.load(session, actor, [key])[key]

    def knows(self, session: Session, actor: Actor, condition: Condition) -> bool:
        """Tell whether an actor may know of any record that meets a condition."""
        return session.scalar(self._visible(actor).where(condition).limit(1)) is not None

    def _visible(self, actor: Actor) -> Select[int]:
        if self.permissions:
            require_one_of(actor, *self.permissions)
        rows = self.rows(actor)
        if not actor.is_bound:
            return rows
        assert self.provider is not None, f"No provider may see any {self.noun}, since none belongs to one."
        return rows.where(or_(false(), *map(self.provider, sorted(actor.provider_codes))))

    def _filters(self, actor: Actor, wanted: Wanted) -> list[Condition]:
        conditions = [
            of_code(code)
            for of_code, code in (
                (self.window, wanted.window_code),
                (self.provider, wanted.provider_code),
                (self.qualification, wanted.qualification),
            )
            if of_code is not None and code is not None
        ]
        if wanted.changed_since is not None:
            conditions.append(self.changed(actor, wanted.changed_since))
        return conditions

    def _is(self, public_id: UUID) -> Condition:
        if self.key_of is not None:
            number = self.key_of(public_id)
            mine: Condition = self.key == number
            return false() if number is None else mine
        assert self.public_id is not None
        same: Condition = self.public_id == public_id
        return same


def newest(*moments: datetime | None) -> datetime:
    """Return the last of some moments; one at least is known."""
    return max(moment for moment in moments if moment is not None)
