"""Reopens findings: with a reason on record, outcomes may change again until the next sign-off supersedes them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Fault, NotAllowed, Rejected, Step, Verb
from moderation.findings.records import Reopening, ReopeningReason, WindowSignOff
from moderation.findings.standing import FrameStanding, chosen, standing_of
from moderation.scripts.seal_records import turn_seals
from moderation.windows.records import Window, lock_window, window_by_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """The findings to open again, and why; without codes, those of the whole window."""

    window_code: str
    reason: ReopeningReason
    provider_codes: tuple[str, ...] = ()


def reopen(act: Act, command: Reopen) -> tuple[Reopening, ...]:
    """Let outcomes of signed providers change again; their findings hold until later ones supersede them.

    An error in what a lead moderator signed off is found by another: nobody undoes their own word alone.
    """
    person = act.permit_person(Permission.REOPEN)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    named, unknown = chosen(standing_of(session, window, codes=command.provider_codes), command.provider_codes)
    unsigned = [each.provider.code for each in named if command.provider_codes and not each.is_sealed]
    if unknown or unsigned:
        sentence = f"No finding of this provider holds in the window {window.code}, so there is nothing to reopen."
        raise Rejected([Fault(sentence, column="provider", value=code) for code in (*unknown, *unsigned)])
    sealed = [each for each in named if each.is_sealed]
    if not sealed:
        raise Conflict(
            f"No finding holds in the window {window.code}, so there is nothing to reopen.",
            then=Step(Verb.SIGN_OFF, window=window.code),
        )
    if command.reason is ReopeningReason.ERROR_FOUND:
        _refuse_own(session, window, sealed, person=person)
    reopened = []
    for each in sealed:
        assert each.finding is not None
        reopened.append(
            Reopening(finding_id=each.finding.id, reason_code=command.reason, reopened_by=person, reopened_at=act.at)
        )
    session.add_all(reopened)
    turn_seals(session, [each.frame.id for each in sealed], by=person, at=act.at)
    for each, reopening in zip(sealed, reopened, strict=True):
        act.log(
            Happened.FINDING_REOPENED,
            Subject("finding", each.finding.public_id if each.finding else reopening.public_id),
            provider_code=each.provider.code,
            window_code=window.code,
            details={"reason": command.reason.value},
        )
    return tuple(reopened)


def _refuse_own(session: Session, window: Window, sealed: list[FrameStanding], *, person: int) -> None:
    """Refuse an error that whoever signed it off says they found themselves."""
    signed = {each.finding.sign_off_id: each.provider.code for each in sealed if each.finding is not None}
    own = select(WindowSignOff.id).where(WindowSignOff.id.in_(signed), WindowSignOff.signed_by == person)
    codes = {signed[number] for number in session.scalars(own)}
    if codes:
        raise NotAllowed(
            f"You signed off {', '.join(sorted(codes))} in the window {window.code} yourself: another lead moderator "
            "reopens it for an error, so that two people stand behind it."
        )
