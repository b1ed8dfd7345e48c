"""Writes the first sheet of a workbook as CSV, in a process of its own: `python -m`, workbook in, CSV out.

What a workbook does to its reader ends with this process: memory, time and what it writes are bounded.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

MOST_MEMORY, MOST_SECONDS, MOST_WRITTEN = 2 << 30, 120, 1 << 30
READ, NO_WORKBOOK, PROTECTED = 0, 3, 4


def main() -> int:
    """Read standard input, write standard output, and tell on standard error which sheet it was."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    return write_first_sheet(sys.stdin.buffer, sys.stdout.buffer)


def write_first_sheet(workbook: BinaryIO, target: BinaryIO) -> int:
    """Write a workbook's first sheet as CSV; return how it went."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - here alone, behind the limits

    try:
        book = CalamineWorkbook.from_filelike(workbook)
        sheets = [
            each.name
            for each in book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
        ]
        if not sheets:
            return NO_WORKBOOK
        sheet = book.get_sheet_by_name(sheets[0])
        filled = [name for name in sheets[1:] if book.get_sheet_by_name(name).end is not None]
    except PasswordError:
        return PROTECTED
    except (CalamineError, ValueError, OSError):
        return NO_WORKBOOK
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    csv.writer(text, lineterminator="\n").writerows(map(_cells, sheet.iter_rows()))
    text.flush()
    sys.stderr.write(json.dumps({"sheet": sheets[0], "others": filled}))
    return READ


def _cells(row: list[Any]) -> Iterator[str]:
    return map(_cell, row)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
