"""Writes an empty return to fill in: CSV, or a workbook whose cells are text and whose words can be chosen."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from moderation.returns.columns import COLUMNS, KNOWN

ROWS_PREPARED = 10_000
WIDTH, GUIDE_WIDTH = 18, 90
TEXT = "@"
YES_NO = ("yes", "no")


def choices(qualifications: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return what can be chosen in a column, where its values are few."""
    return {
        "qualification": tuple(sorted(qualifications)),
        "outcome": ("pass", "fail"),
        "peer_moderated": YES_NO,
        "changed_by_peer_moderation": YES_NO,
        "status": ("final", "pending", "voided"),
        "borderline": YES_NO,
    }


def write_csv(path: Path) -> None:
    """Write the header of a return, as CSV that spreadsheets open as UTF-8."""
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerow(KNOWN)


def write_workbook(path: Path, qualifications: Iterable[str]) -> None:
    """Write a workbook: a sheet for the results, its cells text, and a sheet that says what each column holds."""
    import xlsxwriter  # noqa: PLC0415 - a tenth of a second that no other command needs

    with path.open("xb") as file, xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        text, bold = book.add_format({"num_format": TEXT}), book.add_format({"bold": True, "num_format": TEXT})
        results, guide = book.add_worksheet("Results"), book.add_worksheet("Columns")
        results.set_column(0, len(KNOWN) - 1, WIDTH, text)
        results.freeze_panes(1, 0)
        results.write_row(0, 0, KNOWN, bold)
        for name, values in choices(qualifications).items():
            place = KNOWN.index(name)
            list_of = {"validate": "list", "source": list(values), "ignore_blank": True}
            results.data_validation(1, place, ROWS_PREPARED, place, list_of)
        guide.set_column(0, 0, WIDTH * 2, text)
        guide.set_column(1, 1, GUIDE_WIDTH, text)
        guide.set_column(2, 2, WIDTH, text)
        guide.write_row(0, 0, ("column", "what it holds", "example"), bold)
        for row, column in enumerate(COLUMNS, start=1):
            needed = "" if column.default is None else " The column may be left out."
            guide.write_row(row, 0, (column.name, column.about + needed, column.example), text)
