"""Declares a script missing, and opens the enquiry that this makes necessary where no sign-off will do it any more.

An extension is moderated beside a finding that holds, so a script of it may turn out to be missing after the sign-off:
it enters no figure, and is a breach of requirement A all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.audit.act import Act
from moderation.draws.find import Sampled, sampled_script
from moderation.draws.records import Purpose
from moderation.errors import NotAllowed
from moderation.findings.enquiry_records import Enquiry, EnquiryGround, log_opened, open_on
from moderation.findings.records import Finding
from moderation.findings.standing import standing_of
from moderation.scripts.locked_script import permit_supplier
from moderation.scripts.records import ScriptEvent
from moderation.scripts.supply_script import DeclareMissing, declare_missing
from moderation.windows.records import lock_window, window_by_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsupplied:
    """What was recorded of the script, and the enquiry that it opened; none where one goes on or a sign-off will."""

    event: ScriptEvent
    enquiry: Enquiry | None


def declare_unsupplied(act: Act, command: DeclareMissing) -> Unsupplied:
    """Record that a script is missing, and open an enquiry if it extends a sample whose finding holds."""
    sampled = sampled_script(act.session, command.script_id)
    permit_supplier(act, sampled.provider_code)
    finding = _finding_beside(act.session, sampled) if sampled.script.purpose is Purpose.EXTENSION else None
    # Before the script is declared, whose entry closes the act to further rows; a refusal there takes it back.
    enquiry = None if finding is None else _open(act, finding)
    event = declare_missing(act, command)
    if enquiry is not None:
        log_opened(act, enquiry, provider_code=sampled.provider_code, window_code=sampled.window_code)
    return Unsupplied(event=event, enquiry=enquiry)


def _finding_beside(session: Session, sampled: Sampled) -> Finding | None:
    """Return the finding that holds beside an extension, with its window locked: two scripts open one enquiry."""
    window = lock_window(session, window_by_code(session, sampled.window_code))
    (standing,) = standing_of(session, window, codes=[sampled.provider_code])
    return standing.finding if standing.is_sealed else None


def _open(act: Act, finding: Finding) -> Enquiry | None:
    ground = EnquiryGround.REQUIREMENT_A
    if _was_opened(act.session, finding, ground):
        return None
    if act.actor.person_id is None:
        raise NotAllowed("A missing script of an extension opens an enquiry: a named person records it, no program.")
    opened = open_on(act.session, [(finding, ground)], by=act.actor.person_id, at=act.at)
    return opened[0] if opened else None


def _was_opened(session: Session, finding: Finding, ground: EnquiryGround) -> bool:
    """Tell whether a finding had an enquiry on a ground, be it closed: it has one at most, and a case may follow."""
    wanted = select(Enquiry.id).where(Enquiry.finding_id == finding.id, Enquiry.ground == ground)
    return session.scalar(wanted) is not None
