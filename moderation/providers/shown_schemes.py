"""What somebody is shown of mark schemes: every version, with its totals and its pass mark."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.providers.scheme_records import all_schemes


@dataclass(frozen=True, slots=True)
class ShownScheme:
    """A version of a qualification's scheme; no pass mark where none was given."""

    qualification: str
    version: int
    max_mark: int
    pass_mark: int | None


def schemes(session: Session, _actor: Actor) -> tuple[ShownScheme, ...]:
    """Return every version of every scheme to anybody who is known, the newest of each qualification first."""
    return tuple(
        ShownScheme(each.qualification, each.version, each.max_mark, each.pass_mark) for each in all_schemes(session)
    )
