"""Turns results that came as JSON into the return file that the same results would be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from api.v1.door.answer import Json
from api.v1.door.errors import Problem
from moderation.returns.columns import COLUMNS, KNOWN

RESULTS = "/data/attributes/results"
# The header of the file is its row 1, so the first result stands in row 2.
FIRST_ROW = 2
LONGEST_CELL = 1_000

DEFAULTS: Mapping[str, str] = {column.name: column.default or "" for column in COLUMNS}
CELL = {"type": ["string", "integer", "boolean", "null"], "maxLength": LONGEST_CELL}
RESULT_SCHEMA: Json = {
    "type": "object",
    "properties": dict.fromkeys(KNOWN, CELL),
    "required": [column.name for column in COLUMNS if column.default is None],
    "additionalProperties": False,
}


def write_results(results: Any, file: BinaryIO) -> None:
    """Write results without problems into a file as a return; what they say is checked later."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    # The usual writer leaves a carriage return bare, which would end the row.
    careful = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(KNOWN)
    for result in results:
        cells = [_cell(result.get(name, DEFAULTS[name])) for name in KNOWN]
        (careful if any("\r" in cell for cell in cells) else writer).writerow(cells)
    text.detach()
    file.seek(0)


def result_problems(results: Any) -> Iterator[Problem]:
    """Yield what keeps results from being rows of a return at all."""
    if not isinstance(results, list) or not results:
        yield _invalid("The results are a list of at least one.", RESULTS)
        return
    for number, result in enumerate(results):
        place = f"{RESULTS}/{number}"
        if not isinstance(result, dict):
            yield _invalid("A result is an object.", place)
            continue
        for name, value in result.items():
            shown = name[:200].replace("~", "~0").replace("/", "~1")
            if name not in DEFAULTS:
                yield _invalid(f"A result has no such member. It has {', '.join(KNOWN)}.", f"{place}/{shown}")
            elif not _is_cell(value):
                yield _invalid("A value is a short text, a whole number, true, false or null.", f"{place}/{shown}")


def _is_cell(value: Any) -> bool:
    if isinstance(value, str):
        # Half of a surrogate pair is no character and fits into no file.
        return len(value) <= LONGEST_CELL and not any("\ud800" <= sign <= "\udfff" for sign in value)
    return value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 10**18)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _invalid(sentence: str, pointer: str) -> Problem:
    return Problem(code="invalid", detail=sentence, pointer=pointer)
