"""Decisions that two officials take, and appeals: no code decides, and the database holds the two apart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.cases.records import Case, Ground
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.people.records import Person
from sampling.told import Told, told


class DecisionKind(Told):
    """What officials decide in a case; the panel's word on an appeal is recorded by two of them as well."""

    NO_ACTION = told("no_action", "No action", "Nothing follows.", then="The case is closed.")
    NOTICE_OF_REMEDIAL_ACTION = told(
        "notice_of_remedial_action",
        "Notice of remedial action",
        "A notice names what must be done and by when.",
        then="The provider shows what it did.",
    )
    REMEDIAL_ACTION_ACCEPTED = told(
        "remedial_action_accepted",
        "Remedial action accepted",
        "What was required was done.",
        then="The case is closed.",
    )
    REVOCATION = told(
        "revocation", "Revocation", "Accreditation is revoked.", then="The provider may appeal to an independent panel."
    )
    APPEAL_ALLOWED = told(
        "appeal_allowed",
        "Appeal allowed",
        "The panel allowed the appeal; its word is final.",
        then="What held before the revocation holds again, an earlier notice too; without one the case is closed.",
    )
    APPEAL_DISMISSED = told(
        "appeal_dismissed",
        "Appeal dismissed",
        "The panel dismissed the appeal; its word is final.",
        then="The case is closed.",
    )


@immutable
class Decision(Identified, Model):
    """What one official proposes, with reasons; it holds once another confirms it."""

    __tablename__ = "decisions"

    case_id: Mapped[int] = mapped_column(ForeignKey(Case.id))
    kind: Mapped[DecisionKind]
    ground: Mapped[Ground | None]
    text_hash: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    proposed_at: Mapped[datetime]

    __table_args__ = (
        # What a confirmation refers to, so that it cannot misname the proposer.
        UniqueConstraint("id", "proposed_by"),
        one_of("kind", DecisionKind),
        one_of("ground", Ground),
        hex_digest("text_hash"),
        CheckConstraint("(kind = 'revocation') = (ground IS NOT NULL)", name="revocation_has_a_ground"),
        Index("ix_decisions_case_id_id", "case_id", "id"),
    )


@immutable
class DecisionConfirmation(Model):
    """A second official's confirmation; it carries the proposer, so that a CHECK can tell the two apart."""

    __tablename__ = "decision_confirmations"

    decision_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    proposed_by: Mapped[int]
    confirmed_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    confirmed_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["decision_id", "proposed_by"], ["decisions.id", "decisions.proposed_by"]),
        CheckConstraint("confirmed_by <> proposed_by", name="two_officials"),
        Index("ix_decision_confirmations_decision_id_proposed_by", "decision_id", "proposed_by"),
    )


@immutable
class DecisionWithdrawal(Model):
    """A proposal that was taken back or refused before anybody confirmed it."""

    __tablename__ = "decision_withdrawals"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True, autoincrement=False)
    withdrawn_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    withdrawn_at: Mapped[datetime]


@immutable
class Appeal(Identified, Model):
    """A provider's appeal against a revocation: an independent panel hears it, and its word is final."""

    __tablename__ = "appeals"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), unique=True)
    text_hash: Mapped[str] = mapped_column(String(64))
    lodged_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    lodged_at: Mapped[datetime]

    __table_args__ = (hex_digest("text_hash"),)


explain("pk_decision_confirmations", sentence="This decision is confirmed already.")
explain("pk_decision_withdrawals", sentence="This proposal was withdrawn already.")
explain("uq_appeals_decision_id", sentence="An appeal against this decision is lodged already.")
explain(
    "ck_decision_confirmations_two_officials",
    field="confirmed_by",
    sentence="A decision is confirmed by another official than the one who proposed it.",
)
explain(
    "ck_decisions_revocation_has_a_ground",
    field="ground",
    sentence="A revocation names one of the three grounds of serious underperformance; no other decision does.",
)
