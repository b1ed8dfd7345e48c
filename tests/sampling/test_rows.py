"""Rows are read in memory that no file can swell, and what is no table of results is refused where it ceases to be."""

from __future__ import annotations

import io
import tracemalloc
from collections import deque
from typing import BinaryIO, cast

import pytest

from sampling.faults import Refused
from sampling.rows import LONGEST_LINE, MOST_CELLS, Row, read_rows

MEGABYTE = 1 << 20


class Endless(io.RawIOBase):
    """A file of one piece again and again, so that only what its reader keeps takes memory."""

    def __init__(self, piece: bytes, *, size: int) -> None:
        super().__init__()
        self._piece, self._left = piece, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        assert isinstance(buffer, memoryview)
        count = min(len(buffer), len(self._piece), self._left)
        buffer[:count] = self._piece[:count]
        self._left -= count
        return count


def refusal_of(file: BinaryIO) -> Refused:
    with pytest.raises(Refused) as refused:
        deque(read_rows(file), maxlen=0)
    return refused.value


def test_a_row_has_at_most_a_thousand_values() -> None:
    widest = b"a" + b",a" * (MOST_CELLS - 1) + b"\n"
    assert [len(row.cells) for row in read_rows(io.BytesIO(widest * 2))] == [MOST_CELLS] * 2
    (fault,) = refusal_of(io.BytesIO(widest + b"\n" + b"a," + widest)).faults
    assert fault.row == 3
    assert fault.sentence.startswith("The row has more than 1,000 values, and nothing after it was read.")


def test_a_row_that_goes_on_over_many_lines_is_refused_where_it_begins() -> None:
    file = io.BytesIO(b"a,b\nc,d\n" + b'"e\n",' * LONGEST_LINE)
    (fault,) = refusal_of(file).faults
    assert fault.row == 3
    assert fault.sentence.startswith("The row is longer than 65536 bytes, and nothing after it was read: a quote")


def test_a_value_of_several_lines_is_read_wherever_it_stands() -> None:
    row = b'a,"' + b"more\n" * 2_000 + b'"\n'
    rows = list(read_rows(io.BytesIO(row * 60)))
    assert [(row.number, len(row.cells[1])) for row in rows] == [(number, 10_000) for number in range(1, 61)]


def test_blank_rows_are_passed_over_and_counted() -> None:
    assert list(read_rows(io.BytesIO(b"a\n\n\r\nb\n"))) == [Row(1, ("a",)), Row(4, ("b",))]


@pytest.mark.parametrize(
    "piece",
    [b'"ab\n",' * 20_000, b"ab," * 21_800 + b"\n", b'"' + b"ab\n" * 40_000, b"a" * 100_000, b"," * 60_000 + b"\n"],
    ids=["one row of many values", "rows of many values", "an open quote", "one line", "rows of nothing"],
)
def test_no_file_swells_the_memory_of_its_reader(piece: bytes) -> None:
    file = cast(BinaryIO, io.BufferedReader(Endless(piece, size=64 * MEGABYTE)))
    tracemalloc.start()
    try:
        assert refusal_of(file).faults
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * MEGABYTE
