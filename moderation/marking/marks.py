"""Marks that are judged: whole numbers from 0 to their maximum, in a form, in a file and in the database alike."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from moderation.errors import Fault
from sampling.frame_file import LARGEST_MARK


def mark_in_range(column: str) -> CheckConstraint:
    """Return the CHECK on a mark and its `max_mark`: both are given, or neither."""
    return CheckConstraint(
        f"({column} IS NULL) = (max_mark IS NULL) AND ({column} IS NULL "
        f"OR (max_mark BETWEEN 1 AND {LARGEST_MARK} AND {column} BETWEEN 0 AND max_mark))",
        name=f"{column}_in_range",
    )


def mark_faults(mark: int | None, max_mark: int | None, *, row: int | None = None) -> list[Fault]:
    """Return what is wrong with a mark and its maximum; both may be left out together."""
    if mark is None and max_mark is None:
        return []
    if mark is None or max_mark is None:
        missing = "mark" if mark is None else "max_mark"
        return [Fault("A mark and its maximum are given together, or neither is.", row, missing)]
    if not 1 <= max_mark <= LARGEST_MARK:
        return [Fault(f"A maximum mark is a whole number from 1 to {LARGEST_MARK}.", row, "max_mark", _short(max_mark))]
    if not 0 <= mark <= max_mark:
        return [Fault(f"A mark is a whole number from 0 to its maximum, {max_mark}.", row, "mark", _short(mark))]
    return []


def _short(number: int) -> str:
    return str(number) if abs(number) < 10**40 else "a number of over forty digits"
