"""Writes values as their schema says, and faster than the schema itself: what each field does is settled once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from marshmallow import Schema, fields

from api.v1.door.fields import Moment
from moderation.findings.figure import moment_json

Json = dict[str, Any]
Write = Callable[[Any], Any]


def dump(schema: Schema, values: object) -> Json:
    """Return what `schema.dump` returns for an object whose attributes are all there."""
    return {
        name: getattr(values, name) if write is None else write(getattr(values, name))
        for name, write in _writers(schema)
    }


@cache
def _writers(schema: Schema) -> tuple[tuple[str, Write | None], ...]:
    return tuple((name, _writer(field)) for name, field in schema.fields.items())


def _writer(field: fields.Field[Any]) -> Write | None:
    """Return what writes a field's value, or None where it is written as it is."""
    if isinstance(field, Moment):
        return moment_json
    if isinstance(field, fields.Enum):
        return lambda value: None if value is None else value.value
    if isinstance(field, fields.UUID):
        return lambda value: None if value is None else str(value)
    if isinstance(field, fields.Date):
        return lambda value: None if value is None else value.isoformat()
    if isinstance(field, fields.List | fields.Nested | fields.Dict | fields.Float):
        # Rare and small: the field itself knows best.
        return lambda value: field._serialize(value, None, None)  # noqa: SLF001
    return None
