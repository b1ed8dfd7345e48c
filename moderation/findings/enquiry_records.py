"""Enquiries into reasons: opened by the very act that makes one necessary, private, and before any case."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.lock import lock_rows
from moderation.database.model import Identified, Model, hex_digest, one_of
from moderation.findings.records import Finding, FindingStatus
from moderation.people.records import Person
from moderation.providers.records import Provider
from moderation.windows.records import Window
from sampling.told import Told, told


class EnquiryGround(Told):
    """What made an enquiry necessary: metric 5 was missed, or a script was not supplied (source 000, requirement A)."""

    METRIC_5 = told("metric_5", "Metric 5", "Metric 5 was not met.", then="The provider is asked for its reasons.")
    REQUIREMENT_A = told(
        "requirement_a",
        "Requirement A",
        "A sampled script was not supplied.",
        then="The provider is asked for its reasons.",
    )


@immutable
class Enquiry(Identified, Model):
    """A private question to a provider about its reasons, which a finding makes necessary on each of its grounds."""

    __tablename__ = "enquiries"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id), index=True)
    ground: Mapped[EnquiryGround]
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id))
    opened_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    opened_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("finding_id", "ground"),
        one_of("ground", EnquiryGround),
    )


class EnquiryEventKind(Told):
    """What happened in an enquiry."""

    REASONS_ASKED = told(
        "reasons_asked", "Reasons asked", "The provider was asked for its reasons.", then="The provider answers."
    )
    REASONS_GIVEN = told(
        "reasons_given",
        "Reasons given",
        "The provider gave its reasons.",
        then="DfE judges whether a remedy is possible.",
    )
    REMEDY_POSSIBLE = told(
        "remedy_possible", "Remedy possible", "A remedy is possible.", then="A notice names every remedial action."
    )
    REMEDY_IMPOSSIBLE = told(
        "remedy_impossible", "Remedy impossible", "No remedy is possible.", then="A case may be opened."
    )
    CLOSED = told("closed", "Closed", "The enquiry is over.", then="Nothing more is recorded.")


@immutable
class EnquiryEvent(Identified, Model):
    """One thing that happened in an enquiry; what was written is kept beside it.

    It is on this floor because the sign-off must know which enquiries are closed; the acts are in cases.
    """

    __tablename__ = "enquiry_events"

    enquiry_id: Mapped[int] = mapped_column(ForeignKey(Enquiry.id))
    kind: Mapped[EnquiryEventKind]
    text_hash: Mapped[str] = mapped_column(String(64))
    recorded_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", EnquiryEventKind),
        hex_digest("text_hash"),
        Index("ix_enquiry_events_enquiry_id_id", "enquiry_id", "id"),
    )


def grounds_of(finding: Finding, *, unsupplied: Collection[int] = ()) -> tuple[EnquiryGround, ...]:
    """Return what makes an enquiry necessary, in a finding or beside it: a script of its frame was not supplied.

    `unsupplied` are the frames with a missing script in an extension: no figure counts it, but it is a breach.
    """
    grounds = []
    if finding.status is FindingStatus.NOT_MET:
        grounds.append(EnquiryGround.METRIC_5)
    if finding.sample.missing_count or finding.sample.frame_id in unsupplied:
        grounds.append(EnquiryGround.REQUIREMENT_A)
    return tuple(grounds)


def open_enquiries(
    session: Session, findings: Sequence[Finding], *, unsupplied: Collection[int] = (), by: int, at: datetime
) -> list[Enquiry]:
    """Open the enquiries that findings of one window make necessary; one that is not closed yet goes on."""
    wanted = [(finding, ground) for finding in findings for ground in grounds_of(finding, unsupplied=unsupplied)]
    return open_on(session, wanted, by=by, at=at)


def open_on(
    session: Session, wanted: Sequence[tuple[Finding, EnquiryGround]], *, by: int, at: datetime
) -> list[Enquiry]:
    """Open an enquiry on each ground beside a finding of one window, unless one that is not closed yet goes on."""
    if not wanted:
        return []
    going_on = {(each.provider_id, each.ground) for each in _not_closed(session, wanted[0][0].window_id)}
    opened = [
        Enquiry(
            provider_id=finding.provider_id,
            window_id=finding.window_id,
            ground=ground,
            finding_id=finding.id,
            opened_by=by,
            opened_at=at,
        )
        for finding, ground in wanted
        if (finding.provider_id, ground) not in going_on
    ]
    session.add_all(opened)
    session.flush()
    return opened


def log_opened(act: Act, enquiry: Enquiry, *, provider_code: str, window_code: str) -> None:
    """Append to the log that an enquiry was opened, and on which ground."""
    act.log(
        Happened.ENQUIRY_OPENED,
        Subject("enquiry", enquiry.public_id),
        provider_code=provider_code,
        window_code=window_code,
        details={"ground": enquiry.ground.value},
    )


def _not_closed(session: Session, window_id: int) -> list[Enquiry]:
    """Return the enquiries of a window that go on, locked: none is closed until this transaction ends."""
    numbers = session.scalars(select(Enquiry.id).where(Enquiry.window_id == window_id)).all()
    held = lock_rows(session, Enquiry, numbers)
    ended = select(EnquiryEvent.enquiry_id).where(
        EnquiryEvent.enquiry_id.in_(numbers), EnquiryEvent.kind == EnquiryEventKind.CLOSED
    )
    closed = set(session.scalars(ended))
    return [each for each in held if each.id not in closed]


explain("uq_enquiries_finding_id_ground", sentence="This finding has an enquiry on this ground already.")
