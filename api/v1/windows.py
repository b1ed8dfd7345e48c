"""`windows`: the periods that are judged, their days, and where their seeds come from."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, Part, code, count
from moderation.providers.records import Regime
from moderation.windows import shown
from moderation.windows.seed_records import SeedWay


class RoundAttributes(Part):
    """A round of a window's seed; no seed while nobody recorded one."""

    number = count(required=True)
    source = fields.String(required=True)
    way = fields.Enum(SeedWay, by_value=True, required=True)
    not_before = Moment(required=True)
    announced_at = Moment(required=True)
    seed = fields.String(required=True, allow_none=True)
    recorded_at = Moment(required=True, allow_none=True)
    confirmed_at = Moment(required=True, allow_none=True)


class WindowAttributes(Attributes):
    """A window."""

    code = code(required=True)
    regime = fields.Enum(Regime, by_value=True, required=True)
    assessed_from_on = fields.Date(required=True)
    assessed_to_on = fields.Date(required=True)
    returns_due_on = fields.Date(required=True)
    frames_close_on = fields.Date(required=True)
    scripts_due_on = fields.Date(required=True)
    moderation_due_on = fields.Date(required=True)
    comments_due_on = fields.Date(required=True)
    policy_version = fields.String(required=True, allow_none=True)
    policy_fixed_at = Moment(required=True, allow_none=True)
    seed_rounds = fields.List(fields.Nested(RoundAttributes), required=True)


WINDOWS = Collection(kind="windows", listing=shown.WINDOWS, attributes=WindowAttributes())
