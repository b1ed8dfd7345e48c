"""Compares the closed lists of a database with the enumerations of this version."""

from __future__ import annotations

from sqlalchemy import Connection, select

from moderation.database.model import Model, closed_lists


def other_lists(connection: Connection) -> list[str]:
    """Return the reference tables whose rows are not the values that this version knows."""
    tables = Model.metadata.tables
    return [
        name
        for name, values in closed_lists().items()
        if set(connection.execute(select(tables[name].c.code)).scalars()) != {str(value) for value in values}
    ]
