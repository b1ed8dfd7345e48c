"""Finds duplicate rows: by hashes first, which need eight bytes a row, then exactly, where hashes collide."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from moderation.errors import Fault
from moderation.returns.columns import is_participant
from moderation.returns.reading import Layout
from sampling.codes import is_reference
from sampling.rows import Row


class Doubles:
    """The hashes of the references and of the subjects (participant, qualification, attempt) seen so far."""

    def __init__(self) -> None:
        self.references = array("q")
        self.subjects = array("q")

    def note(self, row: Row, layout: Layout) -> None:
        """Remember a row that was checked closely; a malformed value is never a duplicate."""
        reference, subject = identities(row, layout)
        if reference is not None:
            self.references.append(hash(reference))
        if subject is not None:
            self.subjects.append(hash(subject))

    @cached_property
    def _met(self) -> tuple[frozenset[int], frozenset[int]]:
        return _repeated(self.references), _repeated(self.subjects)

    def are_likely(self) -> bool:
        """Tell whether any hash came twice; where none did there is no twin."""
        return any(self._met)

    def faults(self, rows: Iterable[Row], layout: Layout) -> Iterator[Fault]:
        """Yield the fault of each row that repeats an earlier one, from the rows of the whole file."""
        references, subjects = self._met
        row_of: dict[object, int] = {}
        for row in islice(rows, 1, None):
            reference, subject = identities(row, layout)
            if reference is not None and hash(reference) in references:
                earlier = row_of.setdefault(reference, row.number)
                if earlier != row.number:
                    sentence = f"The script reference stands in row {earlier} already. Each script has one row."
                    yield Fault(sentence, row.number, "script_ref", reference)
            if subject is not None and hash(subject) in subjects:
                earlier = row_of.setdefault(subject, row.number)
                if earlier != row.number:
                    sentence = (
                        f"Row {earlier} holds this participant, qualification and attempt already. "
                        "Each attempt has one row; number a further one in the column attempt."
                    )
                    yield Fault(sentence, row.number, "participant_ref", subject[0])


def identities(row: Row, layout: Layout) -> tuple[str | None, tuple[str, tuple[str, str]] | None]:
    """Return the script reference of a row and its subject, each None where it is not even well formed."""
    if len(row.cells) != len(layout.header):
        return None, None
    reference, participant, _ = layout.own(row.cells)
    subject = (participant, layout.subject(row.cells)) if is_participant(participant) else None
    return reference if is_reference(reference) else None, subject


def _repeated(hashes: array[int]) -> frozenset[int]:
    if len(set(hashes)) == len(hashes):
        return frozenset()
    return frozenset(each for each, count in Counter(hashes).items() if count > 1)
