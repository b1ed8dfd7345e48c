"""Mark schemes as data: criteria, totals and pass marks per version; the service invents none."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import CreatedAt, Identified, Model, length_between

LONGEST_TITLE = 300


@immutable
class Scheme(Identified, CreatedAt, Model):
    """One version of a qualification's mark scheme."""

    __tablename__ = "schemes"

    qualification: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]
    pass_mark: Mapped[int | None]
    max_mark: Mapped[int]

    __table_args__ = (
        UniqueConstraint("qualification", "version"),
        length_between("qualification", shortest=1, longest=32),
        CheckConstraint("version >= 1", name="version_from_one"),
        CheckConstraint("max_mark >= 1", name="max_positive"),
        CheckConstraint("pass_mark BETWEEN 0 AND max_mark", name="pass_mark_in_range"),
    )


@immutable
class Criterion(Identified, Model):
    """A numbered criterion of a scheme."""

    __tablename__ = "criteria"

    scheme_id: Mapped[int] = mapped_column(ForeignKey("schemes.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    max_score: Mapped[int]

    __table_args__ = (
        UniqueConstraint("scheme_id", "number"),
        length_between("title", shortest=1, longest=LONGEST_TITLE),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("max_score >= 1", name="max_positive"),
    )


def all_schemes(session: Session) -> list[Scheme]:
    """Return every version of every scheme, by qualification, the newest first."""
    return list(session.scalars(select(Scheme).order_by(Scheme.qualification, Scheme.version.desc())))


def pass_marks(session: Session) -> dict[tuple[str, int], int]:
    """Return the pass marks by qualification and total, each of the newest version that has this total.

    A newer version without a pass mark takes back that of the one before.
    """
    newest: dict[tuple[str, int], Scheme] = {}
    for scheme in all_schemes(session):
        newest.setdefault((scheme.qualification, scheme.max_mark), scheme)
    return {key: scheme.pass_mark for key, scheme in newest.items() if scheme.pass_mark is not None}


explain("uq_schemes_qualification_version", field="version", sentence="This version of the scheme exists already.")
explain("uq_criteria_scheme_id_number", field="number", sentence="A criterion's number stands twice.")
