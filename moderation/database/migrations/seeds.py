"""The rows that a new database starts with."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

from moderation.database.model import closed_lists


def starting_rows() -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table that is not empty in a new database, in the order in which they are inserted."""
    lists: dict[str, list[dict[str, object]]] = {
        table: [{"code": str(value)} for value in values] for table, values in closed_lists().items()
    }
    return {**lists, "qualifications": qualifications()}


def qualifications() -> list[dict[str, object]]:
    """Return the qualifications of both suites, as rows of their table."""
    listed = (files("moderation.database.migrations") / "qualifications.csv").read_text(encoding="utf-8")
    return [
        {
            **row,
            "from_on": date.fromisoformat(row["from_on"]),
            "to_on": date.fromisoformat(row["to_on"]) if row["to_on"] else None,
        }
        for row in csv.DictReader(listed.splitlines())
    ]
