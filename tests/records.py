"""Knows every record, so that a test can speak of all tables."""

from __future__ import annotations

from moderation.database.migrations.from_records import load_records
from moderation.database.model import Model


def every_record() -> type[Model]:
    """Import every module that declares a table and return the class that holds them all."""
    load_records()
    return Model
