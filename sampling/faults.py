"""What is wrong with an input: where it stands, what stands there, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

LONGEST_VALUE_SHOWN = 60
MOST_SIGNS = 4
MOST_ROWS_TOGETHER = 12
MOST_VALUES_TOGETHER = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: a sentence, with the row (1 is the header), column and value where there are any."""

    sentence: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Say the place, the value and the sentence on one line.

        >>> print(Fault("The final mark is above the maximum mark, 100.", row=7, column="final_mark", value="101"))
        row 7, final_mark, '101': The final mark is above the maximum mark, 100.
        """
        places = [f"row {self.row}" if self.row is not None else ""]
        if self.column:
            is_plain = self.column.isprintable() and len(self.column) <= LONGEST_VALUE_SHOWN
            places.append(self.column if is_plain else shown(self.column))
        if self.value is not None:
            places.append(shown(self.value) + foreign(self.value))
        place = ", ".join(part for part in places if part)
        return f"{place}: {self.sentence}" if place else self.sentence


class Refused(ValueError):
    """The input is refused; `faults` holds everything that is wrong with it, in the order of the input."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def refuse(sentence: str, *, column: str | None = None, value: str | None = None) -> Refused:
    """Return the refusal of a single value."""
    return Refused([Fault(sentence, column=column, value=value)])


def shown(value: str) -> str:
    """Return a value fit for one line of a terminal: quoted, escaped and cut.

    >>> shown("a\\x00b")
    "'a\\\\x00b'"
    """
    cut = value if len(value) <= LONGEST_VALUE_SHOWN else value[: LONGEST_VALUE_SHOWN - 1] + "…"
    return ascii(cut) if not cut.isprintable() else repr(cut)


def foreign(value: str) -> str:
    """Return the characters of a value that no keyboard's plain signs are, written out, as they look like others.

    >>> foreign("\u0405-001"), foreign("S-001")
    (' (U+0405)', '')
    """
    cut = value[: LONGEST_VALUE_SHOWN - 1]
    signs = [f"U+{ord(sign):04X}" for sign in dict.fromkeys(cut) if not sign.isascii() and not _is_byte(sign)]
    return f" ({', '.join(signs[:MOST_SIGNS])})" if signs else ""


def _is_byte(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"


def in_lines(faults: Iterable[Fault]) -> Iterator[str]:
    """Yield faults, a line each; the same one in many rows is one line with its rows.

    >>> [*in_lines([Fault("An outcome is pass or fail.", row, "outcome", "Merit") for row in (2, 3, 7)])]
    ["rows 2, 3 and 7, outcome, 'Merit': An outcome is pass or fail."]
    """
    alike: dict[object, list[Fault]] = {}
    for place, fault in enumerate(faults):
        key = (fault.sentence, fault.column) if fault.row is not None else place
        alike.setdefault(key, []).append(fault)
    for several in alike.values():
        yield str(several[0]) if len(several) == 1 else _together(several)


def _together(several: Sequence[Fault]) -> str:
    first = several[0]
    rows = list(dict.fromkeys(fault.row for fault in several))
    values = list(dict.fromkeys(fault.value for fault in several if fault.value is not None))
    places = [_rows(rows)]
    if first.column:
        places.append(first.column if first.column.isprintable() else shown(first.column))
    places += [shown(value) + foreign(value) for value in values[:MOST_VALUES_TOGETHER]]
    if len(values) > MOST_VALUES_TOGETHER:
        places.append(f"and {len(values) - MOST_VALUES_TOGETHER:,} other values")
    return f"{', '.join(places)}: {first.sentence}"


def _rows(rows: Sequence[int | None]) -> str:
    named = [str(row) for row in rows]
    if len(named) == 1:
        return f"row {named[0]}"
    if len(named) > MOST_ROWS_TOGETHER:
        return f"rows {', '.join(named[:MOST_ROWS_TOGETHER])} and {len(named) - MOST_ROWS_TOGETHER:,} more"
    return f"rows {', '.join(named[:-1])} and {named[-1]}"


def number_shown(number: int) -> str:
    """Return a number as text, however many digits it has.

    >>> number_shown(-5), number_shown(10**9_000)
    ('-5', 'a number of over forty digits')
    """
    return str(number) if abs(number) < 10**40 else "a number of over forty digits"


def printable(text: str, stream: TextIO) -> str:
    """Return text that a stream can print whatever its encoding."""
    encoding = getattr(stream, "encoding", None) or "ascii"
    return text.encode(encoding, errors="backslashreplace").decode(encoding)
