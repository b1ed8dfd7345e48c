"""`draws`: each drawing from a frame, its public certificate, and the private part for the provider and DfE."""

from __future__ import annotations

from marshmallow import fields

from api.v1.door.answer import Answer
from api.v1.door.collection import Collection
from api.v1.door.fields import Attributes, Moment, code, count, digest, rate
from api.v1.door.routes import Free, Look, Route, ok
from api.v1.door.viewer import ANY_TOKEN, Access, needs
from moderation.access.permissions import Permission
from moderation.draws import shown
from moderation.draws.records import DrawKind


class DrawAttributes(Attributes):
    """A draw; `sample_count` counts from the first ticket, so an extension includes the metric's."""

    provider_code = code(required=True)
    window_code = code(required=True)
    frame_id = fields.UUID(required=True)
    number = count(required=True)
    kind = fields.Enum(DrawKind, by_value=True, required=True)
    sample_count = count(required=True)
    sampling_rate = rate(required=True)
    round_number = count(required=True)
    key_id = digest(required=True)
    audit_head = digest(required=True)
    drawn_at = Moment(required=True)


DRAWS = Collection(kind="draws", listing=shown.DRAWS, attributes=DrawAttributes())


def certificate(look: Look) -> Answer:
    """Answer with the public certificate, byte for byte as it was signed."""
    return Answer(body=shown.certificate(look.session, look.viewer.actor, look.record).encode("ascii"))


def private_certificate(look: Look) -> Answer:
    """Answer with the private part: the frame's salt and the references of the drawn positions."""
    return Answer(body=shown.private_certificate(look.session, look.viewer.actor, look.record).encode("ascii"))


def _certificate_route(part: str, *, summary: str, access: Access) -> Route:
    return Route(
        path=f"/draws/<uuid:id>/{part}",
        name=f"show_draws_{part.replace('-', '_')}",
        summary=summary,
        tag="draws",
        access=access,
        look=private_certificate if part.startswith("private") else certificate,
        answers=ok(Free(schema={"type": "object"})),
    )


CERTIFICATES = (
    _certificate_route("certificate", summary="Show the public certificate as it was signed", access=ANY_TOKEN),
    _certificate_route(
        "private-certificate",
        summary="Show the private part of a certificate",
        access=needs(Permission.SEE_PRIVATE_CERTIFICATE),
    ),
)
