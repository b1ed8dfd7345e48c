"""What a reader tells of a file that it read otherwise than it stood there."""

from __future__ import annotations

from collections import Counter
from enum import Enum

from sampling.faults import shown

MOST_SPELLINGS = 6


class Tolerated(Enum):
    """A liberty that a file may take, in words for one and for many."""

    BLANK_ROW = ("blank row skipped", "blank rows skipped")
    BLANKS = ("value read without the blanks around it", "values read without the blanks around them")
    TEXT_SIGN = (
        "value read without the sign that marks it as text",
        "values read without the sign that marks them as text",
    )
    DAY = ("date read as day/month/year", "dates read as day/month/year")
    WHOLE = ("number read as whole, without its .0", "numbers read as whole, without their .0")


class Notes:
    """Counts the liberties of one file."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._counts: Counter[Tolerated] = Counter()
        self._words: dict[tuple[str, str], Counter[str]] = {}

    def say(self, sentence: str) -> None:
        """Keep a sentence about the file as a whole, once."""
        if sentence not in self._said:
            self._said.append(sentence)

    def count(self, liberty: Tolerated, count: int = 1) -> None:
        """Count a liberty once more."""
        self._counts[liberty] += count

    def word(self, column: str, written: str, *, read: str) -> None:
        """Count a word that was read as another."""
        self._words.setdefault((column, read), Counter())[written] += 1

    def sentences(self) -> tuple[str, ...]:
        """Return everything that was read otherwise than it stood there, a sentence each."""
        counted = [
            f"{self._counts[each]:,} {each.value[self._counts[each] > 1]}." for each in Tolerated if self._counts[each]
        ]
        words = []
        for (column, read), spellings in self._words.items():
            several = ", ".join(shown(each) for each in list(spellings)[:MOST_SPELLINGS])
            several += ", …" if len(spellings) > MOST_SPELLINGS else ""
            words.append(f"{column}: {several} read as {read} ({spellings.total():,}).")
        return (*self._said, *counted, *words)
