"""Reads a table of results, however it was written, as rows of known columns in their one form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

from sampling.faults import Fault, Refused, shown
from sampling.files.header import Expected, Header, find_header
from sampling.files.notes import Notes, Tolerated
from sampling.files.spelling import CellReader, folded
from sampling.files.text import LINES_LOOKED_AT, as_text
from sampling.rows import Row, read_rows

TOTALS = frozenset({"total", "totals", "grandtotal", "subtotal", "sum", "average", "mean", "count", "alltotal"})
LONE_CELL_COLUMNS = 4
# A row of totals leaves some columns empty.
FEWEST_BLANKS = 2
RESULTS = ("qualification", "final_mark", "max_mark", "outcome", "status")
MOST_NAMES_SHOWN = 3
_END_OF_FILE = "\x1a"
_REFERENCE_COLUMN = folded("script_ref")


class Table:
    """A table: its columns, its rows as they are iterated, and the faults that are no row's own."""

    def __init__(self, header: Header, rows: Iterator[Row], notes: Notes) -> None:
        self.header = header
        self.columns = tuple(sorted(header.places, key=lambda name: header.places[name]))
        self.faults = list(header.faults)
        self.notes = notes
        self._rows = rows
        self._places = tuple(header.places[name] for name in self.columns)
        self._readers = tuple(CellReader(name, notes).read for name in self.columns)
        self._width = max(self._places, default=-1) + 1
        self._full_width = len(header.row.cells)
        self._nameless = set(header.nameless)
        # Where nothing of these stands there is no result, whatever else is written there.
        self._results = tuple(header.places[name] for name in RESULTS if name in header.places)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows that may be results, each in the order of `columns`."""
        last = self.header.row.number
        for number, cells in self._rows:
            # Rows without anything at all were passed over.
            skipped, last = number - last - 1, number
            if skipped:
                self.notes.count(Tolerated.BLANK_ROW, skipped)
            if not any(cell and not cell.isspace() and cell != _END_OF_FILE for cell in cells):
                self.notes.count(Tolerated.BLANK_ROW)
                continue
            wrong = self._no_result(number, cells)
            if wrong is not None:
                self.faults.append(wrong)
                continue
            if self._nameless:
                self._note_nameless(number, cells)
            places = zip(self._readers, self._places, strict=True)
            yield Row(number, tuple(read(cells[place]) for read, place in places))

    def _no_result(self, number: int, cells: tuple[str, ...]) -> Fault | None:
        """Return what is wrong with a row as a whole."""
        count = len(cells)
        if count != self._full_width and (count < self._width or any(map(str.strip, cells[self._full_width :]))):
            if count == 1 and self._full_width >= LONE_CELL_COLUMNS:
                return _single_value(number, cells[0])
            return Fault(f"The row has {count} values and the header {self._full_width} columns.", number)
        places = self.header.places
        reference, participant = (
            cells[places[name]].strip() if name in places else None for name in ("script_ref", "participant_ref")
        )
        if reference and folded(reference) == _REFERENCE_COLUMN and self._is_header(cells):
            sentence = (
                "The header stands here again, as if two files were joined. Delete this row, if both belong here."
            )
            return Fault(sentence, number)
        says_nothing = self._results and not any(cells[place].strip() for place in self._results)
        if self._full_width < LONE_CELL_COLUMNS or (
            reference and participant and not says_nothing and _word(reference) not in TOTALS
        ):
            return None
        filled = [cell for cell in map(str.strip, cells) if cell]
        if len(filled) == 1:
            return _single_value(number, filled[0])
        if self._full_width - len(filled) >= FEWEST_BLANKS and (
            any(_word(cell) in TOTALS for cell in filled)
            or not (reference or participant or any(map(_is_word, filled)))
        ):
            return Fault("This is a row of totals and no result. Delete it.", number, value=filled[0])
        if says_nothing:
            sentence = "The row holds no result: no qualification, mark or outcome. Fill it in, or delete it."
            return Fault(sentence, number, value=filled[0])
        return None

    def _is_header(self, cells: tuple[str, ...]) -> bool:
        return tuple(map(folded, cells))[: self._full_width] == self.header.folded

    def _note_nameless(self, number: int, cells: tuple[str, ...]) -> None:
        for place in sorted(self._nameless):
            if place < len(cells) and cells[place].strip():
                sentence = f"Column {place + 1} has values and no name. Name it in the header, or delete it."
                self.faults.append(Fault(sentence, number, value=cells[place].strip()))
                self._nameless.discard(place)


def _note_names(header: Header, notes: Notes) -> None:
    written = {header.row.cells[place]: name for name, place in header.places.items()}
    several = [f"{shown(each)} as {name}" for each, name in written.items() if each != name]
    if several:
        more = ", …" if len(several) > MOST_NAMES_SHOWN else ""
        notes.say(f"Columns read: {', '.join(several[:MOST_NAMES_SHOWN])}{more}.")


def _single_value(number: int, value: str) -> Fault:
    if "," in value and value.count(",") >= LONE_CELL_COLUMNS:
        sentence = (
            "The row stands in quotes as one value. Save the file again as CSV, without quotes around whole rows."
        )
        return Fault(sentence, number, value=value)
    return Fault("The row holds a single value and is no result. Delete it.", number, value=value)


def _word(cell: str) -> str:
    return folded(cell).rstrip(":")


def _is_word(cell: str) -> bool:
    return any(map(str.isalpha, cell))


@contextmanager
def open_table(file: BinaryIO, expected: Expected, notes: Notes) -> Iterator[Table]:
    """Open a file from its beginning as a table.

    Raises Refused in one sentence where it is none, and while its rows are read where they cannot be read on.
    """
    names = expected.by_folded
    with as_text(file, notes, is_column=lambda cell: folded(cell) in names) as (text, separator):
        rows = read_rows(text, separator=separator)
        first: list[Row] = []
        refusal: Refused | None = None
        try:
            first.extend(islice(rows, LINES_LOOKED_AT))
        except Refused as met:
            refusal = met
        filled = next((place for place, row in enumerate(first) if any(map(str.strip, row.cells))), None)
        if filled is None:
            raise refusal or Refused([Fault("The file is blank. It needs a header row and a row for each result.")])
        header = find_header(first[filled:], expected)
        _note_names(header, notes)
        below = [row for row in first if row.number > header.row.number]
        yield Table(header, _rows(below, rows, refusal=refusal), notes)


def _rows(first: list[Row], rest: Iterator[Row], *, refusal: Refused | None) -> Iterator[Row]:
    yield from first
    if refusal is not None:
        raise refusal
    yield from rest
