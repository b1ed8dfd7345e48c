"""The forms in which rows of fact were written: of each table, the columns that its rows had then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from weakref import WeakKeyDictionary

from sqlalchemy import CheckConstraint, String, UniqueConstraint, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.pool import Pool

from moderation.database.facts import Fact
from moderation.database.immutability import immutable, unvouched
from moderation.database.model import Model
from moderation.database.wall import of_the_log

LONGEST_COLUMN_NAMES = 4_000


# Every entry's hash over its rows covers the words of their forms.
@of_the_log
@unvouched
@immutable
class AuditForm(Model):
    """The columns that rows of a table were written with, by name and in alphabetical order."""

    __tablename__ = "audit_forms"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(String(64))
    column_names: Mapped[str] = mapped_column(String(LONGEST_COLUMN_NAMES))

    __table_args__ = (
        UniqueConstraint("table_name", "column_names"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )


@cache
def digest_of(table: str, column_names: str) -> str:
    """Return the hash of what a form says."""
    return hashlib.sha256(f"{table} {column_names}".encode("ascii", "backslashreplace")).hexdigest()


def known_forms(session: Session) -> dict[int, tuple[str, str]]:
    """Return the table and the names of the columns of every form."""
    forms = session.execute(select(AuditForm.number, AuditForm.table_name, AuditForm.column_names))
    return {number: (table, names) for number, table, names in forms}


# The forms that were found committed in each database, by its pool: a form never changes.
_FOUND: WeakKeyDictionary[Pool, dict[tuple[str, str], int]] = WeakKeyDictionary()


def numbers_of(session: Session, facts: Iterable[Fact]) -> dict[tuple[str, str], int]:
    """Return the number of the form of each fact; a form that is met for the first time is written.

    Ask with the lock of the log: two acts at once would number a form alike.
    """
    wanted = dict.fromkeys((fact.table, fact.column_names) for fact in facts)
    known = _FOUND.setdefault(session.get_bind().engine.pool, {})
    if wanted.keys() <= known.keys():
        return known
    held = select(AuditForm.table_name, AuditForm.column_names, AuditForm.number)
    found = {
        (table, names): number
        for table, names, number in session.execute(held.where(AuditForm.table_name.in_({each for each, _ in wanted})))
    }
    # Before any is added here: what this transaction writes may still be taken back.
    known.update(found)
    missing = sorted(wanted.keys() - found.keys())
    if missing:
        last = session.scalar(select(func.max(AuditForm.number))) or 0
        added = {form: number for number, form in enumerate(missing, start=last + 1)}
        rows = [
            {"number": number, "table_name": table, "column_names": names} for (table, names), number in added.items()
        ]
        session.execute(insert(AuditForm), rows)
        found.update(added)
    return found
