"""What is wrong with an input: where it stands, what stands there, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

LONGEST_VALUE_SHOWN = 60


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
            places.append(shown(self.value))
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
