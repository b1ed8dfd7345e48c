"""The columns that a step renamed, so that what was vouched for under the old name is found under the new one."""

from __future__ import annotations

# (table, old name): new name. A line is added by the step that renames a column, and never taken away; a name that a
# table gave up is never given to another column of it.
RENAMED: dict[tuple[str, str], str] = {}


def name_now(table: str, column: str) -> str:
    """Return the name that a column of a table has now, however often it was renamed."""
    while (table, column) in RENAMED:
        column = RENAMED[table, column]
    return column
