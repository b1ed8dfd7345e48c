"""Reading a CSV file of any origin into rows, in memory that a bad file cannot swell."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sampling.faults import Fault, Refused

LONGEST_LINE = 1 << 16
LARGEST_FILE = 1 << 30
MOST_CELLS = 1_000
MOST_FAULTS = 1_000
_BYTE_ORDER_MARK = "\ufeff"
_BLOCK = 1 << 17
_TABLE = "This is not a CSV file with a row for each result."
_ENDLESS = (
    f"The row is longer than {LONGEST_LINE} bytes, and nothing after it was read: a quote does not close, or this is "
    "not a CSV file with a row for each result."
)


class Row(NamedTuple):
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


def read_rows(file: BinaryIO, *, separator: str = ",") -> Iterator[Row]:
    """Yield the rows of a CSV file from where it stands, the header first; blank rows are passed over.

    Raises Refused when the file cannot be read on: it is empty, too large, has an endless row, or an open quote.
    """
    number = 0
    rows = csv.reader(_lines(file, lambda: number + 1), delimiter=separator, strict=True)
    try:
        for cells in rows:
            number += 1
            if len(cells) > MOST_CELLS:
                sentence = f"The row has more than {MOST_CELLS:,} values, and nothing after it was read. {_TABLE}"
                raise Refused([Fault(sentence, row=number)])
            if cells:
                yield Row(number, tuple(cells))
    except csv.Error:
        sentence = (
            "This row is not well-formed CSV, and nothing after it was read: a quote does not close, something follows "
            'a closing quote (a quote inside a quoted value is written ""), or a line ends in a lone carriage return.'
        )
        raise Refused([Fault(sentence, row=number + 1)]) from None
    if number == 0:
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


def _lines(file: BinaryIO, row: Callable[[], int]) -> Iterator[str]:
    """Yield the lines of a file as text, each bounded in length, the whole bounded in size.

    `row` tells which row their reader is at: one that goes on over many lines is bounded too.
    """
    number, before, unfinished = 0, row(), 0
    for block in _blocks_of_lines(file):
        lengths = list(map(len, block.split(b"\n")))
        if max(lengths) >= LONGEST_LINE:
            yield from _bounded_lines(block, after=number)
        else:
            text = block.decode("utf-8", errors="surrogateescape")
            text = text if number else text.removeprefix(_BYTE_ORDER_MARK)
            # A file of a byte order mark alone has one line, a blank one.
            yield from io.StringIO(text, newline="\n") if text else [""]
        number += len(lengths) - 1
        now = row()
        unfinished = unfinished + len(block) if now == before else 0
        if unfinished > LONGEST_LINE:
            raise Refused([Fault(_ENDLESS, row=now)])
        before = now


def _blocks_of_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file in blocks that end where a line ends, except for one that is too long, and the last."""
    size = 0
    rest = b""
    while block := file.read(_BLOCK):
        size += len(block)
        if size > LARGEST_FILE:
            raise Refused([Fault(f"The file is larger than {LARGEST_FILE} bytes. Split it.")])
        lines, newline, rest = (rest + block).rpartition(b"\n")
        if newline:
            yield lines + newline
        if len(rest) > LONGEST_LINE:
            break
    if rest:
        yield rest


def _bounded_lines(block: bytes, *, after: int) -> Iterator[str]:
    """Yield the lines of a block up to one that is too long, which is refused."""
    for number, line in enumerate(io.BytesIO(block), start=after + 1):
        if len(line) > LONGEST_LINE:
            raise Refused([Fault(f"Line {number} is longer than {LONGEST_LINE} bytes. {_TABLE}")])
        text = line.decode("utf-8", errors="surrogateescape")
        yield text if number > 1 else text.removeprefix(_BYTE_ORDER_MARK)
