"""Records what changed in a result after its frame froze: beside the frame, never inside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.clock import london_day
from moderation.database.lock import lock_row
from moderation.errors import Conflict, Fault, NotFound, Rejected, Step, Verb
from moderation.providers.records import provider_by_code
from moderation.returns.columns import CHECKS, ReturnRules
from moderation.returns.records import Amendment, AmendmentReason, Frame, Result, ResultStatus, frame_of
from moderation.returns.rules import rules_of
from moderation.windows.records import window_by_code
from sampling.codes import is_reference
from sampling.faults import shown

FIELDS = ("qualification", "final_mark", "max_mark", "outcome", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendResult:
    """The fields of one frozen result that changed, each with its new value as a return would write it."""

    provider_code: str
    window_code: str
    script_ref: str
    changes: Mapping[str, str]
    reason: AmendmentReason


def amend_result(act: Act, command: AmendResult) -> tuple[Amendment, ...]:
    """Record what changed in a result of a frozen frame; neither frame nor figure changes by it."""
    person = act.permit_person(Permission.AMEND_FRAME, provider_code=command.provider_code)
    session = act.session
    window = window_by_code(session, command.window_code)
    provider = provider_by_code(session, command.provider_code)
    frame = frame_of(session, window_id=window.id, provider_id=provider.id)
    if frame is None:
        raise Conflict(
            f"The frame of {provider.code} in the window {window.code} is not frozen: a new return says what changed.",
            then=Step(Verb.FILE_RETURN, window=window.code, provider=provider.code),
        )
    frame = lock_row(session, Frame, frame.id)
    held = standing_values(session, frame, script_ref=command.script_ref)
    _refuse_faults(command, held, rules_of(session, window, today=london_day(act.at)))
    made = tuple(
        _amendment(frame, command, name, before=held[name], by=person, at=act.at)
        for name in FIELDS
        if name in command.changes
    )
    session.add_all(made)
    session.flush()
    for each in made:
        act.log(
            Happened.RESULT_AMENDED,
            Subject("amendment", each.public_id),
            provider_code=provider.code,
            window_code=window.code,
            details={"field": each.field, "reason": each.reason_code.value},
        )
    return made


def amendments_of(session: Session, frame: Frame) -> list[Amendment]:
    """Return what changed beside a frame, in the order in which it was recorded."""
    return list(session.scalars(select(Amendment).where(Amendment.frame_id == frame.id).order_by(Amendment.id)))


def standing_values(session: Session, frame: Frame, *, script_ref: str) -> dict[str, str]:
    """Return what a frozen result says now, all amendments applied, as a return would write it."""
    chosen = (Result.return_id == frame.return_id, Result.script_ref == script_ref)
    final = select(Result).where(*chosen, Result.status == ResultStatus.FINAL)
    result = session.scalar(final) if is_reference(script_ref) else None
    if result is None:
        raise NotFound(f"The frame holds no script {shown(script_ref)}. Give the reference as the return wrote it.")
    values = {
        "qualification": result.qualification,
        "final_mark": str(result.final_mark),
        "max_mark": str(result.max_mark),
        "outcome": result.outcome.value if result.outcome is not None else "",
        "status": result.status.value,
    }
    later = select(Amendment).where(Amendment.frame_id == frame.id, Amendment.script_ref == script_ref)
    for amendment in session.scalars(later.order_by(Amendment.id)):
        values[amendment.field] = amendment.value_after or ""
    return values


def _refuse_faults(command: AmendResult, held: Mapping[str, str], rules: ReturnRules) -> None:
    faults = []
    if not command.changes:
        faults.append(Fault(f"Name what changed: one or more of {', '.join(FIELDS)}."))
    for name, value in command.changes.items():
        if name not in FIELDS:
            sentence = f"This cannot be amended. What can be: {', '.join(FIELDS)}."
            faults.append(Fault(sentence, column=name, value=value))
            continue
        sentence = CHECKS[name](value, rules) or ""
        if not sentence and value == held[name]:
            sentence = "This is the value already."
        if sentence:
            faults.append(Fault(sentence, column=name, value=value))
    after = {**held, **command.changes}
    if not faults and int(after["final_mark"]) > int(after["max_mark"]):
        sentence = f"The final mark is above the maximum mark, {after['max_mark']}."
        faults.append(Fault(sentence, column="final_mark", value=after["final_mark"]))
    if faults:
        raise Rejected(faults)


def _amendment(frame: Frame, command: AmendResult, name: str, *, before: str, by: int, at: datetime) -> Amendment:
    return Amendment(
        frame_id=frame.id,
        script_ref=command.script_ref,
        field=name,
        value_before=before,
        value_after=command.changes[name],
        reason_code=command.reason,
        recorded_by=by,
        recorded_at=at,
    )
