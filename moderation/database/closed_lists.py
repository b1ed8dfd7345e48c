"""Compares the closed lists of a database with the enumerations of this version."""

from __future__ import annotations

from sqlalchemy import Connection, select

from moderation.database.model import Model, reference_rows


def other_lists(connection: Connection) -> list[str]:
    """Return the reference tables whose rows are not those that this version knows."""
    tables = Model.metadata.tables
    return [
        name
        for name, rows in reference_rows().items()
        if {frozenset(row.items()) for row in connection.execute(select(tables[name])).mappings()}
        != {frozenset(row.items()) for row in rows}
    ]
