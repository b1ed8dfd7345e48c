"""What moderators judged, criterion by criterion, and what lead moderators decided where they differ."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.columns import RowId
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.draws.records import SampledScript
from moderation.marking.allocation_records import Allocation
from moderation.marking.marks import mark_in_range
from moderation.people.records import Person
from moderation.providers.scheme_records import Criterion, Scheme
from moderation.returns.records import Outcome
from sampling.told import Told, told


class JudgementReason(Told):
    """On what a judgement's outcome rests, or why it replaces an earlier one."""

    SCORED = told("scored", "Scored", "The scores by the mark scheme add up to the outcome.")
    MARKED_WITHOUT_SCHEME = told(
        "marked_without_scheme",
        "Marked without a scheme",
        "No mark scheme was loaded: the outcome is the moderator's own.",
    )
    TOTAL_MISLEADS = told(
        "total_misleads",
        "Total misleads",
        "The scores add up to another outcome, and the moderator says why that misleads.",
        then="A lead moderator looks at it.",
    )
    CORRECTION = told("correction", "Correction", "It replaces an earlier judgement of the same moderator.")


class AdjudicationDecision(Told):
    """What a lead moderator does with judgements that differ."""

    CONFIRM = told("confirm", "Confirm", "The first judgement holds.")
    OVERRIDE = told("override", "Override", "Another outcome takes the place of the first judgement's.")
    REFER_BACK = told(
        "refer_back",
        "Refer back",
        "The lead moderator asks for a third judgement.",
        then="Another moderator judges it.",
    )


@immutable
class Judgement(Identified, Model):
    """One moderator's marking of one script; a correction is a new one with a reason."""

    __tablename__ = "judgements"

    allocation_id: Mapped[int] = mapped_column(ForeignKey(Allocation.id))
    number: Mapped[int]
    scheme_id: Mapped[int | None] = mapped_column(ForeignKey(Scheme.id), index=True)
    total_mark: Mapped[int | None]
    max_mark: Mapped[int | None]
    outcome: Mapped[Outcome]
    reason_code: Mapped[JudgementReason]
    # Whether the moderator says that the scheme's total misleads here: then a lead moderator looks at it.
    total_misleads: Mapped[bool]
    supersedes_id: Mapped[int | None] = mapped_column(RowId, unique=True)
    text_hash: Mapped[str | None] = mapped_column(String(64))
    submitted_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("allocation_id", "number"),
        UniqueConstraint("allocation_id", "id"),
        # A correction stays within its own allocation.
        ForeignKeyConstraint(["allocation_id", "supersedes_id"], ["judgements.allocation_id", "judgements.id"]),
        one_of("outcome", Outcome),
        one_of("reason_code", JudgementReason),
        hex_digest("text_hash"),
        mark_in_range("total_mark"),
        CheckConstraint("(number = 1) = (supersedes_id IS NULL) AND number >= 1", name="corrects_the_last"),
        CheckConstraint("(number > 1) = (reason_code = 'correction')", name="reason_when_corrected"),
        CheckConstraint("NOT total_misleads OR (scheme_id IS NOT NULL AND text_hash IS NOT NULL)", name="misleads_why"),
    )


@immutable
class JudgementScore(Model):
    """The score of one criterion."""

    __tablename__ = "judgement_scores"

    judgement_id: Mapped[int] = mapped_column(ForeignKey("judgements.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey(Criterion.id), primary_key=True, index=True)
    score: Mapped[int]

    __table_args__ = (CheckConstraint("score >= 0", name="score_not_negative"),)


@immutable
class Adjudication(Identified, Model):
    """A lead moderator's decision on a script whose judgements differ."""

    __tablename__ = "adjudications"

    sampled_script_id: Mapped[int] = mapped_column(ForeignKey(SampledScript.id), index=True)
    decision: Mapped[AdjudicationDecision]
    outcome: Mapped[Outcome | None]
    mark: Mapped[int | None]
    max_mark: Mapped[int | None]
    text_hash: Mapped[str] = mapped_column(String(64))
    decided_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    decided_at: Mapped[datetime]

    __table_args__ = (
        one_of("decision", AdjudicationDecision),
        one_of("outcome", Outcome),
        hex_digest("text_hash"),
        mark_in_range("mark"),
        CheckConstraint("(decision = 'refer_back') = (outcome IS NULL)", name="outcome_unless_referred"),
    )


explain("uq_judgements_allocation_id_number", sentence="This judgement was submitted already.")
explain("uq_judgements_supersedes_id", sentence="This judgement was corrected already.")
