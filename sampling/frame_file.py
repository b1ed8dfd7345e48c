"""Reading a frame from a CSV file: every fault at once, each with row, column, value and a sentence."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from sampling.codes import REFERENCE_RULE, is_reference
from sampling.faults import Fault, Refused
from sampling.files.header import Expected
from sampling.files.notes import Notes
from sampling.files.spelling import known_qualification
from sampling.files.table import Table, open_table
from sampling.frame import DETAIL_COLUMNS, FRAME_COLUMNS, RESULT_COLUMNS, Frame, canonical_order
from sampling.rows import Row, opened, read_rows, text_faults

OTHER_COLUMNS = ("participant_ref", "assessed_on", "status", "attempt", "borderline")
"""Columns of a return that are no part of a frame; of them only `status` is looked at."""

KNOWN_COLUMNS = (*FRAME_COLUMNS, *OTHER_COLUMNS)
EXPECTED = Expected(known=KNOWN_COLUMNS, required=("script_ref",))
STATUSES = ("final", "pending", "voided")
LARGEST_MARK = 10_000
_MARK = re.compile(r"0|[1-9][0-9]{0,4}", re.ASCII)


def is_mark(text: str) -> bool:
    """Tell whether a text is a mark: a whole number from 0 to LARGEST_MARK, no sign, no leading zero."""
    return _MARK.fullmatch(text) is not None and int(text) <= LARGEST_MARK


def is_qualification(text: str) -> bool:
    """Tell whether a text may name a qualification: 1 to 64 printable characters, no space at either end."""
    return 0 < len(text) <= 64 and text.isprintable() and text == text.strip()


_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "script_ref": (is_reference, REFERENCE_RULE),
    "qualification": (is_qualification, "A qualification is named by 1 to 64 printable characters, like NPQSL."),
    "final_mark": (is_mark, f"A final mark is a whole number from 0 to {LARGEST_MARK}, written with digits only."),
    "max_mark": (is_mark, f"A maximum mark is a whole number from 1 to {LARGEST_MARK}, written with digits only."),
    "outcome": (("pass", "fail").__contains__, "An outcome is pass or fail."),
    "peer_moderated": (("yes", "no").__contains__, "Whether a result was peer moderated is yes or no."),
    "changed_by_peer_moderation": (
        ("yes", "no").__contains__,
        "Whether peer moderation changed a result is yes or no.",
    ),
}


def read_frame(source: str | os.PathLike[str] | BinaryIO, *, notes: Notes | None = None) -> Frame:
    """Read a frame from a file or an open binary file; rows whose status is pending or voided are left out and counted.

    A file that is not in the one form yet is read as people write it, and `notes` keeps what was read how.
    Raises Refused with every fault of the file.
    """
    if isinstance(source, (str, os.PathLike)):
        with opened(source) as file:
            return read_frame(file, notes=notes)
    if not source.seekable():
        with TemporaryFile() as kept:
            shutil.copyfileobj(source, kept)
            kept.seek(0)
            return read_frame(cast("BinaryIO", kept), notes=notes)
    begun = source.tell()
    try:
        return _read_plainly(source)
    except Refused:
        source.seek(begun)
    return _read_as_written(source, notes or Notes())


def _read_plainly(file: BinaryIO) -> Frame:
    reading = _Reading()
    for row in read_rows(file):
        if reading.columns:
            reading.take(row)
        else:
            reading.take_header(row)
        if reading.faults:
            raise Refused(reading.faults)
    return reading.frame()


def _read_as_written(file: BinaryIO, notes: Notes) -> Frame:
    reading = _Reading()
    try:
        with open_table(file, EXPECTED, notes) as table:
            reading.take_columns(table)
            for row in table:
                reading.take(row)
            reading.faults += table.faults
    except Refused as refusal:
        reading.faults += refusal.faults
    reading.faults.sort(key=lambda fault: fault.row or 0)
    return reading.frame()


@dataclass
class _Reading:
    """What has been read of a frame file so far."""

    columns: tuple[str, ...] = ()
    wanted: tuple[int, ...] = ()
    detailed: bool = False
    results: list[tuple[str, ...]] = field(default_factory=list)
    sound: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    row_of: dict[str, int] = field(default_factory=dict)
    position_of: dict[str, tuple[int, str]] = field(default_factory=dict)
    left_out_count: int = 0
    faults: list[Fault] = field(default_factory=list)

    def take_header(self, row: Row) -> None:
        """Take the header; nothing below a wrong header can be understood, so its faults end the reading."""
        self.columns = row.cells
        faults = column_faults(row, known=KNOWN_COLUMNS, required=("script_ref",))
        self.detailed = any(column in self.columns for column in DETAIL_COLUMNS)
        if self.detailed:
            missing = [column for column in RESULT_COLUMNS if column not in self.columns]
            faults += [missing_column(column, row) for column in missing if column != "script_ref"]
        if faults:
            raise Refused(faults)
        kept = RESULT_COLUMNS if self.detailed else RESULT_COLUMNS[:1]
        self.wanted = tuple(self.columns.index(column) for column in kept)

    def take_columns(self, table: Table) -> None:
        """Take the columns that were found; their cells are looked at also where others are missing."""
        self.columns = table.columns
        self.detailed = any(column in table.header.named for column in DETAIL_COLUMNS)
        if self.detailed:
            absent = [column for column in RESULT_COLUMNS[1:] if column not in table.header.named]
            table.faults += [missing_column(column, table.header.row) for column in absent]
        kept = RESULT_COLUMNS if self.detailed else RESULT_COLUMNS[:1]
        if not set(kept) <= set(self.columns):
            raise Refused(table.faults)
        self.wanted = tuple(self.columns.index(column) for column in kept)

    def take(self, row: Row) -> None:
        """Take one row below the header."""
        if len(row.cells) != len(self.columns):
            sentence = f"The row has {len(row.cells)} values and the header {len(self.columns)} columns."
            self.faults.append(Fault(sentence, row=row.number))
            return
        faults = text_faults(row, self.columns) if _may_be_no_text(row) else []
        status = self._other(row, "status")
        if status is not None and status not in STATUSES:
            faults.append(Fault("A status is final, pending or voided.", row.number, "status", status))
        elif status in STATUSES[1:]:
            self.left_out_count += 1
            self.faults += faults
            return
        result = tuple(row.cells[index] for index in self.wanted)
        if not faults:
            faults = self._result_faults(result, row.number)
        faults += self._position_faults(row, result[0])
        earlier = self.row_of.setdefault(result[0], row.number)
        if earlier != row.number:
            sentence = f"The script reference stands in row {earlier} already. Each script has one row."
            faults.append(Fault(sentence, row.number, "script_ref", result[0]))
        self.faults += faults
        self.results.append((result[0], *self.sound.get(result[1:], result[1:])))

    def frame(self) -> Frame:
        """Return the frame, or refuse it for all the faults found."""
        if not self.columns and not self.faults:
            self.faults.append(Fault("The file is blank. It needs a header row and a row for each result."))
        if not self.results and not self.faults:
            self.faults.append(Fault("The frame holds no final result. A frame has at least one row below its header."))
        ordered = canonical_order(self.results) if not self.faults else ()
        for position, (reference, *_) in enumerate(ordered if self.position_of else (), start=1):
            row_number, written = self.position_of[reference]
            if written != str(position):
                sentence = f"In the order of script references (byte order) this row has position {position}."
                self.faults.append(Fault(sentence, row_number, "position", written))
        if self.faults:
            raise Refused(self.faults)
        return Frame(ordered, self.detailed, self.left_out_count)

    def _result_faults(self, result: tuple[str, ...], row_number: int) -> list[Fault]:
        """Return what is wrong with a result; whatever stands beside a reference is checked, and kept, only once."""
        details = result[1:]
        if details in self.sound and is_reference(result[0]):
            return []
        faults = result_faults(result, row_number)
        if not faults:
            self.sound[details] = (known_qualification(details[0]), *details[1:]) if details else details
        return faults

    def _other(self, row: Row, column: str) -> str | None:
        return row.cells[self.columns.index(column)] if column in self.columns else None

    def _position_faults(self, row: Row, reference: str) -> list[Fault]:
        written = self._other(row, "position")
        if written is None:
            return []
        self.position_of[reference] = row.number, written
        if re.fullmatch(r"[1-9][0-9]{0,8}", written, re.ASCII):
            return []
        return [Fault("A position is a whole number from 1 up.", row.number, "position", written)]


def _may_be_no_text(row: Row) -> bool:
    whole = "".join(row.cells)
    return not whole.isascii() or "\0" in whole


def result_faults(result: tuple[str, ...], row_number: int) -> list[Fault]:
    """Return what is wrong with one result (in the order of RESULT_COLUMNS), across its columns too."""
    faults = []
    for column, value in zip(RESULT_COLUMNS, result, strict=False):
        is_right, sentence = _CHECKS[column]
        if not is_right(value):
            faults.append(Fault(sentence, row_number, column, value))
    if faults or len(result) == 1:
        return faults
    _, _, mark, maximum, _, moderated, changed = result
    if maximum == "0":
        faults.append(Fault(_CHECKS["max_mark"][1], row_number, "max_mark", maximum))
    elif int(mark) > int(maximum):
        faults.append(Fault(f"The final mark is above the maximum mark, {maximum}.", row_number, "final_mark", mark))
    if changed == "yes" and moderated == "no":
        sentence = "A result that peer moderation changed was peer moderated: one of the two columns is wrong."
        faults.append(Fault(sentence, row_number, "changed_by_peer_moderation", changed))
    return faults


def column_faults(header: Row, *, known: Iterable[str], required: Iterable[str]) -> list[Fault]:
    """Return what is wrong with a header: unknown, doubled and missing columns."""
    faults = text_faults(header, ())
    known = tuple(known)
    counts = Counter(header.cells)
    for column, count in counts.items():
        if column not in known:
            sentence = f"The column is not known. Known columns: {', '.join(known)}."
            faults.append(Fault(sentence, header.number, value=column))
        if count > 1:
            faults.append(Fault(f"The column stands {count} times. Keep one.", header.number, column))
    return faults + [missing_column(column, header) for column in required if column not in counts]


def missing_column(column: str, header: Row) -> Fault:
    """Return the fault of a header that lacks a column."""
    return Fault("The column is missing. Add it to the header and to each row.", header.number, column)
