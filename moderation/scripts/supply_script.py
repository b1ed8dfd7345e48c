"""Records that a script is here, that it is missing, or that its provider has more time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.errors import Conflict, Fault, NotAllowed, Rejected, Verb
from moderation.scripts.locked_script import (
    LockedScript,
    lock_open_script,
    permit_supplier,
    record_event,
    refuse_excluded,
    refuse_in_marking,
    require_reason,
)
from moderation.scripts.records import MISSING_REASONS, RECEIPT_REASONS, ScriptEvent, ScriptEventKind, ScriptReason
from moderation.scripts.state import ScriptStanding
from moderation.windows.deadlines import is_over

SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
LARGEST_FILE = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyScript:
    """A script that is here; with its file's hash and size where the file came through this service."""

    script_id: UUID
    sha256: str | None = None
    byte_count: int | None = None


@dataclass(frozen=True, slots=True)
class TakeBackReceipt:
    """A script of which it was said that it came, and why what came is not it."""

    script_id: UUID
    reason: ScriptReason


@dataclass(frozen=True, slots=True)
class DeclareMissing:
    """A script that will not come: the provider says so, or did not answer in time."""

    script_id: UUID
    reason: ScriptReason


@dataclass(frozen=True, slots=True)
class GiveMoreTime:
    """A later day by which a script is due."""

    script_id: UUID
    due_on: date


def supply_script(act: Act, command: SupplyScript) -> ScriptEvent:
    """Record that a script is here; the same file twice is one supply, another file replaces it."""
    held = lock_open_script(act.session, command.script_id)
    records_for_all = permit_supplier(act, held.sampled.provider_code)
    _refuse_unfit_file(command)
    if command.sha256 is None and not records_for_all:
        raise NotAllowed(
            f"A provider hands the file of the script {held.name} in, and its receipt says that it is here. Only the "
            "moderation team records a script that came another way.",
            then=held.step(Verb.SUPPLY_SCRIPT),
        )
    refuse_excluded(held)
    earlier = _latest_supply(held)
    if earlier is not None and earlier.sha256 == command.sha256 and command.sha256 is not None:
        return earlier
    refuse_in_marking(held)
    if held.state.standing is ScriptStanding.SUPPLIED and command.sha256 is None:
        raise Conflict(f"The script {held.name} is recorded as supplied already.")
    if not records_for_all and is_over(held.state.due_on, act.at):
        raise Conflict(
            f"The script {held.name} was due on {held.state.due_on.isoformat()}, and that day is over. Ask the "
            "moderation team for more time.",
            then=held.step(Verb.GIVE_MORE_TIME),
        )
    return record_event(act, held, kind=ScriptEventKind.SUPPLIED, sha256=command.sha256, byte_count=command.byte_count)


def take_back_receipt(act: Act, command: TakeBackReceipt) -> ScriptEvent:
    """Record that what came is not the script: the provider until its day is over, the moderation team after it."""
    held = lock_open_script(act.session, command.script_id)
    records_for_all = permit_supplier(act, held.sampled.provider_code)
    require_reason(command.reason, RECEIPT_REASONS)
    refuse_excluded(held)
    refuse_in_marking(held)
    if held.state.standing is not ScriptStanding.SUPPLIED:
        raise Conflict(f"The script {held.name} is not recorded as supplied, so there is no receipt to take back.")
    if not records_for_all and is_over(held.state.due_on, act.at):
        raise NotAllowed(
            f"The script {held.name} was due on {held.state.due_on.isoformat()}, and that day is over: the moderation "
            "team takes the receipt back and gives more time."
        )
    return record_event(act, held, kind=ScriptEventKind.RECEIPT_TAKEN_BACK, reason=command.reason)


def declare_missing(act: Act, command: DeclareMissing) -> ScriptEvent:
    """Record that a script is missing: on the provider's word at any time, without an answer after its day."""
    held = lock_open_script(act.session, command.script_id)
    records_for_all = permit_supplier(act, held.sampled.provider_code)
    require_reason(command.reason, MISSING_REASONS)
    refuse_excluded(held)
    refuse_in_marking(held)
    if held.state.standing is ScriptStanding.SUPPLIED:
        sentence = f"The script {held.name} is here, so it is not missing. If it is another, take its receipt back."
        raise Conflict(sentence, then=held.step(Verb.TAKE_BACK_RECEIPT))
    if held.state.standing is ScriptStanding.MISSING:
        raise Conflict(f"The script {held.name} is recorded as missing already.")
    if command.reason is ScriptReason.NOT_ANSWERED:
        if not records_for_all:
            raise NotAllowed("A provider says why a script cannot be supplied: not_kept or file_lost.")
        if not is_over(held.state.due_on, act.at):
            raise Conflict(
                f"The script {held.name} is due on {held.state.due_on.isoformat()}. It is missing without an answer "
                "once that day is over in London; before, on the provider's own word: not_kept or file_lost."
            )
    return record_event(act, held, kind=ScriptEventKind.DECLARED_MISSING, reason=command.reason)


def give_more_time(act: Act, command: GiveMoreTime) -> ScriptEvent:
    """Give a provider until a later day for a script that is not here yet."""
    act.permit_person(Permission.RECORD_SCRIPT)
    held = lock_open_script(act.session, command.script_id)
    refuse_excluded(held)
    refuse_in_marking(held)
    if held.state.standing is ScriptStanding.SUPPLIED:
        raise Conflict(f"The script {held.name} is here; it needs no more time.")
    if command.due_on <= held.state.due_on:
        sentence = f"The script is due on {held.state.due_on.isoformat()}: more time means a later day."
        raise Rejected([Fault(sentence, column="due_on", value=command.due_on.isoformat())])
    return record_event(act, held, kind=ScriptEventKind.MORE_TIME_GIVEN, due_on=command.due_on)


def _latest_supply(held: LockedScript) -> ScriptEvent | None:
    if held.state.standing is not ScriptStanding.SUPPLIED:
        return None
    return next(event for event in reversed(held.events) if event.kind is ScriptEventKind.SUPPLIED)


def _refuse_unfit_file(command: SupplyScript) -> None:
    faults = []
    if (command.sha256 is None) != (command.byte_count is None):
        faults.append(Fault("A file has both a hash and a size.", column="sha256", value=command.sha256))
    if command.sha256 is not None and SHA256.fullmatch(command.sha256) is None:
        sentence = "A SHA-256 is 64 hexadecimal digits in lower case."
        faults.append(Fault(sentence, column="sha256", value=command.sha256))
    if command.byte_count is not None and not 0 <= command.byte_count <= LARGEST_FILE:
        sentence = f"A file's size is 0 to {LARGEST_FILE} bytes."
        faults.append(Fault(sentence, column="byte_count", value=str(command.byte_count)[:40]))
    if faults:
        raise Rejected(faults)
