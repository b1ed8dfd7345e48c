"""What somebody is shown of samples: which scripts were selected, by which ticket and for what purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.draws.records import Purpose, SampledScript
from moderation.listing.listing import Listing, newest
from moderation.providers.shown import provider_is
from moderation.returns.records import Frame
from moderation.scripts.records import ScriptEvent
from moderation.scripts.sampled_rows import (
    SampledRow,
    changed_since,
    of_qualification,
    sampled_keys,
    sampled_rows,
    told_events,
)
from moderation.scripts.state import ScriptStanding, state_of
from moderation.windows.shown import window_is


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSample:
    """A selected script: its place in the frame, its rank by ticket, and whether it is here."""

    public_id: UUID
    provider_code: str
    window_code: str
    frame_id: UUID
    draw_id: UUID
    script_ref: str
    qualification: str
    position: int
    rank: int
    ticket: str
    purpose: Purpose
    script_state: ScriptStanding
    created_at: datetime
    updated_at: datetime


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownSample]:
    events = told_events(session, keys)
    return {key: _shown(row, events.get(key, [])) for key, row in sampled_rows(session, keys).items()}


def _shown(row: SampledRow, events: list[ScriptEvent]) -> ShownSample:
    script, origin = row.script, row.origin
    return ShownSample(
        public_id=script.public_id,
        provider_code=origin.provider_code,
        window_code=origin.window_code,
        frame_id=origin.frame_id,
        draw_id=origin.draw_id,
        script_ref=script.script_ref,
        qualification=script.qualification,
        position=script.position,
        rank=script.rank,
        ticket=script.ticket,
        purpose=script.purpose,
        script_state=state_of(events, due_on=script.due_on).standing,
        created_at=origin.drawn_at,
        updated_at=newest(origin.drawn_at, *(event.recorded_at for event in events)),
    )


SAMPLES = Listing(
    noun="sampled script",
    permissions=(Permission.SEE_RECORDS,),
    key=SampledScript.id,
    public_id=SampledScript.public_id,
    rows=lambda _actor: sampled_keys(),
    load=_load,
    changed=lambda _actor, since: changed_since(since),
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
    qualification=of_qualification,
)
