"""Enquiries into reasons: opened by the very sign-off that makes one necessary, private, and before any case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, one_of
from moderation.findings.records import Finding, FindingStatus
from moderation.people.records import Person
from moderation.providers.records import Provider
from moderation.windows.records import Window


class EnquiryGround(StrEnum):
    """What made an enquiry necessary: metric 5 was missed, or a script was not supplied (source 000, requirement A)."""

    METRIC_5 = auto()
    REQUIREMENT_A = auto()


@immutable
class Enquiry(Identified, Model):
    """A private question to a provider about its reasons; in a window there is one on each ground."""

    __tablename__ = "enquiries"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id))
    ground: Mapped[EnquiryGround]
    finding_id: Mapped[int] = mapped_column(ForeignKey(Finding.id), index=True)
    opened_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    opened_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("window_id", "provider_id", "ground"),
        one_of("ground", EnquiryGround),
    )


def grounds_of(finding: Finding) -> tuple[EnquiryGround, ...]:
    """Return what in a finding makes an enquiry necessary."""
    grounds = []
    if finding.status is FindingStatus.NOT_MET:
        grounds.append(EnquiryGround.METRIC_5)
    if finding.missing_count:
        grounds.append(EnquiryGround.REQUIREMENT_A)
    return tuple(grounds)


def open_enquiries(session: Session, findings: Sequence[Finding], *, by: int, at: datetime) -> list[Enquiry]:
    """Open the enquiries that findings of one window make necessary; one that is there already goes on."""
    wanted = [(finding, ground) for finding in findings for ground in grounds_of(finding)]
    if not wanted:
        return []
    held = select(Enquiry.provider_id, Enquiry.ground).where(Enquiry.window_id == findings[0].window_id)
    known = {(provider_id, ground) for provider_id, ground in session.execute(held)}
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
        if (finding.provider_id, ground) not in known
    ]
    session.add_all(opened)
    session.flush()
    return opened


explain("uq_enquiries_window_id_provider_id_ground", sentence="There is an enquiry on this ground already.")
