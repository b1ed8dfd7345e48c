"""How long a provider took to report malpractice: days as facts, for people to judge what `at once` means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.cases.malpractice import Investigation, MalpracticeKind, MalpracticeReport, MalpracticeStage
from moderation.database.clock import london_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """An investigation or confirmation, and how many days in London passed until the provider reported it."""

    source_id: UUID
    is_own_report: bool
    kind: MalpracticeKind
    stage: MalpracticeStage
    began_at: datetime
    reported_at: datetime | None

    @property
    def days(self) -> int | None:
        """The days from beginning to report; none where no report came."""
        if self.reported_at is None:
            return None
        return (london_day(self.reported_at) - london_day(self.began_at)).days


def timings_of(session: Session, provider_id: int) -> tuple[Timing, ...]:
    """Return every report of a provider and every investigation that it did not report, oldest first."""
    reports = session.scalars(select(MalpracticeReport).where(MalpracticeReport.provider_id == provider_id))
    # Where both are recorded the investigation says when it truly began.
    statement = (
        select(Investigation, MalpracticeReport.reported_at)
        .outerjoin(MalpracticeReport, MalpracticeReport.id == Investigation.report_id)
        .where(Investigation.provider_id == provider_id)
    )
    found = [
        Timing(
            source_id=report.public_id,
            is_own_report=True,
            kind=report.kind,
            stage=report.stage,
            began_at=report.began_at,
            reported_at=report.reported_at,
        )
        for report in reports
    ]
    found += [
        Timing(
            source_id=investigation.public_id,
            is_own_report=False,
            kind=investigation.kind,
            stage=investigation.stage,
            began_at=investigation.began_at,
            reported_at=reported_at,
        )
        for investigation, reported_at in session.execute(statement)
    ]
    return tuple(sorted(found, key=lambda timing: (timing.began_at, str(timing.source_id))))
