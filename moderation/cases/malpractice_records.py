"""Reports of malpractice and maladministration, what DfE or its agent learnt otherwise, and what it led to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.columns import RowId
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.people.records import Person, Token
from moderation.providers.records import Provider
from moderation.returns.records import Result
from sampling.told import Told, told


class MalpracticeKind(Told):
    """What is suspected or confirmed."""

    MALPRACTICE = told("malpractice", "Malpractice", "Deliberate.")
    MALADMINISTRATION = told("maladministration", "Maladministration", "A failure to follow the rules.")


class MalpracticeStage(Told):
    """The stage from which a provider must report at once (source 000, section 4)."""

    INVESTIGATION = told(
        "investigation", "Investigation", "It is being investigated.", then="Report it again once it is confirmed."
    )
    CONFIRMED = told("confirmed", "Confirmed", "It is confirmed.")


@immutable
class MalpracticeReport(Identified, Model):
    """A provider's report that malpractice or maladministration is investigated or confirmed."""

    __tablename__ = "malpractice_reports"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    kind: Mapped[MalpracticeKind]
    stage: Mapped[MalpracticeStage]
    began_at: Mapped[datetime]
    text_hash: Mapped[str] = mapped_column(String(64))
    reported_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    reported_by_token: Mapped[int | None] = mapped_column(ForeignKey(Token.id), index=True)
    reported_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", MalpracticeKind),
        one_of("stage", MalpracticeStage),
        hex_digest("text_hash"),
        CheckConstraint("(reported_by IS NULL) <> (reported_by_token IS NULL)", name="one_reporter"),
        CheckConstraint("began_at <= reported_at", name="began_before_reported"),
    )


@immutable
class Investigation(Identified, Model):
    """An investigation or a confirmed instance: opened by the provider's report, or recorded by DfE or its agent.

    Records that name one report are about one matter, as is a record with the one it supersedes; the newest counts.
    A record that a report opened has no words of its own: the report holds them.
    """

    __tablename__ = "investigations"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("malpractice_reports.id"), index=True)
    kind: Mapped[MalpracticeKind]
    stage: Mapped[MalpracticeStage]
    began_at: Mapped[datetime]
    # None where a report opened it: the words are the report's.
    text_hash: Mapped[str | None] = mapped_column(String(64))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("investigations.id"), unique=True)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_by_token: Mapped[int | None] = mapped_column(ForeignKey(Token.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", MalpracticeKind),
        one_of("stage", MalpracticeStage),
        hex_digest("text_hash"),
        CheckConstraint("(recorded_by IS NULL) <> (recorded_by_token IS NULL)", name="one_recorder"),
        CheckConstraint("text_hash IS NOT NULL OR report_id IS NOT NULL", name="words_or_report"),
        CheckConstraint("recorded_by_token IS NULL OR report_id IS NOT NULL", name="programs_only_report"),
        CheckConstraint("began_at <= recorded_at", name="began_before_recorded"),
    )


@immutable
class IncorrectAward(Identified, Model):
    """A filed pass that a named person found to be incorrect, and the confirmed instance that led to it."""

    __tablename__ = "incorrect_awards"

    investigation_id: Mapped[int] = mapped_column(ForeignKey("investigations.id"))
    return_id: Mapped[int] = mapped_column(RowId)
    row: Mapped[int]
    text_hash: Mapped[str] = mapped_column(String(64))
    recorded_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["return_id", "row"], [Result.return_id, Result.row]),
        UniqueConstraint("investigation_id", "return_id", "row"),
        hex_digest("text_hash"),
        Index("ix_incorrect_awards_return_id_row", "return_id", "row"),
    )


explain(
    "ck_malpractice_reports_began_before_reported", field="began_at", sentence="It cannot have begun later than now."
)
explain(
    "uq_investigations_supersedes_id",
    field="supersedes",
    sentence="A later record stands in place of this one already.",
)
explain(
    "uq_incorrect_awards_investigation_id_return_id_row",
    field="script_ref",
    sentence="This award is recorded for this instance already.",
)
explain("ck_investigations_began_before_recorded", field="began_at", sentence="It cannot have begun later than now.")
