"""Takes a script out of the sample: one official proposes, another approves, before its marking begins."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.errors import Conflict, Verb
from moderation.scripts.locked_script import (
    LockedScript,
    lock_open_script,
    record_event,
    refuse_excluded,
    refuse_in_marking,
    require_reason,
)
from moderation.scripts.records import EXCLUSION_REASONS, ScriptEvent, ScriptEventKind, ScriptReason


@dataclass(frozen=True, slots=True)
class ProposeExclusion:
    """A script that should leave the sample, and why."""

    script_id: UUID
    reason: ScriptReason


@dataclass(frozen=True, slots=True)
class ApproveExclusion:
    """The script whose proposed exclusion is approved."""

    script_id: UUID


@dataclass(frozen=True, slots=True)
class RefuseExclusion:
    """The script whose proposed exclusion is refused."""

    script_id: UUID


def propose_exclusion(act: Act, command: ProposeExclusion) -> ScriptEvent:
    """Propose that a script leaves the sample."""
    act.permit_person(Permission.EXCLUDE_SCRIPT)
    held = lock_open_script(act.session, command.script_id)
    require_reason(command.reason, EXCLUSION_REASONS)
    refuse_excluded(held)
    refuse_in_marking(held)
    if held.state.proposal is not None:
        raise Conflict(
            f"The exclusion of the script {held.name} is proposed already; another official answers it.",
            then=(held.step(Verb.APPROVE_EXCLUSION), held.step(Verb.REFUSE_EXCLUSION)),
        )
    return record_event(act, held, kind=ScriptEventKind.EXCLUSION_PROPOSED, reason=command.reason)


def approve_exclusion(act: Act, command: ApproveExclusion) -> ScriptEvent:
    """Approve another official's proposal: the script leaves the sample for good."""
    held, proposal = _proposed(act, command.script_id)
    refuse_in_marking(held)
    return record_event(act, held, kind=ScriptEventKind.EXCLUSION_APPROVED, answers=proposal)


def refuse_exclusion(act: Act, command: RefuseExclusion) -> ScriptEvent:
    """Refuse another official's proposal: the script stays in the sample."""
    held, proposal = _proposed(act, command.script_id)
    return record_event(act, held, kind=ScriptEventKind.EXCLUSION_REFUSED, answers=proposal)


def _proposed(act: Act, script_id: UUID) -> tuple[LockedScript, ScriptEvent]:
    person = act.permit_person(Permission.APPROVE_EXCLUSION)
    held = lock_open_script(act.session, script_id)
    refuse_excluded(held)
    proposal = held.state.proposal
    if proposal is None:
        raise Conflict(
            f"Nobody proposes to exclude the script {held.name}. Propose it first, with a reason.",
            then=held.step(Verb.PROPOSE_EXCLUSION),
        )
    if proposal.recorded_by == person:
        raise Conflict(f"You proposed to exclude the script {held.name} yourself: another official answers.")
    return held, proposal
