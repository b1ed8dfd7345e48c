"""Reading a CSV file of any origin into rows, in memory that a bad file cannot swell."""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sampling.faults import Fault, Refused

LONGEST_LINE = 1 << 16
LARGEST_FILE = 1 << 30
MOST_FAULTS = 1_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (1 is the header) and its cells; bytes that are no UTF-8 stand as lone surrogates."""

    number: int
    cells: tuple[str, ...]


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a regular file for reading; a directory, a missing or an unreadable one is refused with a sentence."""
    name = os.fspath(path)
    try:
        mode = Path(name).stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise Refused([Fault(f"{name!r} is not a file. Name a CSV file.")])
        with Path(name).open("rb") as file:
            yield file
    except FileNotFoundError:
        raise Refused([Fault(f"There is no file {name!r}. Check the name and the folder.")]) from None
    except PermissionError:
        raise Refused(
            [Fault(f"The file {name!r} may not be read. Ask its owner for the permission to read.")]
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not usable"
        if isinstance(error, Refused):
            raise
        raise Refused([Fault(f"The file {name!r} cannot be read: {reason}.")]) from None


def read_rows(file: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a CSV file, the header first; blank rows are passed over.

    Raises Refused when the file cannot be read on: it is empty, too large, has an endless line or an open quote.
    """
    reader = csv.reader(_lines(file), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if cells:
                yield Row(number, tuple(cells))
    except csv.Error:
        sentence = (
            "This row is not well-formed CSV, and nothing after it was read: a quote does not close, something follows "
            'a closing quote (a quote inside a quoted value is written ""), or a line ends in a lone carriage return.'
        )
        raise Refused([Fault(sentence, row=number + 1)]) from None
    if not number:
        raise Refused([Fault("The file is empty. It needs a header row and a row for each result.")])


def text_faults(row: Row, columns: tuple[str, ...]) -> list[Fault]:
    """Return the cells of a row that hold NUL bytes or are not text in UTF-8."""
    faults = []
    for index, cell in enumerate(row.cells):
        if cell.isascii() and "\0" not in cell:
            continue
        column = columns[index] if index < len(columns) else None
        if "\0" in cell:
            faults.append(
                Fault("The value holds a NUL character. Save the file as plain CSV.", row.number, column, cell)
            )
        elif any("\ud800" <= character <= "\udfff" for character in cell):
            faults.append(
                Fault("The value is not text in UTF-8. Save the file as CSV UTF-8.", row.number, column, cell)
            )
    return faults


def _lines(file: BinaryIO) -> Iterator[str]:
    """Yield the lines of a file as text, each bounded in length, the whole bounded in size."""
    size = 0
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        size += len(line)
        if len(line) > LONGEST_LINE:
            sentence = (
                f"Line {number} is longer than {LONGEST_LINE} bytes. This is not a CSV file with a row for each result."
            )
            raise Refused([Fault(sentence)])
        if size > LARGEST_FILE:
            raise Refused([Fault(f"The file is larger than {LARGEST_FILE} bytes. Split it.")])
        if number == 1 and line.startswith(_BYTE_ORDER_MARK):
            line = line[len(_BYTE_ORDER_MARK) :]
        yield line.decode("utf-8", errors="surrogateescape")
