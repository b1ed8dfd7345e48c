"""What is odd about a return that has no fault: said before it is filed, and never in the way of filing it."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from moderation.returns.reading import Kind, Layout
from sampling.faults import shown
from sampling.rows import Row

FEWEST_SORTED = 8
FEWEST_CONTRADICTING = 3
MOST_MARKS = 200_000
# Enough to find an example in, or to tell that a column is in order.
MOST_LOOKED_AT = 100_000
MOST_EXAMPLES = 3
# Values stand in small letters, each between line feeds: a literal at the start lets a search run along quickly.
_MONTHS = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_YEAR = "(?:[0-9]{4}|[0-9]{2})"
_DAY, _MONTH_NUMBER = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
OF_DIGITS = re.compile(r"\n([0-9]++(?:[-/.e][0-9a-z./-]{1,16}+)?+)(?=\n)", re.ASCII)
OF_MONTHS = re.compile(rf"\n({_MONTHS}[-/]{_YEAR})(?=\n)", re.ASCII)
LIKE_DATE = re.compile(
    rf"{_DAY}[-/]{_MONTHS}(?:[-/]{_YEAR})?|{_DAY}/{_MONTH_NUMBER}(?:/{_YEAR})?|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}",
    re.ASCII,
)
DIGITS = re.compile(r"[0-9]+", re.ASCII)
LONG = 16
LONG_AND_ROUND = re.compile(r"[0-9]{15}0+", re.ASCII)
SHORTENED = re.compile(r"[0-9]\.[0-9]+e[0-9]+", re.ASCII)
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReturnWarning:
    """Something odd: its kind for a program, and a sentence that says what to look at."""

    kind: str
    sentence: str


class References:
    """What is odd about the values of one column of references, block by block."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._dates, self._shortened, self._long, self._round = 0, 0, 0, 0
        self._first: dict[str, str] = {}
        self._padded: set[int] = set()
        self._bare: set[int] = set()

    def note(self, lowered: str) -> None:
        """Look at some values in small letters, each between line feeds."""
        months = OF_MONTHS.findall(lowered)
        self._dates += len(months)
        for value in months[:1]:
            self._first.setdefault("date", value)
        for value in OF_DIGITS.findall(lowered):
            if DIGITS.fullmatch(value):
                self._note_digits(value)
            elif LIKE_DATE.fullmatch(value):
                self._dates += 1
                self._first.setdefault("date", value)
            elif SHORTENED.fullmatch(value):
                self._shortened += 1
                self._first.setdefault("number", value)

    def _note_digits(self, value: str) -> None:
        (self._padded if value[0] == "0" and len(value) > 1 else self._bare).add(len(value))
        if len(value) >= LONG:
            self._long += 1
            if LONG_AND_ROUND.fullmatch(value):
                self._round += 1
                self._first.setdefault("number", value)

    def warnings(self) -> Iterator[ReturnWarning]:
        """Yield what is odd about all of them."""
        if self._dates:
            example = shown(self._first["date"])
            yield ReturnWarning(
                "like_dates",
                f"{_values(self._dates, self._name)} like a date, as {example}: a spreadsheet may have changed "
                "references. Format the column as text and enter them again.",
            )
        if self._shortened or (self._long and self._long == self._round):
            count = self._shortened or self._round
            example = shown(self._first["number"])
            yield ReturnWarning(
                "lost_digits",
                f"{_values(count, self._name)} like a number whose last digits a spreadsheet lost, as {example}: "
                "format the column as text and enter the references again.",
            )
        if self._padded and self._bare and min(self._bare) < max(self._padded):
            yield ReturnWarning(
                "lost_zeros",
                f"Some values of {self._name} begin with zeros and others, of fewer digits, do not: a spreadsheet may "
                "have lost zeros. Compare them with where they came from.",
            )


class Oddities:
    """Gathers what is odd while rows that are right pass by, in memory that does not grow with them."""

    def __init__(self) -> None:
        self._columns = (References("script_ref"), References("participant_ref"))
        self._lengths: set[int] = set()
        self._has_small, self._has_capital = False, False
        self._marks: Counter[tuple[str, int, int, str]] = Counter()

    def note(self, references: Sequence[str], participants: Sequence[str]) -> None:
        """Look at the references of some rows."""
        joined = "\n".join(("", *references, ""))
        lowered = joined.lower()
        self._lengths.update(map(len, references))
        self._has_capital = self._has_capital or lowered != joined
        self._has_small = self._has_small or joined.upper() != joined
        self._columns[0].note(lowered)
        self._columns[1].note("\n".join(("", *participants, "")).lower())

    def count(self, kind: Kind) -> None:
        """Count the marks of rows of a kind."""
        if kind.status == "final" and kind.outcome and len(self._marks) < MOST_MARKS:
            assert kind.max_mark is not None
            assert kind.final_mark is not None
            self._marks[kind.qualification, kind.max_mark, kind.final_mark, kind.outcome] += kind.count

    def warnings(self, read: Callable[[], Iterable[Row]], layout: Layout) -> tuple[ReturnWarning, ...]:
        """Return everything odd; the rows of the file are read again only where something may be."""
        found = [warning for column in self._columns for warning in column.warnings()]
        # References of one length and one case are alike only where they are the same.
        if len(self._lengths) > 1 or (self._has_small and self._has_capital):
            found += _alike(lambda: _below(read(), layout))
        contradictions = list(_contradictions(self._marks))
        found += [warning for warning, _ in contradictions]
        contradicting = sum(count for _, count in contradictions)
        if contradicting >= FEWEST_CONTRADICTING and contradicting * 10 >= self._marks.total():
            found += _sorted_alone(list(islice(_below(read(), layout), MOST_LOOKED_AT)))
        return tuple(found)


def _folded(text: str) -> str:
    return _ZEROS.sub("", text.lower())


def _contradictions(marks: Counter[tuple[str, int, int, str]]) -> Iterator[tuple[ReturnWarning, int]]:
    """Yield a warning for each qualification and maximum in which fails have more marks than a pass, and how many."""
    of: defaultdict[tuple[str, int], dict[str, list[tuple[int, int]]]] = defaultdict(lambda: {"pass": [], "fail": []})
    for (qualification, maximum, mark, outcome), count in marks.items():
        of[qualification, maximum][outcome].append((mark, count))
    for (qualification, maximum), outcomes in sorted(of.items()):
        lowest = min((mark for mark, _ in outcomes["pass"]), default=None)
        above = [(mark, count) for mark, count in outcomes["fail"] if lowest is not None and mark > lowest]
        if above:
            number = sum(count for _, count in above)
            have = "fail has" if number == 1 else "fails have"
            sentence = (
                f"{qualification}, of {maximum}: {number:,} {have} more marks than a pass (a fail with "
                f"{max(above)[0]}, a pass with {lowest}). Check marks and outcomes."
            )
            yield ReturnWarning("fail_above_pass", sentence), number


def _below(rows: Iterable[Row], layout: Layout) -> Iterator[tuple[str, str, str]]:
    """Yield reference, mark and outcome of each row."""
    mark, outcome = layout.header.index("final_mark"), layout.header.index("outcome")
    for row in islice(rows, 1, None):
        yield layout.own(row.cells)[0], row.cells[mark], row.cells[outcome]


def _alike(below: Callable[[], Iterable[tuple[str, str, str]]]) -> Iterator[ReturnWarning]:
    """Yield a warning where references differ by case or leading zeros alone: found by hashes, shown by examples."""
    hashes = array("q", (hash(_folded(reference)) for reference, _, _ in below()))
    alike = len(hashes) - len(set(hashes))
    if not alike:
        return
    first: dict[str, str] = {}
    pairs: list[str] = []
    repeated = {each for each, count in Counter(hashes).items() if count > 1}
    for reference, _, _ in below():
        folded = _folded(reference)
        if hash(folded) in repeated and (earlier := first.setdefault(folded, reference)) != reference:
            pairs.append(f"{shown(earlier)} and {shown(reference)}")
            if len(pairs) == MOST_EXAMPLES:
                break
    differ = "reference differs" if alike == 1 else "references differ"
    sentence = (
        f"{alike:,} script {differ} from another by case or leading zeros alone ({'; '.join(pairs)}): "
        "make sure that each is a script of its own."
    )
    yield ReturnWarning("alike", sentence)


def _sorted_alone(below: Sequence[tuple[str, str, str]]) -> Iterator[ReturnWarning]:
    """Yield a warning where a column is in order and its values belong to other rows."""
    if len(below) < FEWEST_SORTED:
        return
    marks = [int(mark) for _, mark, _ in below if mark]
    outcomes = [outcome for _, _, outcome in below if outcome]
    for name, is_sorted in (
        ("final_mark", len(set(marks)) > FEWEST_SORTED // 2 and marks in (sorted(marks), sorted(marks, reverse=True))),
        ("outcome", outcomes in (sorted(outcomes), sorted(outcomes, reverse=True))),
    ):
        if is_sorted:
            sentence = (
                f"The column {name} is in order by itself while outcomes contradict marks: it looks as if it was "
                "sorted without the other columns. Compare some rows with where they came from."
            )
            yield ReturnWarning("sorted_alone", sentence)
            return


def _values(count: int, name: str) -> str:
    return f"{count:,} value of {name} looks" if count == 1 else f"{count:,} values of {name} look"
