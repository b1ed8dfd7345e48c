"""`returns`: each filing of a provider's results, a version a filing."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, code, count, digest
from moderation.returns import shown


class ReturnAttributes(Attributes):
    """A filed return: presented = final + pending + voided; `frame_id` is set where a frame was frozen from it."""

    provider_code = code(required=True)
    window_code = code(required=True)
    version = count(required=True)
    sha256 = digest(required=True)
    byte_count = count(required=True)
    presented_count = count(required=True)
    final_count = count(required=True)
    pending_count = count(required=True)
    voided_count = count(required=True)
    pass_count = count(required=True)
    peer_moderated_count = count(required=True)
    changed_count = count(required=True)
    frame_id = fields.UUID(required=True, allow_none=True)
    filed_at = Moment(required=True)


RETURNS = Collection(kind="returns", listing=shown.RETURNS, attributes=ReturnAttributes())
