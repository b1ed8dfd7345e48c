"""`providers`: the providers and the status of their accreditation."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, code
from moderation.providers import shown
from moderation.providers.records import Accreditation


class ProviderAttributes(Attributes):
    """A provider; `status` holds since `status_since`."""

    code = code(required=True)
    name = fields.String(required=True)
    status = fields.Enum(Accreditation, by_value=True, required=True, allow_none=True)
    status_since = Moment(required=True, allow_none=True)


PROVIDERS = Collection(kind="providers", listing=shown.PROVIDERS, attributes=ProviderAttributes())
