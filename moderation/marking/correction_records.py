"""Corrections of outcomes that were recorded wrongly: one lead moderator proposes, another confirms or refuses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.draws.records import SampledScript
from moderation.marking.marks import mark_in_range
from moderation.people.records import Person
from moderation.returns.records import Outcome


@immutable
class OutcomeCorrection(Identified, Model):
    """What a settled outcome should be, and why; `corrects` is the sequence of the settlement that is wrong."""

    __tablename__ = "outcome_corrections"

    sampled_script_id: Mapped[int] = mapped_column(ForeignKey(SampledScript.id), index=True)
    corrects: Mapped[int]
    outcome: Mapped[Outcome]
    mark: Mapped[int | None]
    max_mark: Mapped[int | None]
    text_hash: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    proposed_at: Mapped[datetime]

    __table_args__ = (
        # What a settlement refers to, so that it cannot misname the proposer.
        UniqueConstraint("id", "proposed_by"),
        one_of("outcome", Outcome),
        hex_digest("text_hash"),
        mark_in_range("mark"),
        CheckConstraint("corrects >= 1", name="corrects_from_one"),
    )


@immutable
class CorrectionRefusal(Model):
    """The refusal of a correction, by another lead moderator or by its proposer."""

    __tablename__ = "correction_refusals"

    correction_id: Mapped[int] = mapped_column(ForeignKey(OutcomeCorrection.id), primary_key=True)
    refused_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    refused_at: Mapped[datetime]


explain("pk_correction_refusals", sentence="This correction was refused already.")
