"""The kinds of values that go in and out, each bounded; what an answer's attributes have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

from api.v1.door.descriptions import DESCRIBED
from moderation.findings.figure import moment_json
from sampling.codes import CODE

MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
LARGEST_COUNT = 2_147_483_647


class Moment(fields.DateTime):
    """An instant, with its time zone, to the microsecond."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return moment_json(value)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:  # noqa: ARG002
        sentence = "Give an instant with its time zone, such as 2026-06-22T09:30:00Z (a plus sign is written %2B)."
        if not isinstance(value, str) or MOMENT.fullmatch(value) is None:
            raise ValidationError(sentence)
        try:
            # Further digits of a second are no error, but nothing here is told apart by them.
            shortened = re.sub(r"(\.[0-9]{6})[0-9]+", r"\1", value.upper())
            return datetime.fromisoformat(shortened).astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError(sentence) from None


def _ends_here(value: str) -> None:
    """Refuse a line's end behind the text, which `$` lets pass."""
    if value.endswith("\n"):
        raise ValidationError("The value ends in a line break.")


class Whole(fields.Integer):
    """A whole number in a query: digits and nothing else."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:  # noqa: ARG002
        if not isinstance(value, str) or WHOLE.fullmatch(value) is None:
            raise ValidationError("Give a whole number.")
        return int(value)


def code(**kwargs: Any) -> fields.String:
    """Return the field of a provider's, window's or qualification's code."""
    rule = validate.Regexp(
        f"^{CODE.pattern}$", re.ASCII, error="A code is 1 to 32 characters of A-Z a-z 0-9 . _ and -."
    )
    return fields.String(validate=[validate.Length(1, 32), rule, _ends_here], **kwargs)


def digest(**kwargs: Any) -> fields.String:
    """Return the field of a SHA-256 in hexadecimal."""
    return fields.String(validate=[validate.Regexp("^[0-9a-f]{64}$"), _ends_here], **kwargs)


def count(**kwargs: Any) -> fields.Integer:
    """Return the field of a count."""
    return fields.Integer(strict=True, validate=validate.Range(0, LARGEST_COUNT), **kwargs)


def rate(**kwargs: Any) -> fields.Float:
    """Return the field of a rate."""
    return fields.Float(validate=validate.Range(0, 1), **kwargs)


def e_value(**kwargs: Any) -> fields.Float:
    """Return the field of an e-value, which has no upper end."""
    return fields.Float(validate=validate.Range(0), **kwargs)


class Described(Schema):
    """An object whose attributes are described in one place."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Describe an attribute, unless its field has words of its own."""
        if field_name in DESCRIBED:
            sentence, example = DESCRIBED[field_name]
            if isinstance(field_obj, fields.Enum):
                # The same name holds one closed list here and another there.
                first: Enum = next(iter(field_obj.enum.__members__.values()))
                example = first.value
            field_obj.metadata = {"description": sentence, "example": example, **field_obj.metadata}


class Closed(Described):
    """An object that is sent: a member that its description does not name is refused."""

    class Meta:
        """Refuses what is not named."""

        unknown = RAISE


class Part(Described):
    """An object within an answer: later releases may add to it."""

    class Meta:
        """Leaves aside what is not named."""

        unknown = EXCLUDE


class Attributes(Part):
    """What every record says: when it was made, and when it or what belongs to it last changed."""

    created_at = Moment(required=True)
    updated_at = Moment(required=True)
