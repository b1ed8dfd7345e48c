"""The rows that a new database starts with."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

from moderation.database.facts import form_of
from moderation.database.immutability import vouched_tables
from moderation.database.model import Model, reference_rows


def starting_rows() -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table that is not empty in a new database, in the order in which they are inserted."""
    lists: dict[str, list[dict[str, object]]] = {
        table: [dict(row) for row in rows] for table, rows in reference_rows().items()
    }
    return {**lists, "qualifications": qualifications(), "audit_forms": forms()}


def forms() -> list[dict[str, object]]:
    """Return the forms in which the rows of facts are written now; the first act after a later step writes its own."""
    tables = (Model.metadata.tables[name] for name in sorted(vouched_tables()))
    return [
        {"number": number, "table_name": table.name, "column_names": form_of(table).column_names}
        for number, table in enumerate(tables, start=1)
    ]


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
