"""Brings together what a window's returns are checked against."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from moderation.providers.records import known_qualifications
from moderation.providers.scheme_records import pass_marks
from moderation.returns.columns import ReturnRules
from moderation.windows.records import Window


def rules_of(session: Session, window: Window, *, today: date) -> ReturnRules:
    """Return what a window's returns are checked against; a qualification of either suite may still be finished.

    Where a mark scheme is loaded, an outcome is held against its pass mark; where none is, none is invented.
    """
    return ReturnRules(
        assessed_from_on=window.assessed_from_on,
        assessed_to_on=window.assessed_to_on,
        today=today,
        qualifications=frozenset(known_qualifications(session)),
        pass_marks=pass_marks(session),
    )
