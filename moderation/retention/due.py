"""Finds what is past its retention time on a day: years after publication, or after it was written, by the policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from moderation.database.clock import london_day, start_of_day
from moderation.findings.records import Finding, Publication
from moderation.people.former import former_people
from moderation.texts.draft_records import Draft
from moderation.texts.records import KeptText
from moderation.windows.default_policy import default_version
from moderation.windows.policy import policy_in, policy_of
from moderation.windows.records import all_windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The records whose words, and the people whose names, are past their time; and since when a draft is."""

    before: date
    window_codes: tuple[str, ...]
    record_ids: tuple[UUID, ...]
    person_ids: tuple[int, ...]
    drafts_before: datetime
    drafts_count: int

    @property
    def is_nothing(self) -> bool:
        """Tell whether there is nothing to erase."""
        return not (self.record_ids or self.person_ids or self.drafts_count)


def due(session: Session, *, before: date, at: datetime) -> Due:
    """Return what had its last day before a day.

    The words of a window are kept until some years after its last publication, and while it is not published; other
    words, such as those of a case, until as long after they were written. A person's address and name are kept as
    long after their last role ended. How many years is policy: each window's own, otherwise the default.
    """
    policy = policy_in(session, default_version(session, at=at))
    windows = _windows_over(session, before)
    written_before = start_of_day(years_before(before, policy.evidence_kept_years))
    drafts_before = start_of_day(before - timedelta(days=policy.draft_kept_days))
    wanted = or_(
        KeptText.window_code.in_(windows), and_(KeptText.window_code.is_(None), KeptText.kept_at < written_before)
    )
    records = select(KeptText.record_id).where(wanted).distinct().order_by(KeptText.record_id)
    drafts = select(func.count()).select_from(Draft).where(Draft.saved_at < drafts_before)
    return Due(
        before=before,
        window_codes=windows,
        record_ids=tuple(session.scalars(records)),
        person_ids=tuple(each.person_id for each in former_people(session) if each.left_at < written_before),
        drafts_before=drafts_before,
        drafts_count=session.scalar(drafts) or 0,
    )


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier.

    >>> years_before(date(2028, 2, 29), 6)
    datetime.date(2022, 2, 28)
    """
    try:
        return day.replace(year=max(day.year - years, date.min.year))
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _windows_over(session: Session, before: date) -> tuple[str, ...]:
    published = (
        select(Finding.window_id, func.max(Publication.published_at))
        .join(Publication, Publication.finding_id == Finding.id)
        .group_by(Finding.window_id)
    )
    last = {window_id: london_day(at) for window_id, at in session.execute(published)}
    return tuple(
        window.code
        for window in all_windows(session)
        if window.id in last and last[window.id] < years_before(before, policy_of(session, window).evidence_kept_years)
    )
