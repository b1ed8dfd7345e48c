"""Writes the script of the first step anew from the records: python -m moderation.database.migrations.

Only until the first release: afterwards no step changes, and a change of the records is a step of its own.
"""

from __future__ import annotations

from pathlib import Path

from moderation.database.migrations.from_records import DIALECTS, script_of
from moderation.database.migrations.steps import script_name

FIRST = "0001"


def write_first_step(folder: Path) -> list[Path]:
    """Write the statements of the first step for each kind of database; return the files."""
    written = []
    for dialect in DIALECTS:
        path = folder / script_name(FIRST, dialect)
        path.write_text(script_of(dialect), encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    for path in write_first_step(Path(__file__).parent / "sql"):
        print(f"{path.name} is as the records say.")
