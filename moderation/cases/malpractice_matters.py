"""Matters of malpractice: each counts once, however often it was reported and recorded; days are facts, no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.cases.malpractice_records import (
    IncorrectAward,
    Investigation,
    MalpracticeKind,
    MalpracticeReport,
    MalpracticeStage,
)
from moderation.database.clock import london_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """An investigation or a confirmed instance as it was recorded last, the first report of it, and what it led to.

    `source_id` names the report, or where none came the first record; `awards_id` the first incorrect award.
    """

    source_id: UUID
    kind: MalpracticeKind
    stage: MalpracticeStage
    began_at: datetime
    reported_at: datetime | None
    awards_id: UUID | None
    awards_count: int

    @property
    def is_reported(self) -> bool:
        """Tell whether the provider reported it."""
        return self.reported_at is not None

    @property
    def days(self) -> int | None:
        """The days in London from beginning to report, below nought for one that came first; none without a report."""
        if self.reported_at is None:
            return None
        return (london_day(self.reported_at) - london_day(self.began_at)).days


def matters_of(session: Session, provider_id: int) -> tuple[Matter, ...]:
    """Return every matter of a provider, in the order in which they began."""
    told = select(MalpracticeReport).where(MalpracticeReport.provider_id == provider_id)
    reports = {report.id: report for report in session.scalars(told)}
    kept = select(Investigation).where(Investigation.provider_id == provider_id).order_by(Investigation.id.desc())
    records = list(session.scalars(kept))
    awards = _awards(session, [each.id for each in records])
    found = [_matter(members, reports, awards) for members in _by_matter(records)]
    return tuple(sorted(found, key=lambda matter: (matter.began_at, str(matter.source_id))))


def _by_matter(records: Iterable[Investigation]) -> list[list[Investigation]]:
    """Put records together that are about one matter, newest first: they name one report, or one supersedes another."""
    of_report: dict[int, list[Investigation]] = {}
    of_record: dict[int, list[Investigation]] = {}
    matters: list[list[Investigation]] = []
    for record in records:
        members = of_record.get(record.id) or of_report.get(record.report_id or 0)
        if members is None:
            members = []
            matters.append(members)
        members.append(record)
        if record.report_id is not None:
            of_report.setdefault(record.report_id, members)
        if record.supersedes_id is not None:
            of_record[record.supersedes_id] = members
    return matters


def _matter(
    members: Sequence[Investigation],
    reports: Mapping[int, MalpracticeReport],
    awards: Mapping[int, Sequence[IncorrectAward]],
) -> Matter:
    newest, oldest = members[0], members[-1]
    told = [reports[each.report_id] for each in members if each.report_id is not None]
    first = min(told, key=lambda report: (report.reported_at, report.id), default=None)
    led_to = sorted((award for each in members for award in awards.get(each.id, ())), key=lambda award: award.id)
    return Matter(
        source_id=first.public_id if first else oldest.public_id,
        kind=newest.kind,
        stage=newest.stage,
        began_at=newest.began_at,
        reported_at=first.reported_at if first else None,
        awards_id=led_to[0].public_id if led_to else None,
        awards_count=len(led_to),
    )


def _awards(session: Session, investigation_ids: Sequence[int]) -> dict[int, list[IncorrectAward]]:
    found: dict[int, list[IncorrectAward]] = {}
    for award in session.scalars(select(IncorrectAward).where(IncorrectAward.investigation_id.in_(investigation_ids))):
        found.setdefault(award.investigation_id, []).append(award)
    return found
