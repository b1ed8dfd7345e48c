"""One act: who acts, at which moment, in which transaction; every action is given one.

Use it in an action (`file_return(act, command)`): ask `permit` or `permit_person` first, write, call `log` last. The
transaction holds the order: a write before the permission, a write after the entry and a commit without an entry are
refused (`moderation.database.wall`). A door opens it with `acting`; reading needs none (`shown.py` of each stage).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require, require_person
from moderation.access.permissions import Permission
from moderation.audit.happened import Happened
from moderation.audit.log import Details, Subject, append
from moderation.audit.records import AuditEntry
from moderation.database.clock import Clock
from moderation.database.transaction import wall_of, writing

NOTHING: Details = {}


class Act:
    """Who acts, in which transaction, at which one moment.

    `when` is that moment, or the clock that is read once, as the action first asks: after the locks that it waited for.
    """

    def __init__(self, session: Session, actor: Actor, when: datetime | Clock) -> None:
        self.session, self.actor, self._when = session, actor, when

    @property
    def at(self) -> datetime:
        """The time of everything that the act writes."""
        if not isinstance(self._when, datetime):
            self._when = self._when()
        return self._when

    def permit(self, permission: Permission, *, provider_code: str | None = None) -> None:
        """Refuse what the actor has no permission for; from here on the act may write."""
        require(self.actor, permission, provider_code=provider_code)
        wall_of(self.session).open()

    def permit_person(self, permission: Permission, *, provider_code: str | None = None) -> int:
        """Refuse what the actor has no permission for, and programs; return the person's number."""
        person = require_person(self.actor, permission, provider_code=provider_code)
        wall_of(self.session).open()
        return person

    def log(
        self,
        happened: Happened,
        subject: Subject,
        *,
        provider_code: str | None = None,
        window_code: str | None = None,
        details: Details = NOTHING,
    ) -> AuditEntry:
        """Append what happened to the log, after everything else; only further entries may follow."""
        return append(
            self.session,
            at=self.at,
            actor=self.actor,
            action=happened,
            subject=subject,
            provider_code=provider_code,
            window_code=window_code,
            details=details,
        )


@contextmanager
def acting(engine: Engine, who: Callable[[Session], Actor], *, clock: Clock) -> Iterator[Act]:
    """Open a transaction in which somebody acts; it commits when the block ends well."""
    with writing(engine) as session:
        yield Act(session, who(session), clock)
