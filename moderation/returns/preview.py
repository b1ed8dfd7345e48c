"""What a provider sees before it declares a return right: its counts, and what changed since the version before."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from moderation.database.clock import london_day
from moderation.providers.records import provider_by_code
from moderation.returns.checking.check import CheckedReturn, checking
from moderation.returns.ordered_results import compared_results
from moderation.returns.reading import hashed_rows, read_results
from moderation.returns.records import Return, frame_of, latest_return
from moderation.returns.rules import rules_of
from moderation.windows.records import refuse_unjudged, window_by_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How a return differs from the version before it, by script reference."""

    since_version: int
    added_count: int
    removed_count: int
    changed_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A return without fault: what it counts, how it differs from the version before, and whether it still may come."""

    checked: CheckedReturn
    changes: Changes | None
    is_filed_already: bool
    # Then no return replaces it: what changed is recorded as an amendment.
    is_frozen: bool


def preview_return(
    session: Session,
    file: BinaryIO,
    *,
    window_code: str,
    now: datetime,
    provider_code: str | None = None,
) -> Preview:
    """Check a return for a window and say what filing it would mean for a provider; writes nothing."""
    window = window_by_code(session, window_code)
    provider = provider_by_code(session, provider_code) if provider_code is not None else None
    if provider is not None:
        refuse_unjudged(session, window, provider)
    rules = rules_of(session, window, today=london_day(now))
    with checking(file, rules) as readable:
        checked = readable.checked
        if provider is None:
            return Preview(checked=checked, changes=None, is_filed_already=False, is_frozen=False)
        before = latest_return(session, window_id=window.id, provider_id=provider.id)
        same = before is not None and before.sha256 == checked.sha256
        changes = changes_since(session, before, readable.file) if before is not None else None
        frozen = frame_of(session, window_id=window.id, provider_id=provider.id) is not None
    return Preview(checked=checked, changes=changes, is_filed_already=same, is_frozen=frozen)


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
