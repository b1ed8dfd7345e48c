"""`audit-entries`: the log, entry by entry, as its chain has them."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, code, count, digest
from moderation.audit import shown


class AuditEntryAttributes(Attributes):
    """One act; `details` holds codes and counts, never anybody's words; who moderated is not told."""

    number = count(required=True)
    at = Moment(required=True)
    actor_id = fields.String(required=True, allow_none=True)
    actor_role = fields.String(required=True)
    action = fields.String(required=True)
    subject_type = fields.String(required=True)
    subject_id = fields.String(required=True)
    provider_code = code(required=True, allow_none=True)
    window_code = code(required=True, allow_none=True)
    details = fields.Dict(keys=fields.String(), required=True)
    previous_hash = digest(required=True)
    hash = digest(required=True)


AUDIT_ENTRIES = Collection(kind="audit-entries", listing=shown.ENTRIES, attributes=AuditEntryAttributes())
