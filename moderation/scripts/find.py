"""Finds the scripts of a window with where each stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from moderation.draws.find import Sampled, samples
from moderation.scripts.records import events_of_frames
from moderation.scripts.state import ScriptState, state_of
from moderation.windows.records import Window


@dataclass(frozen=True, slots=True)
class Asked:
    """A script that was asked for, and where it stands."""

    sampled: Sampled
    state: ScriptState


def scripts_of(session: Session, window: Window, *, provider_code: str | None = None) -> list[Asked]:
    """Return the scripts asked for in a window with where each stands, by provider and ticket order."""
    found = list(samples(session, window, provider_code=provider_code))
    events = events_of_frames(session, {each.script.frame_id for each in found})
    return [Asked(each, state_of(events.get(each.script.id, []), due_on=each.script.due_on)) for each in found]
