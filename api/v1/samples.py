"""`samples`: which scripts were selected, by which ticket and for what purpose."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, code, count
from moderation.draws.records import Purpose
from moderation.scripts import shown
from moderation.scripts.state import ScriptStanding


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


SAMPLES = Collection(kind="samples", listing=shown.SAMPLES, attributes=SampleAttributes())
