"""`scripts`: what is asked of a provider for each selected script, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshmallow import fields
from sqlalchemy.orm import Session

from api.v1.door.answer import Item
from api.v1.door.collection import Collection, newest, provider_is, window_is
from api.v1.door.fields import Attributes, Moment, code, digest
from api.v1.door.viewer import Viewer
from api.v1.sampled import (
    SampledRow,
    changed_since,
    of_qualification,
    reasons_of_exclusion,
    sampled_keys,
    sampled_rows,
    signed_off,
    signed_since,
    told_events,
)
from moderation.draws.records import Purpose, SampledScript
from moderation.returns.records import Frame
from moderation.scripts.records import ScriptEvent, ScriptEventKind, ScriptReason
from moderation.scripts.state import ScriptStanding, state_of


class ScriptAttributes(Attributes):
    """A script that was asked for; `reason` says why it is missing, was sent back or excluded.

    Once `signed_off_at` is there, the moderation of its window is over for its provider.
    """

    provider_code = code(required=True)
    window_code = code(required=True)
    script_ref = fields.String(required=True)
    qualification = code(required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    state = fields.Enum(ScriptStanding, by_value=True, required=True)
    reason = fields.Enum(ScriptReason, by_value=True, required=True, allow_none=True)
    due_on = fields.Date(required=True)
    requested_at = Moment(required=True)
    supplied_at = Moment(required=True, allow_none=True)
    sha256 = digest(required=True, allow_none=True)
    byte_count = fields.Integer(required=True, allow_none=True)
    signed_off_at = Moment(required=True, allow_none=True)


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    rows, events = sampled_rows(session, keys), told_events(session, keys)
    excluded = reasons_of_exclusion(session, events)
    signed = signed_off(session, {row.origin.frame_id for row in rows.values()})
    return [
        _item(row, events.get(row.id, []), excluded=excluded.get(row.id), signed_at=signed.get(row.origin.frame_id))
        for row in map(rows.__getitem__, keys)
    ]


def _item(
    row: SampledRow, events: list[ScriptEvent], *, excluded: ScriptReason | None, signed_at: datetime | None
) -> Item:
    script, origin, state = row.script, row.origin, state_of(events, due_on=row.script.due_on)
    supplies = [event for event in events if event.kind is ScriptEventKind.SUPPLIED]
    supply = supplies[-1] if supplies and state.standing is ScriptStanding.SUPPLIED else None
    values = {
        "provider_code": origin.provider_code,
        "window_code": origin.window_code,
        "script_ref": script.script_ref,
        "qualification": script.qualification,
        "purpose": script.purpose,
        "state": state.standing,
        "reason": excluded or _reason(events),
        "due_on": state.due_on,
        "requested_at": origin.drawn_at,
        "supplied_at": supply and supply.recorded_at,
        "sha256": supply and supply.sha256,
        "byte_count": supply and supply.byte_count,
        "signed_off_at": signed_at,
        "created_at": origin.drawn_at,
        "updated_at": newest(origin.drawn_at, signed_at, *(event.recorded_at for event in events)),
    }
    return Item(script.public_id, values)


def _reason(events: list[ScriptEvent]) -> ScriptReason | None:
    """Return why a script stands as it does; more time changes nothing about that."""
    moved = [event for event in events if event.kind is not ScriptEventKind.MORE_TIME_GIVEN]
    return moved[-1].reason_code if moved else None


SCRIPTS = Collection(
    kind="scripts",
    noun="script",
    attributes=ScriptAttributes(),
    key=SampledScript.id,
    public_id=SampledScript.public_id,
    rows=lambda _viewer: sampled_keys(),
    load=_load,
    changed=lambda since, _viewer: changed_since(since) | signed_since(since),
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
    qualification=of_qualification,
)
