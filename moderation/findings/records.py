"""Signing off, findings and their breakdowns, reopenings and publications."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.people.records import Person
from moderation.providers.records import Provider
from moderation.returns.records import Frame
from moderation.windows.policy_records import PolicyVersion
from moderation.windows.records import Window
from sampling.rule import Status
from sampling.told import Told, told


class FindingStatus(Told):
    """What the rule says, and what follows from it here."""

    MET = told(Status.MET, Status.MET.label, Status.MET.meaning, then="The provider publishes its figure.")
    NOT_MET = told(
        Status.NOT_MET,
        Status.NOT_MET.label,
        Status.NOT_MET.meaning,
        then="Once signed off, an enquiry into reasons opens.",
    )
    NOT_YET_DETERMINED = told(
        Status.NOT_YET_DETERMINED,
        Status.NOT_YET_DETERMINED.label,
        Status.NOT_YET_DETERMINED.meaning,
        then="Wait: a part result is biased.",
    )
    NOT_SHOWN = told(
        Status.NOT_SHOWN, Status.NOT_SHOWN.label, Status.NOT_SHOWN.meaning, then="Supply the missing scripts."
    )
    NOT_ASSESSABLE = told(Status.NOT_ASSESSABLE, Status.NOT_ASSESSABLE.label, Status.NOT_ASSESSABLE.meaning)


class Metric(Told):
    """Which metric of the sources a finding is on: one more is one more row, and its counts a table of their own."""

    METRIC_5 = told("metric_5", "Metric 5", "How many sampled results moderation overturned.")


class Dimension(Told):
    """What a finding is broken down by."""

    QUALIFICATION = told("qualification", "Qualification", "The qualification that was assessed.")
    PEER_MODERATION = told("peer_moderation", "Peer moderation", "What peer moderation did to the provider's mark.")


class ReopeningReason(Told):
    """Why a finding that was signed off is opened again."""

    REPRESENTATION = told(
        "representation",
        "Representation",
        "A representation was accepted.",
        then="A third moderator judges the script again.",
    )
    ERROR_FOUND = told("error_found", "Error found", "An error was found in what the finding rests on.")
    SCRIPT_SUPPLIED_LATE = told(
        "script_supplied_late",
        "Script supplied late",
        "A missing script was supplied after the sign-off.",
        then="It is marked.",
    )


@immutable
class WindowSignOff(Identified, Model):
    """A lead moderator's word that the moderation of some providers in a window is complete."""

    __tablename__ = "sign_offs"

    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id))
    number: Mapped[int]
    audit_head: Mapped[str] = mapped_column(String(64))
    signed_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    signed_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("window_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        hex_digest("audit_head"),
    )


@immutable
class Finding(Identified, Model):
    """What is found of a provider in a window on one metric; `figure` is the whole answer as it was computed.

    What a metric counts stands in a table of its own, in the row of the same finding: of metric 5 in `sample`.
    """

    __tablename__ = "findings"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id))
    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id))
    metric: Mapped[Metric]
    version: Mapped[int]
    sign_off_id: Mapped[int] = mapped_column(ForeignKey("sign_offs.id"), index=True)
    policy_version_id: Mapped[int] = mapped_column(ForeignKey(PolicyVersion.id), index=True)
    as_at: Mapped[datetime]
    status: Mapped[FindingStatus]
    figure: Mapped[str] = mapped_column(Text)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("findings.id"), unique=True)
    audit_head: Mapped[str] = mapped_column(String(64))

    # Read with the finding, and written in the same act.
    sample: Mapped[SampleFinding] = relationship(lazy="joined")

    __table_args__ = (
        UniqueConstraint("provider_id", "window_id", "metric", "version"),
        one_of("metric", Metric),
        one_of("status", FindingStatus),
        hex_digest("audit_head"),
        CheckConstraint("(version = 1) = (supersedes_id IS NULL) AND version >= 1", name="supersedes_the_last"),
        CheckConstraint("status <> 'not_yet_determined'", name="is_determined"),
        Index("ix_findings_window_id_provider_id_as_at", "window_id", "provider_id", "as_at"),
    )


@immutable
class SampleFinding(Model):
    """What a finding on metric 5 counts: the sample of a frame."""

    __tablename__ = "sample_findings"

    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"), primary_key=True, autoincrement=False)
    frame_id: Mapped[int] = mapped_column(ForeignKey(Frame.id), index=True)
    rate_numerator: Mapped[int]
    rate_denominator: Mapped[int]
    scripts_count: Mapped[int]
    sample_count: Mapped[int]
    moderated_count: Mapped[int]
    pending_count: Mapped[int]
    missing_count: Mapped[int]
    excluded_count: Mapped[int]
    overturned_count: Mapped[int]
    pass_to_fail_count: Mapped[int]
    fail_to_pass_count: Mapped[int]

    __table_args__ = (
        CheckConstraint("rate_numerator BETWEEN 1 AND rate_denominator", name="rate_is_a_share"),
        CheckConstraint("sample_count = moderated_count + pending_count + missing_count", name="sample_adds_up"),
        # Overturns settle last: a finding of a part of the sample would flatter.
        CheckConstraint("pending_count = 0", name="nothing_pending"),
        CheckConstraint(
            "overturned_count = pass_to_fail_count + fail_to_pass_count AND overturned_count <= moderated_count",
            name="overturns_add_up",
        ),
        CheckConstraint(
            "missing_count >= 0 AND excluded_count >= 0 AND pass_to_fail_count >= 0 "
            "AND fail_to_pass_count >= 0 AND sample_count + excluded_count <= scripts_count",
            name="counts_nest",
        ),
    )


def on_frame() -> ColumnElement[bool]:
    """Return the condition that a finding is on the sample of a frame; a provider has one frame in a window."""
    return and_(
        Finding.provider_id == Frame.provider_id,
        Finding.window_id == Frame.window_id,
        Finding.metric == Metric.METRIC_5,
    )


@immutable
class FindingBreakdown(Model):
    """A sample's counts for one qualification, or one kind of peer moderation."""

    __tablename__ = "finding_breakdowns"

    finding_id: Mapped[int] = mapped_column(ForeignKey("sample_findings.finding_id"), primary_key=True)
    dimension: Mapped[Dimension] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(32), primary_key=True)
    scripts_count: Mapped[int]
    moderated_count: Mapped[int]
    missing_count: Mapped[int]
    excluded_count: Mapped[int]
    pass_to_fail_count: Mapped[int]
    fail_to_pass_count: Mapped[int]

    __table_args__ = (
        one_of("dimension", Dimension),
        CheckConstraint("pass_to_fail_count + fail_to_pass_count <= moderated_count", name="overturned_nest"),
        CheckConstraint("pass_to_fail_count >= 0 AND fail_to_pass_count >= 0", name="overturned_not_negative"),
        CheckConstraint(
            "missing_count >= 0 AND excluded_count >= 0 "
            "AND moderated_count + missing_count + excluded_count <= scripts_count",
            name="sampled_nest",
        ),
    )

    @property
    def is_covered(self) -> bool:
        """Tell whether any script of this kind was sampled; where none was, the finding says nothing about it."""
        return self.moderated_count + self.missing_count + self.excluded_count > 0


@immutable
class Reopening(Identified, Model):
    """The end of a finding's seal: its outcomes may change again, until a later finding supersedes it."""

    __tablename__ = "reopenings"

    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"), unique=True)
    reason_code: Mapped[ReopeningReason]
    reopened_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    reopened_at: Mapped[datetime]

    __table_args__ = (one_of("reason_code", ReopeningReason),)


@immutable
class Publication(Identified, Model):
    """A finding made public by the service; it stays public when a later one supersedes it."""

    __tablename__ = "publications"

    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"), unique=True)
    published_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    published_at: Mapped[datetime]


explain("uq_sign_offs_window_id_number", sentence="Somebody signed this window off just now: look and try again.")
explain("uq_reopenings_finding_id", sentence="This finding was reopened already.")
explain(
    "uq_findings_provider_id_window_id_metric_version",
    sentence="Somebody recorded a finding just now: look and try again.",
)
explain("uq_findings_supersedes_id", sentence="This finding is superseded already.")
explain("ck_sample_findings_nothing_pending", sentence="Nothing is signed off while a sampled script has no outcome.")
explain("uq_publications_finding_id", sentence="This finding is published already.")
