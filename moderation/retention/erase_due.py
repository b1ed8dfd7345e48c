"""Erases what is past its time: words, people's addresses and names, and drafts; what stays tells when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import london_day
from moderation.errors import Fault, Rejected
from moderation.people.former import erase_people
from moderation.retention.due import Due, due
from moderation.texts.draft_records import Draft
from moderation.texts.erase import erase_texts


@dataclass(frozen=True, slots=True)
class EraseDue:
    """Erase what had its last day before a day: today, unless an earlier one is named."""

    before: date | None = None


def erase_due(act: Act, command: EraseDue) -> Due:
    """Erase for good what the policy keeps no longer, and return what it was; where that is nothing, nothing is logged.

    Backups that were made before still hold it: keep none longer than the policy keeps evidence.
    """
    act.permit_person(Permission.ERASE_EXPIRED)
    session = act.session
    found = due(session, before=before_or_today(command.before, today=london_day(act.at)), at=act.at)
    if found.is_nothing:
        return found
    erase_texts(session, found.record_ids, at=act.at)
    erase_people(session, found.person_ids, at=act.at)
    session.execute(delete(Draft).where(Draft.saved_at < found.drafts_before))
    act.log(
        Happened.EXPIRED_ERASED,
        Subject("retention", found.before.isoformat()),
        details={
            "records_count": len(found.record_ids),
            "people_count": len(found.person_ids),
            "drafts_count": found.drafts_count,
        },
    )
    return found


def before_or_today(before: date | None, *, today: date) -> date:
    """Return the day before which everything had its last day; a day that lies ahead is refused."""
    if before is not None and before > today:
        sentence = "Nothing is erased before its time. Give today, or an earlier day."
        raise Rejected([Fault(sentence, column="before", value=before.isoformat())])
    return before or today
