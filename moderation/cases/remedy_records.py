"""Remedial actions that a notice requires, what a provider shows for each, and what people make of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.cases.decision_records import Decision
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.people.records import Person
from sampling.told import Told, told


class Verdict(Told):
    """What people make of an action: taken, not taken for compelling reasons, or not taken (source 000, section 4)."""

    TAKEN = told("taken", "Taken", "The provider took the action.")
    NOT_TAKEN_FOR_COMPELLING_REASONS = told(
        "not_taken_for_compelling_reasons",
        "Not taken, for compelling reasons",
        "The provider did not take the action, for reasons that excuse it.",
    )
    NOT_TAKEN = told(
        "not_taken", "Not taken", "The provider did not take the action.", then="It is a ground for a case."
    )


@immutable
class RemedialAction(Identified, Model):
    """One action of a notice and the day by which it is due; it binds once the notice is confirmed."""

    __tablename__ = "remedial_actions"

    decision_id: Mapped[int] = mapped_column(ForeignKey(Decision.id))
    number: Mapped[int]
    due_on: Mapped[date]
    text_hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("decision_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        hex_digest("text_hash"),
    )


@immutable
class RemedialEvidence(Identified, Model):
    """What a provider says and shows about an action."""

    __tablename__ = "remedial_evidence"

    action_id: Mapped[int] = mapped_column(ForeignKey("remedial_actions.id"))
    text_hash: Mapped[str] = mapped_column(String(64))
    submitted_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    submitted_at: Mapped[datetime]

    __table_args__ = (hex_digest("text_hash"), Index("ix_remedial_evidence_action_id_id", "action_id", "id"))


@immutable
class RemedialJudgement(Identified, Model):
    """A person's verdict on an action; the latest counts."""

    __tablename__ = "remedial_judgements"

    action_id: Mapped[int] = mapped_column(ForeignKey("remedial_actions.id"))
    number: Mapped[int]
    verdict: Mapped[Verdict]
    text_hash: Mapped[str] = mapped_column(String(64))
    judged_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    judged_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("action_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        one_of("verdict", Verdict),
        hex_digest("text_hash"),
    )


explain("uq_remedial_judgements_action_id_number", sentence="Somebody judged this action just now: look and try again.")
