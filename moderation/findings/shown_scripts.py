"""What somebody is shown of scripts: what is asked of a provider for each, what came, and whether it is signed off."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.draws.records import Purpose, SampledScript
from moderation.findings.records import Finding, SampleFinding, on_frame
from moderation.listing.listing import Condition, Listing, newest
from moderation.providers.shown import provider_is
from moderation.returns.records import Frame
from moderation.scripts.records import ScriptEvent, ScriptEventKind, ScriptReason
from moderation.scripts.sampled_rows import (
    SampledRow,
    changed_since,
    of_qualification,
    reasons_of_exclusion,
    sampled_keys,
    sampled_rows,
    told_events,
)
from moderation.scripts.state import ScriptStanding, state_of
from moderation.windows.shown import window_is


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownScript:
    """A script that was asked for; `reason` says why it is missing, was sent back or excluded.

    Once `signed_off_at` is there, the moderation of its window is over for its provider.
    """

    public_id: UUID
    provider_code: str
    window_code: str
    script_ref: str
    qualification: str
    purpose: Purpose
    state: ScriptStanding
    reason: ScriptReason | None
    due_on: date
    requested_at: datetime
    supplied_at: datetime | None
    sha256: str | None
    byte_count: int | None
    signed_off_at: datetime | None
    created_at: datetime
    updated_at: datetime


def signed_since(since: datetime) -> Condition:
    """Return the condition that the moderation of a sampled script's frame was signed off since an instant."""
    return exists().where(
        SampleFinding.frame_id == SampledScript.frame_id, Finding.id == SampleFinding.finding_id, Finding.as_at >= since
    )


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownScript]:
    rows, events = sampled_rows(session, keys), told_events(session, keys)
    excluded = reasons_of_exclusion(session, events)
    signed = _signed_off(session, {row.origin.frame_id for row in rows.values()})
    return {
        key: _shown(row, events.get(key, []), excluded=excluded.get(key), signed_at=signed.get(row.origin.frame_id))
        for key, row in rows.items()
    }


def _signed_off(session: Session, frames: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when the moderation of frames was last signed off, by their public identifiers."""
    statement = (
        select(Frame.public_id, func.max(Finding.as_at))
        .join(Finding, on_frame())
        .where(Frame.public_id.in_(frames))
        .group_by(Frame.public_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _shown(
    row: SampledRow, events: list[ScriptEvent], *, excluded: ScriptReason | None, signed_at: datetime | None
) -> ShownScript:
    script, origin, state = row.script, row.origin, state_of(events, due_on=row.script.due_on)
    supplies = [event for event in events if event.kind is ScriptEventKind.SUPPLIED]
    supply = supplies[-1] if supplies and state.standing is ScriptStanding.SUPPLIED else None
    return ShownScript(
        public_id=script.public_id,
        provider_code=origin.provider_code,
        window_code=origin.window_code,
        script_ref=script.script_ref,
        qualification=script.qualification,
        purpose=script.purpose,
        state=state.standing,
        reason=excluded or _reason(events),
        due_on=state.due_on,
        requested_at=origin.drawn_at,
        supplied_at=supply.recorded_at if supply else None,
        sha256=supply.sha256 if supply else None,
        byte_count=supply.byte_count if supply else None,
        signed_off_at=signed_at,
        created_at=origin.drawn_at,
        updated_at=newest(origin.drawn_at, signed_at, *(event.recorded_at for event in events)),
    )


def _reason(events: list[ScriptEvent]) -> ScriptReason | None:
    """Return the reason of a script's state; an event that gave more time has none."""
    moved = [event for event in events if event.kind is not ScriptEventKind.MORE_TIME_GIVEN]
    return moved[-1].reason_code if moved else None


SCRIPTS = Listing(
    noun="script",
    permissions=(Permission.SEE_RECORDS,),
    key=SampledScript.id,
    public_id=SampledScript.public_id,
    rows=lambda _actor: sampled_keys(),
    load=_load,
    changed=lambda _actor, since: changed_since(since) | signed_since(since),
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
    qualification=of_qualification,
)
