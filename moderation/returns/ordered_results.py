"""The results of a frame in the order of their positions: script references in the order of their bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

# Plain text as the canonical form writes it, straight from the driver: a frame may hold a million results.
CANONICAL_COLUMNS = (
    "script_ref, qualification, final_mark, max_mark, outcome, "
    "CASE WHEN peer_moderated THEN 'yes' ELSE 'no' END, "
    "CASE WHEN changed_by_peer_moderation THEN 'yes' ELSE 'no' END"
)
IN_ORDER = "FROM results WHERE return_id = :return_id AND status = 'final' ORDER BY script_ref"
CANONICAL = text(f"SELECT {CANONICAL_COLUMNS} {IN_ORDER}")
WITH_ROWS = text(f"SELECT {CANONICAL_COLUMNS}, row {IN_ORDER}")
COMPARED = text(
    "SELECT script_ref, participant_ref, assessed_on, qualification, attempt, status, final_mark, max_mark, outcome, "
    "peer_moderated, changed_by_peer_moderation, borderline FROM results WHERE return_id = :return_id"
)
AT_A_TIME = 10_000


def canonical_results(session: Session, return_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield the final results of a return in the order of their positions, as a frame writes them."""
    return streamed(session, CANONICAL, return_id)


def canonical_results_with_rows(session: Session, return_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield the same, each result followed by the number of its row in the return."""
    return streamed(session, WITH_ROWS, return_id)


def compared_results(session: Session, return_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield all results of a return in no order, as they are compared with those of another file."""
    return streamed(session, COMPARED, return_id)


def streamed(session: Session, statement: TextClause, return_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement on one return, a block at a time, in memory that does not grow with it."""
    options = {"stream_results": True, "yield_per": AT_A_TIME}
    found = session.connection().execute(statement, {"return_id": return_id}, execution_options=options)
    # Of what size, SQLite must be told again: it would fetch row by row.
    for block in found.partitions(AT_A_TIME):
        yield from map(tuple, block)
