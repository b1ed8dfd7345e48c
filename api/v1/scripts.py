"""`scripts`: what is asked of a provider for each selected script, and what came."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, code, digest
from moderation.draws.records import Purpose
from moderation.findings import shown_scripts
from moderation.scripts.records import ScriptReason
from moderation.scripts.state import ScriptStanding


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


SCRIPTS = Collection(kind="scripts", listing=shown_scripts.SCRIPTS, attributes=ScriptAttributes())
