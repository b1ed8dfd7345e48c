"""Compares a checked return with the version before it, in memory of sixteen bytes a row."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from moderation.returns.ordered_results import compared_results
from moderation.returns.reading import hashed_rows, read_results
from moderation.returns.records import Return


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How a return differs from the version before it, by script reference."""

    since_version: int
    added_count: int
    removed_count: int
    changed_count: int
    same_count: int


def changes_since(session: Session, before: Return, file: BinaryIO) -> Changes:
    """Count what a checked file adds to, removes from and changes in a version that was filed."""
    old_references, old_results = _hashes(compared_results(session, before.id))
    new_references, new_results = _hashes(row[1:] for row in read_results(hashed_rows(file)[1]))
    both = _common(old_references, new_references)
    same = _common(old_results, new_results)
    return Changes(
        since_version=before.version,
        added_count=len(new_references) - both,
        removed_count=len(old_references) - both,
        changed_count=both - same,
        same_count=same,
    )


def _hashes(results: Iterable[tuple[Any, ...]]) -> tuple[array[int], array[int]]:
    """Return the hash of each result's reference, and that of all it says: 16 bytes a row, not the row."""
    references, whole = array("q"), array("q")
    for reference, participant, day, *rest in results:
        references.append(hash(reference))
        # One driver gives a day as a date, the other as the text that the file holds too.
        whole.append(hash((reference, participant, str(day), *rest)))
    return references, whole


def _common(some: array[int], others: array[int]) -> int:
    """Count what two lists of distinct hashes share."""
    return len(set(some).intersection(others))
