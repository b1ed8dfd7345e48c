"""The national outcome of each script and how it came about: settled here, or settled elsewhere and imported."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.columns import RowId
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.draws.records import SampledScript
from moderation.marking.correction_records import OutcomeCorrection
from moderation.marking.judgement_records import Adjudication
from moderation.marking.marks import mark_in_range
from moderation.people.records import Person
from moderation.returns.records import Frame, Outcome
from moderation.windows.records import Window
from sampling.told import Told, told


class SettledHow(Told):
    """How a national outcome came about."""

    FIRST_AGREED = told("first_agreed", "First agreed", "The first moderator agreed with the provider.")
    SECOND_AGREED = told("second_agreed", "Second agreed", "Two independent judgements agreed.")
    ADJUDICATED = told(
        "adjudicated",
        "Adjudicated",
        "Two judgements differed and a lead moderator decided.",
        then="A representation may be made.",
    )
    IMPORTED = told("imported", "Imported", "Settled elsewhere, and imported.")
    RE_ADJUDICATED = told(
        "re_adjudicated",
        "Judged again",
        "Judged again by a third moderator after a representation.",
        then="A new finding supersedes.",
    )
    CORRECTED = told(
        "corrected",
        "Corrected",
        "It was recorded wrongly; one lead moderator proposed what is right, another confirmed.",
    )


@immutable
class OutcomeImport(Identified, Model):
    """A file of outcomes that were settled elsewhere, and what its rows were about."""

    __tablename__ = "outcome_imports"

    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    rows_count: Mapped[int]
    used_count: Mapped[int]
    repeated_count: Mapped[int]
    excluded_count: Mapped[int]
    unsampled_count: Mapped[int]
    imported_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    imported_at: Mapped[datetime]

    __table_args__ = (
        hex_digest("sha256"),
        CheckConstraint(
            "rows_count = used_count + repeated_count + excluded_count + unsampled_count AND used_count >= 1 "
            "AND repeated_count >= 0 AND excluded_count >= 0 AND unsampled_count >= 0",
            name="counts_add_up",
        ),
    )


@immutable
class Settlement(Identified, Model):
    """The national outcome of a script and how it was settled; a later sequence supersedes an earlier one."""

    __tablename__ = "settlements"

    sampled_script_id: Mapped[int] = mapped_column(ForeignKey(SampledScript.id))
    sequence: Mapped[int]
    national_outcome: Mapped[Outcome]
    national_mark: Mapped[int | None]
    max_mark: Mapped[int | None]
    how: Mapped[SettledHow]
    adjudication_id: Mapped[int | None] = mapped_column(ForeignKey(Adjudication.id), unique=True)
    correction_id: Mapped[int | None] = mapped_column(RowId, unique=True)
    proposed_by: Mapped[int | None] = mapped_column(RowId)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("outcome_imports.id"), index=True)
    text_hash: Mapped[str | None] = mapped_column(String(64))
    settled_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    settled_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("sampled_script_id", "sequence"),
        ForeignKeyConstraint(["correction_id", "proposed_by"], [OutcomeCorrection.id, OutcomeCorrection.proposed_by]),
        one_of("national_outcome", Outcome),
        one_of("how", SettledHow, table="ways_of_settling"),
        hex_digest("text_hash"),
        mark_in_range("national_mark"),
        CheckConstraint("sequence >= 1", name="sequence_from_one"),
        CheckConstraint("(how = 'imported') = (import_id IS NOT NULL)", name="import_named"),
        CheckConstraint(
            "(how = 'corrected') = (correction_id IS NOT NULL) AND (correction_id IS NULL) = (proposed_by IS NULL)",
            name="correction_named",
        ),
        CheckConstraint("proposed_by <> settled_by", name="two_people"),
        CheckConstraint(
            "(how IN ('adjudicated', 're_adjudicated')) = (adjudication_id IS NOT NULL)",
            name="adjudication_named",
        ),
    )


@immutable
class Reveal(Model):
    """When a moderator saw the provider's mark of a script, after its outcome was settled."""

    __tablename__ = "reveals"

    sampled_script_id: Mapped[int] = mapped_column(ForeignKey(SampledScript.id), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True, index=True)
    revealed_at: Mapped[datetime]


def settled_scripts(session: Session, window: Window) -> set[int]:
    """Return the numbers of the sampled scripts of a window that have a national outcome."""
    statement = (
        select(Settlement.sampled_script_id)
        .join(SampledScript, SampledScript.id == Settlement.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .where(Frame.window_id == window.id)
    )
    return set(session.scalars(statement))


explain("uq_settlements_sampled_script_id_sequence", sentence="The outcome of this script is settled already.")
explain("uq_settlements_correction_id", sentence="This correction was confirmed already.")
explain("ck_settlements_two_people", sentence="A correction is confirmed by another lead moderator than its proposer.")
explain("pk_reveals", sentence="You have seen the provider's mark of this script already.")
