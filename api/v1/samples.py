"""`samples`: which scripts were selected, by which ticket and for what purpose."""

from __future__ import annotations

from collections.abc import Sequence

from marshmallow import fields
from sqlalchemy.orm import Session

from api.v1.door.answer import Item
from api.v1.door.collection import Collection, newest, provider_is, window_is
from api.v1.door.fields import Attributes, code, count
from api.v1.door.viewer import Viewer
from api.v1.sampled import SampledRow, changed_since, of_qualification, sampled_keys, sampled_rows, told_events
from moderation.draws.records import Purpose, SampledScript
from moderation.returns.records import Frame
from moderation.scripts.records import ScriptEvent
from moderation.scripts.state import ScriptStanding, state_of


class SampleAttributes(Attributes):
    """A selected script: its place in the frame, its rank by ticket, and whether it is here."""

    provider_code = code(required=True)
    window_code = code(required=True)
    frame_id = fields.UUID(required=True)
    draw_id = fields.UUID(required=True)
    script_ref = fields.String(required=True)
    qualification = code(required=True)
    position = count(required=True)
    rank = count(required=True)
    ticket = fields.String(required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    script_state = fields.Enum(ScriptStanding, by_value=True, required=True)


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    rows, events = sampled_rows(session, keys), told_events(session, keys)
    return [_item(rows[key], events.get(key, [])) for key in keys]


def _item(row: SampledRow, events: list[ScriptEvent]) -> Item:
    script, origin = row.script, row.origin
    values = {
        "provider_code": origin.provider_code,
        "window_code": origin.window_code,
        "frame_id": origin.frame_id,
        "draw_id": origin.draw_id,
        "script_ref": script.script_ref,
        "qualification": script.qualification,
        "position": script.position,
        "rank": script.rank,
        "ticket": script.ticket,
        "purpose": script.purpose,
        "script_state": state_of(events, due_on=script.due_on).standing,
        "created_at": origin.drawn_at,
        "updated_at": newest(origin.drawn_at, *(event.recorded_at for event in events)),
    }
    return Item(script.public_id, values)


SAMPLES = Collection(
    kind="samples",
    noun="sampled script",
    attributes=SampleAttributes(),
    key=SampledScript.id,
    public_id=SampledScript.public_id,
    rows=lambda _viewer: sampled_keys(),
    load=_load,
    changed=lambda since, _viewer: changed_since(since),
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
    qualification=of_qualification,
)
