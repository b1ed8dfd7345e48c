"""`enquiries`: private questions about reasons, before any case; what was written stays on the pages."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, Part, code
from moderation.findings import shown_enquiries
from moderation.findings.enquiry_records import EnquiryEventKind, EnquiryGround


class EnquiryEventAttributes(Part):
    """One thing that happened in an enquiry."""

    kind = fields.Enum(EnquiryEventKind, by_value=True, required=True)
    recorded_at = Moment(required=True)


class EnquiryAttributes(Attributes):
    """An enquiry; `state` is what happened last, null while nothing did."""

    provider_code = code(required=True)
    window_code = code(required=True)
    ground = fields.Enum(EnquiryGround, by_value=True, required=True)
    finding_id = fields.UUID(required=True)
    frame_id = fields.UUID(required=True)
    state = fields.Enum(EnquiryEventKind, by_value=True, required=True, allow_none=True)
    events = fields.List(fields.Nested(EnquiryEventAttributes), required=True)
    opened_at = Moment(required=True)


ENQUIRIES = Collection(kind="enquiries", listing=shown_enquiries.ENQUIRIES, attributes=EnquiryAttributes())
