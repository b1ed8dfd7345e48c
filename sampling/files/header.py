"""Finds the header of a table and says in a sentence what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sampling.faults import Fault, Refused
from sampling.files.spelling import folded
from sampling.rows import Row, text_faults

QUOTED_WHOLE = "The row stands in quotes as one value. Save the file again as CSV, with no quotes around whole rows."


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The columns that a table may have and those it needs; `others` names tables of ours by the columns they have."""

    known: Sequence[str]
    required: Sequence[str]
    others: Mapping[frozenset[str], str] = field(default_factory=dict)

    @property
    def by_folded(self) -> dict[str, str]:
        """The known columns by their folded names."""
        return {folded(name): name for name in self.known}


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header: its row, its cells folded, the place of each column that stands once, and what is wrong."""

    row: Row
    folded: tuple[str, ...]
    # The columns that stand there, once or more often.
    named: frozenset[str]
    places: Mapping[str, int]
    # Where no name stands: empty below, such a column is none.
    nameless: tuple[int, ...]
    faults: tuple[Fault, ...]


def find_header(first_rows: Sequence[Row], expected: Expected) -> Header:
    """Return the header of a table by its first rows, or refuse the table in one sentence."""
    names = expected.by_folded
    counts = [len({names[folded(cell)] for cell in row.cells if folded(cell) in names}) for row in first_rows]
    first = first_rows[0]
    place = max(range(len(first_rows)), key=lambda each: counts[each])
    if counts[0] >= min(2, counts[place]) and counts[0] > 0:
        place = 0
    elif counts[place] < 2:
        _refuse_other_table(first, expected)
        if _is_result(first):
            wanted = ",".join(expected.required)
            sentence = f"The file has no header: its first row holds a result. Put this row above it: {wanted}"
            raise Refused([Fault(sentence, first.number)])
        if not counts[place] and len(expected.required) > 1:
            raise Refused([_no_known_column(first, expected)])
        place = 0
    above = [row for row in first_rows[:place] if any(cell.strip() for cell in row.cells)]
    faults = []
    if above:
        number = first_rows[place].number
        rows = f"row {above[0].number}" if len(above) == 1 else f"rows {above[0].number} to {above[-1].number}"
        value = next(cell for cell in above[0].cells if cell.strip())
        sentence = f"A title stands above the header, which is row {number}. Delete {rows}: the header comes first."
        faults.append(Fault(sentence, above[0].number, value=value))
    return _header(first_rows[place], expected, faults)


def _header(row: Row, expected: Expected, faults: list[Fault]) -> Header:
    names = expected.by_folded
    cells = tuple(folded(cell) for cell in row.cells)
    found = [names.get(cell) for cell in cells]
    if not set(expected.required) <= set(found):
        _refuse_other_table(row, expected)
    counts = Counter(cells)
    faults = [*faults, *text_faults(row, ())]
    for cell, count in counts.items():
        written = row.cells[cells.index(cell)]
        if cell and cell not in names:
            sentence = f"The column is not known. Known columns: {', '.join(expected.known)}."
            faults.append(Fault(sentence, row.number, value=written))
        if cell and count > 1:
            faults.append(Fault(f"The column stands {count} times. Keep one.", row.number, names.get(cell, written)))
    faults += [missing(column, row) for column in expected.required if column not in found]
    return Header(
        row=row,
        folded=cells,
        named=frozenset(name for name in found if name is not None),
        places={name: place for place, name in enumerate(found) if name is not None and counts[cells[place]] == 1},
        nameless=tuple(place for place, cell in enumerate(cells) if not cell),
        faults=tuple(faults),
    )


def missing(column: str, row: Row) -> Fault:
    """Return the fault of a header that lacks a column."""
    return Fault("The column is missing. Add it to the header and to each row.", row.number, column)


def _no_known_column(row: Row, expected: Expected) -> Fault:
    if len(row.cells) == 1 and "," in row.cells[0]:
        sentence = (
            "The row stands in quotes as one value. Save the file again as CSV, without quotes around whole rows."
        )
    else:
        sentence = (
            f"No column of a return stands here. The first row names the columns, with commas, semicolons or tabs "
            f"between them: {', '.join(expected.required)}."
        )
    return Fault(sentence, row.number, value=next((cell for cell in row.cells if cell.strip()), ""))


def _refuse_other_table(row: Row, expected: Expected) -> None:
    cells = frozenset(folded(cell) for cell in row.cells if folded(cell))
    for columns, what in expected.others.items():
        if {folded(column) for column in columns} <= cells:
            raise Refused([Fault(f"This is {what}, and no return. File the results themselves.", row.number)])


def _is_result(row: Row) -> bool:
    """Tell whether a row looks like a result: one word that only a result holds, and a number."""
    cells = [cell.strip().casefold() for cell in row.cells]
    words = ("pass", "fail", "passed", "failed", "yes", "no")
    return len(cells) > 2 and any(cell in words for cell in cells) and any(cell.isdecimal() for cell in cells)
