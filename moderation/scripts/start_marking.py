"""What marking tells this room: that it began on a script, or that nobody can mark what was supplied."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Table
from sqlalchemy.orm import Session

from moderation.audit.act import Act
from moderation.database.bulk import insert_rows
from moderation.scripts.locked_script import LockedScript, record_event, refuse_in_marking, require_reason
from moderation.scripts.records import RETURN_REASONS, ScriptEvent, ScriptEventKind, ScriptReason

COLUMNS = ("public_id", "sampled_script_id", "kind", "takes_reason", "takes_day", "recorded_by", "recorded_at")


def start_marking(session: Session, script_ids: Iterable[int], *, person: int, at: datetime) -> None:
    """Write that marking began on some scripts: from now on none of them can be excluded."""
    table = ScriptEvent.__table__
    assert isinstance(table, Table)
    kind = ScriptEventKind.MARKING_STARTED
    rows = ((uuid4(), script, kind.value, False, False, person, at) for script in script_ids)
    insert_rows(session, table, COLUMNS, rows=rows)


def start_marking_one(session: Session, script_id: int, *, person: int, at: datetime) -> None:
    """Write that marking began on one script."""
    kind = ScriptEventKind.MARKING_STARTED
    session.add(ScriptEvent(sampled_script_id=script_id, kind=kind, recorded_by=person, recorded_at=at))


def return_to_provider(act: Act, held: LockedScript, *, reason: ScriptReason, due_on: date) -> ScriptEvent:
    """Send a script back to its provider, who supplies it again by a new day."""
    require_reason(reason, RETURN_REASONS)
    refuse_in_marking(held)
    return record_event(act, held, kind=ScriptEventKind.RETURNED, reason=reason, due_on=due_on)
