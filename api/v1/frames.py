"""`frames`: what each provider's sample is drawn from, frozen, with its salted digest."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, code, count, digest
from moderation.draws import shown_frames


class FrameAttributes(Attributes):
    """A frame: positions 1 to `scripts_count` are the final results of a return, by script reference."""

    provider_code = code(required=True)
    window_code = code(required=True)
    return_id = fields.UUID(required=True)
    scripts_count = count(required=True)
    presented_count = count(required=True)
    pending_count = count(required=True)
    voided_count = count(required=True)
    digest = digest(required=True)
    late = fields.Boolean(required=True)
    early = fields.Boolean(required=True)
    round_number = count(required=True)
    sampled_count = count(required=True)
    amendments_count = count(required=True)
    frozen_at = Moment(required=True)


FRAMES = Collection(kind="frames", listing=shown_frames.FRAMES, attributes=FrameAttributes())
