"""Checks many rows of a return at once: a row whose shared cells were found right before needs no closer look."""

from __future__ import annotations

from collections import Counter
from itertools import repeat

from moderation.returns.checking.doubles import Doubles
from moderation.returns.checking.oddities import Oddities
from moderation.returns.columns import PARTICIPANT, ReturnRules
from moderation.returns.reading import Kind, Layout, window_days
from sampling.codes import REFERENCE
from sampling.rows import Row


class KnownRows:
    """Counts rows that are surely right, column by column, by the kinds of rows met so far."""

    def __init__(
        self,
        layout: Layout,
        rules: ReturnRules,
        *,
        kinds: dict[tuple[str, ...], Kind],
        twins: Doubles,
        oddities: Oddities,
    ) -> None:
        self._layout = layout
        self._days = window_days(rules)
        self._kinds = kinds
        self._twins = twins
        self._oddities = oddities

    def take(self, rows: list[Row]) -> bool:
        """Count some rows; where any of them needs a closer look, count none and say so."""
        layout = self._layout
        cells = [row.cells for row in rows]
        if {len(each) for each in cells} != {len(layout.header)}:
            return False
        columns = list(zip(*cells, strict=True))
        references, participants, days = (columns[place] for place in layout.own_places)
        kinds = Counter(zip(*(columns[place] for place in layout.shared_places), strict=True))
        if not (
            kinds.keys() <= self._kinds.keys()
            and self._days.issuperset(days)
            and all(map(REFERENCE.fullmatch, references))
            and all(map(PARTICIPANT.fullmatch, participants))
        ):
            return False
        for shared, count in kinds.items():
            self._kinds[shared].count += count
        attempts = repeat(layout.default_attempt) if layout.attempt is None else columns[layout.attempt]
        subjects = zip(participants, zip(columns[layout.qualification], attempts, strict=False), strict=True)
        self._twins.references.extend(map(hash, references))
        self._twins.subjects.extend(map(hash, subjects))
        self._oddities.note(references, participants)
        return True
