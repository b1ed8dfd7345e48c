"""`outcomes`: the national outcome of each moderated script; a provider's program learns it with the sign-off."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, code, count
from moderation.draws.records import Purpose
from moderation.findings import shown_outcomes
from moderation.marking.records import SettledHow
from moderation.returns.records import Outcome


class OutcomeAttributes(Attributes):
    """A settled script; `sequence` grows when a later settlement supersedes an earlier one."""

    provider_code = code(required=True)
    window_code = code(required=True)
    script_id = fields.UUID(required=True)
    script_ref = fields.String(required=True)
    qualification = code(required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    provider_mark = count(required=True)
    provider_max_mark = count(required=True)
    provider_outcome = fields.Enum(Outcome, by_value=True, required=True)
    peer_moderated = fields.Boolean(required=True)
    changed_by_peer_moderation = fields.Boolean(required=True)
    national_mark = count(required=True, allow_none=True)
    national_max_mark = count(required=True, allow_none=True)
    national_outcome = fields.Enum(Outcome, by_value=True, required=True)
    overturned = fields.Boolean(required=True)
    how = fields.Enum(SettledHow, by_value=True, required=True)
    sequence = count(required=True)
    settled_at = Moment(required=True)


OUTCOMES = Collection(kind="outcomes", listing=shown_outcomes.OUTCOMES, attributes=OutcomeAttributes())
