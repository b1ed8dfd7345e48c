"""Locks a script, reads its state, and writes its events: what every action of this room shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.draws.find import Sampled, sampled_script
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.scripts.records import ScriptEvent, ScriptEventKind, ScriptReason, events_of
from moderation.scripts.seal_records import lock_script
from moderation.scripts.state import ScriptStanding, ScriptState, state_of
from moderation.windows.records import share_window


@dataclass(frozen=True, slots=True)
class LockedScript:
    """A sampled script, locked until the transaction ends, with its state."""

    sampled: Sampled
    events: list[ScriptEvent]
    state: ScriptState
    is_sealed: bool

    @property
    def name(self) -> str:
        """The script as a sentence names it."""
        return f"{self.sampled.script.script_ref} of {self.sampled.provider_code}"

    def step(self, verb: Verb) -> Step:
        """Return what can be done next with this script."""
        return Step(
            verb,
            window=self.sampled.window_code,
            provider=self.sampled.provider_code,
            script=self.sampled.script.script_ref,
        )


def lock_sampled_script(session: Session, sampled: Sampled) -> LockedScript:
    """Lock a sampled script and share its window, so that no sign-off comes in between."""
    # The window before the script, like everybody: a sign-off waits until what is recorded here stands.
    share_window(session, sampled.window)
    is_sealed = lock_script(session, sampled.script)
    events = events_of(session, sampled.script)
    return LockedScript(sampled, events, state_of(events, due_on=sampled.script.due_on), is_sealed=is_sealed)


def lock_open_script(session: Session, script_id: UUID) -> LockedScript:
    """Lock a sampled script; refuse one whose moderation is signed off."""
    held = lock_sampled_script(session, sampled_script(session, script_id))
    if held.is_sealed:
        provider, window = held.sampled.provider_code, held.sampled.window_code
        raise Conflict(
            f"The moderation of {provider} in {window} is signed off: nothing more is recorded "
            f"of the script {held.name}, unless a lead moderator reopens it.",
            then=Step(Verb.REOPEN, window=window, provider=provider),
        )
    return held


def permit_supplier(act: Act, provider_code: str) -> bool:
    """Permit the provider's own staff and those who record scripts for all providers; tell whether it is the latter."""
    records_for_all = act.actor.may(Permission.RECORD_SCRIPT)
    if records_for_all:
        act.permit(Permission.RECORD_SCRIPT)
    else:
        act.permit(Permission.SUPPLY_SCRIPT, provider_code=provider_code)
    return records_for_all


def require_reason(reason: ScriptReason, reasons: tuple[ScriptReason, ...]) -> None:
    """Refuse a reason that is not in the list for what is recorded."""
    if reason not in reasons:
        sentence = f"The reason is one of {', '.join(reasons)}."
        raise Rejected([Fault(sentence, column="reason", value=str(reason))])


def refuse_excluded(held: LockedScript) -> None:
    """Refuse what cannot be done to a script that left the sample."""
    if held.state.standing is ScriptStanding.EXCLUDED:
        raise Conflict(f"The script {held.name} is excluded from the sample; nothing more is recorded of it.")


def refuse_in_marking(held: LockedScript) -> None:
    """Refuse what cannot be done once a script is being marked."""
    if held.state.marking_started:
        raise Conflict(f"The marking of the script {held.name} has begun, so this can no longer be recorded.")


def record_event(
    act: Act,
    held: LockedScript,
    *,
    kind: ScriptEventKind,
    reason: ScriptReason | None = None,
    due_on: date | None = None,
    sha256: str | None = None,
    byte_count: int | None = None,
    answers: ScriptEvent | None = None,
) -> ScriptEvent:
    """Write what happened to a script, and append it to the log."""
    event = ScriptEvent(
        sampled_script_id=held.sampled.script.id,
        kind=kind,
        reason_code=reason,
        sha256=sha256,
        byte_count=byte_count,
        due_on=due_on,
        proposal_id=answers.id if answers else None,
        proposed_by=answers.recorded_by if answers else None,
        recorded_by=act.actor.person_id,
        recorded_by_token=act.actor.token_id,
        recorded_at=act.at,
    )
    act.session.add(event)
    act.session.flush()
    details: dict[str, str | int | None] = {}
    if reason is not None:
        details["reason"] = reason.value
    if due_on is not None:
        details["due_on"] = due_on.isoformat()
    if sha256 is not None:
        details |= {"sha256": sha256, "byte_count": byte_count}
    act.log(
        Happened[f"SCRIPT_{kind.name}"],
        Subject("script", held.sampled.script.public_id),
        provider_code=held.sampled.provider_code,
        window_code=held.sampled.window_code,
        details=details,
    )
    return event
