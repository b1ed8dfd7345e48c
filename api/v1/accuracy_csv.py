"""Figures as CSV: their id, then the fields of the JSON as `moderation accuracy` prints them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from api.v1.accuracy_fields import AccuracyAttributes

BESIDE = frozenset({"created_at", "updated_at", "frame_id", "finding_id"})


def as_csv(figures: Iterable[tuple[UUID, Mapping[str, Any]]]) -> bytes:
    """Return figures as CSV with a header, also where there is none."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({"id": public_id, **dict(_cells(figure))} for public_id, figure in figures)
    return text.getvalue().encode("utf-8")


def _columns(schema: Schema, *, prefix: str = "") -> Iterator[str]:
    for name, field in schema.fields.items():
        if isinstance(field, fields.Nested):
            yield from _columns(field.schema, prefix=f"{prefix}{name}_")
        elif name not in BESIDE:
            yield prefix + name


def _cells(values: Mapping[str, Any], *, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _cells(value, prefix=f"{prefix}{name}_")
        elif name == "interval":
            continue
        elif isinstance(value, bool):
            yield prefix + name, "yes" if value else "no"
        else:
            yield prefix + name, value


COLUMNS = ("id", *_columns(AccuracyAttributes()))
