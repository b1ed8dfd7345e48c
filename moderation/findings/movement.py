"""Finds when an unsigned figure last changed: by its draw, its scripts or their outcomes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.draws.records import Draw, SampledScript
from moderation.marking.records import Settlement
from moderation.returns.records import Frame
from moderation.scripts.records import ScriptEvent


def last_moved(session: Session, frames: Collection[UUID], *, until: datetime) -> dict[UUID, datetime]:
    """Return when anything last happened to frames, by their public identifiers, at or before a moment."""
    drawn = select(Frame.public_id, func.max(Draw.drawn_at)).join(Draw, Draw.frame_id == Frame.id)
    scripts = select(Frame.public_id).join(SampledScript, SampledScript.frame_id == Frame.id)
    happened = scripts.add_columns(func.max(ScriptEvent.recorded_at)).join(
        ScriptEvent, ScriptEvent.sampled_script_id == SampledScript.id
    )
    settled = scripts.add_columns(func.max(Settlement.settled_at)).join(
        Settlement, Settlement.sampled_script_id == SampledScript.id
    )
    moved: dict[UUID, datetime] = {}
    for statement, moment in (
        (drawn, Draw.drawn_at),
        (happened, ScriptEvent.recorded_at),
        (settled, Settlement.settled_at),
    ):
        wanted = statement.where(Frame.public_id.in_(frames), moment <= until).group_by(Frame.public_id)
        for frame_id, last in session.execute(wanted):
            moved[frame_id] = max(last, moved.get(frame_id, last))
    return moved
