"""Brings together what a window's returns are checked against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from moderation.providers.records import known_qualifications
from moderation.returns.columns import ReturnRules
from moderation.windows.records import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class PassMark:
    """The least mark that passes under a loaded mark scheme."""

    qualification: str
    max_mark: int
    pass_mark: int


def rules_of(session: Session, window: Window, *, today: date, pass_marks: Iterable[PassMark] = ()) -> ReturnRules:
    """Return what a window's returns are checked against; a qualification of either suite may still be finished."""
    return ReturnRules(
        assessed_from_on=window.assessed_from_on,
        assessed_to_on=window.assessed_to_on,
        today=today,
        qualifications=frozenset(known_qualifications(session)),
        pass_marks={(each.qualification, each.max_mark): each.pass_mark for each in pass_marks},
    )
