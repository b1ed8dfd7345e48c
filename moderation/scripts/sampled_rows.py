"""Reads sampled scripts with their results and events, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, exists, select
from sqlalchemy.orm import Session

from moderation.draws.records import Draw, SampledScript
from moderation.listing.listing import Condition
from moderation.providers.records import Provider
from moderation.returns.records import Frame, Result
from moderation.scripts.records import ScriptEvent, ScriptEventKind, ScriptReason
from moderation.windows.records import Window

# What happened to a script as far as its provider learns of it: not that it is being marked, nor what is proposed.
TOLD = (
    ScriptEventKind.SUPPLIED,
    ScriptEventKind.DECLARED_MISSING,
    ScriptEventKind.MORE_TIME_GIVEN,
    ScriptEventKind.RETURNED,
    ScriptEventKind.RECEIPT_TAKEN_BACK,
    ScriptEventKind.EXCLUSION_APPROVED,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The draw that a script was selected by, and whose it is."""

    provider_code: str
    window_code: str
    frame_id: UUID
    draw_id: UUID
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class SampledRow:
    """A sampled script with the provider's result, as columns of one row, and the draw it came from."""

    script: Row[Any]
    origin: Origin

    @property
    def id(self) -> int:
        """Return the number of the sampled script."""
        return int(self.script.id)


SCRIPT: tuple[Any, ...] = (
    SampledScript.id,
    SampledScript.public_id,
    SampledScript.draw_id,
    SampledScript.script_ref,
    SampledScript.position,
    SampledScript.rank,
    SampledScript.ticket,
    SampledScript.purpose,
    SampledScript.due_on,
    Result.qualification,
    Result.final_mark,
    Result.max_mark,
    Result.outcome,
    Result.peer_moderated,
    Result.changed_by_peer_moderation,
)


def sampled_keys() -> Select[int]:
    """Select the numbers of all sampled scripts, joined with their frames."""
    return select(SampledScript.id).join(Frame, Frame.id == SampledScript.frame_id)


def of_qualification(code: str) -> Condition:
    """Return the condition that a sampled script is of a qualification."""
    return exists().where(
        Result.return_id == SampledScript.return_id, Result.row == SampledScript.row, Result.qualification == code
    )


def sampled_rows(session: Session, keys: Sequence[int]) -> dict[int, SampledRow]:
    """Return sampled scripts by their numbers."""
    statement = (
        # Columns, not records: a page holds thousands, and a record costs ten times its row.
        select(*SCRIPT)
        .join(Result, and_(Result.return_id == SampledScript.return_id, Result.row == SampledScript.row))
        .where(SampledScript.id.in_(keys))
    )
    rows = session.execute(statement).all()
    origins = _origins(session, {row.draw_id for row in rows})
    return {row.id: SampledRow(row, origins[row.draw_id]) for row in rows}


def _origins(session: Session, draw_ids: Collection[int]) -> dict[int, Origin]:
    statement = (
        select(Draw.id, Provider.code, Window.code, Frame.public_id, Draw.public_id, Draw.drawn_at)
        .join(Frame, Frame.id == Draw.frame_id)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .where(Draw.id.in_(draw_ids))
    )
    return {row[0]: Origin(*row[1:]) for row in session.execute(statement)}


def told_events(session: Session, keys: Sequence[int]) -> dict[int, list[ScriptEvent]]:
    """Return what happened to sampled scripts, by their numbers, oldest first."""
    statement = (
        select(ScriptEvent)
        .where(ScriptEvent.sampled_script_id.in_(keys), ScriptEvent.kind.in_(TOLD))
        .order_by(ScriptEvent.id)
    )
    events: dict[int, list[ScriptEvent]] = {}
    for event in session.scalars(statement):
        events.setdefault(event.sampled_script_id, []).append(event)
    return events


def reasons_of_exclusion(session: Session, events: Mapping[int, list[ScriptEvent]]) -> dict[int, ScriptReason | None]:
    """Return the reasons of excluded scripts, by number; the approved proposal holds the reason."""
    approved = {
        event.proposal_id: number
        for number, those in events.items()
        for event in those
        if event.kind is ScriptEventKind.EXCLUSION_APPROVED
    }
    if not approved:
        return {}
    proposals = select(ScriptEvent.id, ScriptEvent.reason_code).where(ScriptEvent.id.in_(approved))
    return {approved[row[0]]: row[1] for row in session.execute(proposals)}


def changed_since(since: datetime) -> Condition:
    """Return the condition that a sampled script was drawn, or something happened to it, since an instant."""
    drawn = exists().where(Draw.id == SampledScript.draw_id, Draw.drawn_at >= since)
    happened = exists().where(
        ScriptEvent.sampled_script_id == SampledScript.id,
        ScriptEvent.kind.in_(TOLD),
        ScriptEvent.recorded_at >= since,
    )
    return drawn | happened
