"""What somebody is shown of reports: investigations and confirmed instances of malpractice; the words stay on pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.cases.malpractice_records import MalpracticeKind, MalpracticeReport, MalpracticeStage
from moderation.listing.listing import Listing
from moderation.providers.records import Provider
from moderation.providers.shown import provider_is


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport:
    """A provider's report of malpractice or maladministration."""

    public_id: UUID
    provider_code: str
    kind: MalpracticeKind
    stage: MalpracticeStage
    began_at: datetime
    reported_at: datetime
    created_at: datetime
    updated_at: datetime


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownReport]:
    statement = (
        select(MalpracticeReport, Provider.code)
        .join(Provider, Provider.id == MalpracticeReport.provider_id)
        .where(MalpracticeReport.id.in_(keys))
    )
    return {
        report.id: ShownReport(
            public_id=report.public_id,
            provider_code=provider_code,
            kind=report.kind,
            stage=report.stage,
            began_at=report.began_at,
            reported_at=report.reported_at,
            created_at=report.reported_at,
            updated_at=report.reported_at,
        )
        for report, provider_code in session.execute(statement)
    }


REPORTS = Listing(
    noun="report",
    permissions=(Permission.SEE_CASES, Permission.REPORT_MALPRACTICE),
    key=MalpracticeReport.id,
    public_id=MalpracticeReport.public_id,
    rows=lambda _actor: select(MalpracticeReport.id),
    load=_load,
    changed=lambda _actor, since: MalpracticeReport.reported_at >= since,
    provider=provider_is(MalpracticeReport.provider_id),
)
