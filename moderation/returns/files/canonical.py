"""Turns a return as it was sent into a return file in the one form, row for row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from moderation.errors import Fault
from moderation.returns.columns import KNOWN, REQUIRED
from moderation.returns.files.other_files import OTHER_FILES
from moderation.returns.files.workbook import first_sheet, is_workbook
from sampling.faults import Refused
from sampling.files.header import Expected
from sampling.files.notes import Notes
from sampling.files.table import Table, open_table

EXPECTED = Expected(known=KNOWN, required=REQUIRED, others=OTHER_FILES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """A return in the one form, its rows numbered as they were sent; faults are of the file, not of a cell.

    `file` is None where nothing below the header can be understood; where columns are missing it has the others.
    """

    file: BinaryIO | None
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


@contextmanager
def as_canonical(file: BinaryIO) -> Iterator[Canonical]:
    """Read a return as it was sent."""
    notes = Notes()
    with TemporaryFile() as kept:
        target = cast("BinaryIO", kept)
        try:
            faults = _transcribe(file, target, notes)
        except Refused as refusal:
            yield Canonical(file=None, faults=refusal.faults, notes=notes.sentences())
            return
        target.seek(0)
        yield Canonical(file=target, faults=faults, notes=notes.sentences())


def _transcribe(file: BinaryIO, target: BinaryIO, notes: Notes) -> tuple[Fault, ...]:
    if is_workbook(file):
        with first_sheet(file, notes) as sheet:
            return _transcribe_text(sheet, target, notes)
    return _transcribe_text(file, target, notes)


def _transcribe_text(file: BinaryIO, target: BinaryIO, notes: Notes) -> tuple[Fault, ...]:
    with open_table(file, EXPECTED, notes) as table:
        if not table.columns:
            raise Refused(table.faults)
        stopped: tuple[Fault, ...] = ()
        try:
            _write(table, target)
        except Refused as refusal:
            stopped = refusal.faults
        return (*table.faults, *stopped)


def _write(table: Table, target: BinaryIO) -> None:
    text = io.TextIOWrapper(target, encoding="utf-8", errors="surrogateescape", newline="", write_through=False)
    try:
        writer = csv.writer(text, lineterminator="\n")
        # The usual writer leaves a carriage return bare, which would end the row.
        careful = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        text.write("\n" * (table.header.row.number - 1))
        writer.writerow(table.columns)
        last = table.header.row.number
        for number, cells in table:
            if number > last + 1:
                text.write("\n" * (number - last - 1))
            last = number
            (careful if len(cells) == 1 or "\r" in "".join(cells) else writer).writerow(cells)
    finally:
        text.flush()
        text.detach()
