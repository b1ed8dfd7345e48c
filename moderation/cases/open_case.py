"""Opens a case: a matter of compliance, after an enquiry or on conduct alone, and always with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.find import EnquiryStanding, enquiry_standing
from moderation.cases.records import Case
from moderation.errors import Conflict, Rejected, Step, Verb
from moderation.findings.enquiry_records import EnquiryEventKind
from moderation.providers.records import provider_by_code
from moderation.texts.keep import keep, text_faults

JUDGED = (EnquiryEventKind.REMEDY_POSSIBLE, EnquiryEventKind.REMEDY_IMPOSSIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Whose conduct is in question, why, and the enquiry that led here, if one did."""

    provider_code: str
    reasons: str
    enquiry_id: UUID | None = None


def open_case(act: Act, command: OpenCase) -> Case:
    """Open a case; one that follows an enquiry waits until reasons were heard and the remedy was judged."""
    person = act.permit_person(Permission.OPEN_CASE)
    session = act.session
    provider = provider_by_code(session, command.provider_code)
    faults = text_faults(command.reasons, column="reasons")
    if faults:
        raise Rejected(faults)
    enquiry = None if command.enquiry_id is None else _heard(session, command.enquiry_id, provider.code)
    public_id = uuid4()
    case = Case(
        public_id=public_id,
        provider_id=provider.id,
        enquiry_id=None if enquiry is None else enquiry.enquiry.id,
        text_hash=keep(session, public_id, {"reasons": command.reasons}, at=act.at),
        opened_by=person,
        opened_at=act.at,
    )
    session.add(case)
    act.log(
        Happened.CASE_OPENED,
        Subject("case", public_id),
        provider_code=provider.code,
        window_code=None if enquiry is None else enquiry.window_code,
        details={"after_enquiry": enquiry is not None},
    )
    return case


def _heard(session: Session, enquiry_id: UUID, provider_code: str) -> EnquiryStanding:
    standing = enquiry_standing(session, enquiry_id)
    if standing.provider_code != provider_code:
        raise Conflict(f"This enquiry concerns another provider than {provider_code}.", field="enquiry")
    if standing.last not in JUDGED:
        raise Conflict(
            "An enquiry into reasons comes first: hear the provider's reasons and record whether a remedy is "
            "possible, then open the case.",
            field="enquiry",
            then=Step(Verb.RECORD_ENQUIRY),
        )
    return standing
