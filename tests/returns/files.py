"""Return files for tests: rows by column, and faults planted where a test can say exactly what must be found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from moderation.returns.columns import KNOWN, REQUIRED, ReturnRules

RULES = ReturnRules(
    assessed_from_on=date(2014, 9, 27),
    assessed_to_on=date(2015, 7, 13),
    today=date(2015, 7, 20),
    qualifications=frozenset({"NPQML", "NPQSL", "NPQH", "NPQEL"}),
)


def a_row(number: int, **changes: str) -> dict[str, str]:
    """Return a row that is right in every column, unlike any other number's, with some cells changed."""
    return {
        "script_ref": f"2014J-{number:06d}",
        "participant_ref": f"P{number:06d}",
        "qualification": "NPQSL",
        "final_mark": "61",
        "max_mark": "100",
        "outcome": "pass",
        "peer_moderated": "yes",
        "changed_by_peer_moderation": "no",
        "assessed_on": "2015-06-02",
        "status": "final",
        "attempt": "1",
        "borderline": "no",
        **changes,
    }


def a_pending_row(number: int, **changes: str) -> dict[str, str]:
    """Return a row without mark and outcome."""
    empty = {"status": "pending", "final_mark": "", "max_mark": "", "outcome": "", "assessed_on": ""}
    return a_row(number, **{**empty, **changes})


def a_file(
    rows: Iterable[Mapping[str, str]], *, columns: Iterable[str] = KNOWN, line_end: str = "\n", bom: bool = False
) -> io.BytesIO:
    """Write rows as a return file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore", lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO((b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode("utf-8", "surrogateescape"))


def a_plain_file(count: int, *, first: int = 1) -> io.BytesIO:
    """Write so many right rows with the required columns alone."""
    return a_file((a_row(number) for number in range(first, first + count)), columns=REQUIRED)
