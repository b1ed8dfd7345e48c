"""Records what happens in an enquiry: reasons are asked and given before anything is held against anybody."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.enquiries import NEXT
from moderation.cases.find import enquiry_standing
from moderation.database.lock import lock_row
from moderation.errors import Conflict, Rejected
from moderation.findings.enquiry_records import Enquiry, EnquiryEvent, EnquiryEventKind
from moderation.texts.keep import keep, text_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEnquiry:
    """What happened, in words."""

    enquiry_id: UUID
    kind: EnquiryEventKind
    text: str


def record_enquiry(act: Act, command: RecordEnquiry) -> EnquiryEvent:
    """Record a step of an enquiry; the provider itself gives its reasons, all else is for DfE and its agent."""
    session = act.session
    standing = enquiry_standing(session, command.enquiry_id)
    own = command.kind is EnquiryEventKind.REASONS_GIVEN and act.actor.holds(Permission.COMMENT)
    permission = Permission.COMMENT if own else Permission.OPEN_ENQUIRY
    person = act.permit_person(permission, provider_code=standing.provider_code)
    lock_row(session, Enquiry, standing.enquiry.id)
    last = enquiry_standing(session, command.enquiry_id).last
    if command.kind not in NEXT[last]:
        allowed = ", ".join(sorted(kind.in_a_sentence for kind in NEXT[last]))
        happened = f"its last step was {last.in_a_sentence}" if last else "nothing happened in it yet"
        next_step = f"what may follow is {allowed}" if allowed else "it is over; a new matter needs a case"
        raise Conflict(f"This step does not follow in this enquiry: {happened}, and {next_step}.", field="kind")
    faults = text_faults(command.text, column="text")
    if faults:
        raise Rejected(faults)
    public_id = uuid4()
    event = EnquiryEvent(
        public_id=public_id,
        enquiry_id=standing.enquiry.id,
        kind=command.kind,
        text_hash=keep(session, public_id, {"text": command.text}, at=act.at, window_code=standing.window_code),
        recorded_by=person,
        recorded_at=act.at,
    )
    session.add(event)
    act.log(
        Happened.ENQUIRY_STEP_RECORDED,
        Subject("enquiry", standing.enquiry.public_id),
        provider_code=standing.provider_code,
        window_code=standing.window_code,
        details={"kind": command.kind.value},
    )
    return event
