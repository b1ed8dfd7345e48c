"""`cases`: matters of compliance, their decisions and how much evidence is gathered; people decide, this tells."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, Part, code, count
from moderation.cases import shown
from moderation.cases.decision_records import DecisionKind
from moderation.cases.records import Ground
from moderation.cases.shown import CaseState


class DecisionAttributes(Part):
    """A decision: it holds once `confirmed_at` is set, and binds nobody where it was withdrawn."""

    kind = fields.Enum(DecisionKind, by_value=True, required=True)
    ground = fields.Enum(Ground, by_value=True, required=True, allow_none=True)
    proposed_at = Moment(required=True)
    confirmed_at = Moment(required=True, allow_none=True)
    withdrawn = fields.Boolean(required=True)
    appeal_lodged_at = Moment(required=True, allow_none=True)


class CaseAttributes(Attributes):
    """A case; `decision` is the confirmed one that holds, null before the first."""

    provider_code = code(required=True)
    enquiry_id = fields.UUID(required=True, allow_none=True)
    state = fields.Enum(CaseState, by_value=True, required=True)
    decision = fields.Enum(DecisionKind, by_value=True, required=True, allow_none=True)
    decisions = fields.List(fields.Nested(DecisionAttributes), required=True)
    evidence_count = count(required=True)
    opened_at = Moment(required=True)


CASES = Collection(kind="cases", listing=shown.CASES, attributes=CaseAttributes())
