"""Reports of malpractice and maladministration, and what DfE or its agent learnt of them otherwise."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.people.records import Person, Token
from moderation.providers.records import Provider


class MalpracticeKind(StrEnum):
    """What is suspected or confirmed."""

    MALPRACTICE = auto()
    MALADMINISTRATION = auto()


class MalpracticeStage(StrEnum):
    """From which of the two the clock of reporting at once runs (source 000, section 4)."""

    INVESTIGATION = auto()
    CONFIRMED = auto()


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
    """What DfE or its agent recorded of an investigation or a confirmed instance, reported by the provider or not."""

    __tablename__ = "investigations"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("malpractice_reports.id"), index=True)
    kind: Mapped[MalpracticeKind]
    stage: Mapped[MalpracticeStage]
    began_at: Mapped[datetime]
    text_hash: Mapped[str] = mapped_column(String(64))
    recorded_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", MalpracticeKind),
        one_of("stage", MalpracticeStage),
        hex_digest("text_hash"),
        CheckConstraint("began_at <= recorded_at", name="began_before_recorded"),
    )


explain(
    "ck_malpractice_reports_began_before_reported", field="began_at", sentence="It cannot have begun later than now."
)
explain("ck_investigations_began_before_recorded", field="began_at", sentence="It cannot have begun later than now.")
