"""Standardisation: scripts whose outcome is agreed, judged by every moderator before live work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.columns import byte_ordered
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import CreatedAt, Identified, Model, length_between, one_of
from moderation.people.records import Person
from moderation.returns.records import Outcome

LONGEST_NAME = 100


@immutable
class StandardisationScript(Identified, CreatedAt, Model):
    """A script with an agreed outcome; those of one qualification and round are judged together."""

    __tablename__ = "standardisation_scripts"

    qualification: Mapped[str] = mapped_column(byte_ordered(32))
    round_number: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    agreed_outcome: Mapped[Outcome]
    added_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)

    __table_args__ = (
        UniqueConstraint("qualification", "round_number", "name"),
        one_of("agreed_outcome", Outcome),
        length_between("qualification", shortest=1, longest=32),
        length_between("name", shortest=1, longest=LONGEST_NAME),
        CheckConstraint("round_number >= 1", name="round_from_one"),
    )


@immutable
class StandardisationJudgement(Identified, Model):
    """A moderator's judgement of a standardisation script: one, because a second would be a guess."""

    __tablename__ = "standardisation_judgements"

    script_id: Mapped[int] = mapped_column(ForeignKey("standardisation_scripts.id"))
    moderator_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    outcome: Mapped[Outcome]
    submitted_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("script_id", "moderator_id"), one_of("outcome", Outcome))


explain(
    "uq_standardisation_judgements_script_id_moderator_id",
    sentence="You have judged this standardisation script already. It is judged once.",
)
explain(
    "uq_standardisation_scripts_qualification_round_number_name",
    field="name",
    sentence="A name stands twice in this round.",
)
