"""Finds the scripts of a window with the state of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from moderation.draws.find import Sampled, samples
from moderation.draws.records import Purpose, SampledScript
from moderation.scripts.records import ScriptEvent, ScriptEventKind, events_of_frames
from moderation.scripts.state import ScriptState, state_of
from moderation.windows.records import Window


@dataclass(frozen=True, slots=True)
class Asked:
    """A script that was asked for, and its state."""

    sampled: Sampled
    state: ScriptState


def scripts_of(session: Session, window: Window, *, provider_code: str | None = None) -> list[Asked]:
    """Return the scripts asked for in a window with the state of each, by provider and ticket order."""
    found = list(samples(session, window, provider_code=provider_code))
    events = events_of_frames(session, {each.script.frame_id for each in found})
    return [Asked(each, state_of(events.get(each.script.id, []), due_on=each.script.due_on)) for each in found]


def open_proposals(session: Session, frame_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the references of the metric scripts whose exclusion waits for an answer, by the frame's number."""
    answer = aliased(ScriptEvent)
    wanted = (
        select(SampledScript.frame_id, SampledScript.script_ref)
        .join(ScriptEvent, ScriptEvent.sampled_script_id == SampledScript.id)
        .outerjoin(answer, answer.proposal_id == ScriptEvent.id)
        .where(
            SampledScript.frame_id.in_(list(frame_ids)),
            SampledScript.purpose == Purpose.METRIC,
            ScriptEvent.kind == ScriptEventKind.EXCLUSION_PROPOSED,
            answer.id.is_(None),
        )
        .order_by(SampledScript.frame_id, SampledScript.rank)
    )
    found: dict[int, list[str]] = {}
    for frame_id, reference in session.execute(wanted):
        found.setdefault(frame_id, []).append(reference)
    return found
