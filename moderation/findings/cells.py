"""Counts sampled scripts as at a moment, reading the sample's rows alone and not all stored results."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, literal, select
from sqlalchemy.orm import Session

from moderation.draws.records import Draw, SampledScript
from moderation.findings.tally import Cell, CountsAs, peer_moderation_of
from moderation.marking.records import Settlement
from moderation.returns.records import Frame, Outcome, Result
from moderation.scripts.records import ScriptEvent, ScriptEventKind
from sampling.agreement import PeerModeration

END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)
# SQLite takes 32,766 values in a statement; a window has at most some hundred frames.
MOST_FRAMES = 10_000

# A script is missing from the day it is declared so, until it is supplied after all, or asked for anew.
ARRIVALS = (
    ScriptEventKind.SUPPLIED,
    ScriptEventKind.DECLARED_MISSING,
    ScriptEventKind.RETURNED,
    ScriptEventKind.RECEIPT_TAKEN_BACK,
)


def cells_of(session: Session, frame_ids: Collection[int], *, as_at: datetime = END_OF_TIME) -> list[Cell]:
    """Return the sampled scripts of some frames as at a moment, grouped and counted."""
    wanted = sorted(frame_ids)
    return [
        _cell(row)
        for start in range(0, len(wanted), MOST_FRAMES)
        for row in session.execute(_counted(), {"frame_ids": wanted[start : start + MOST_FRAMES], "as_at": as_at})
    ]


def frame_counts(session: Session, frames: Iterable[Frame]) -> dict[int, dict[tuple[str, PeerModeration], int]]:
    """Count the scripts of frames, by their numbers, by qualification and peer moderation, for a sign-off."""
    frame_of = {frame.return_id: frame.id for frame in frames}
    keys = (Result.return_id, Result.qualification, Result.peer_moderated, Result.changed_by_peer_moderation)
    statement = (
        select(*keys, func.count()).where(Result.return_id.in_(frame_of), Result.outcome.is_not(None)).group_by(*keys)
    )
    counted: dict[int, dict[tuple[str, PeerModeration], int]] = {number: {} for number in frame_of.values()}
    for return_id, qualification, moderated, changed, count in session.execute(statement):
        kind = peer_moderation_of(peer_moderated=moderated, changed=changed)
        counted[frame_of[return_id]][qualification, kind] = count
    return counted


def _scripts() -> Select[*tuple[Any, ...]]:
    """Select each sampled script with what it was at a moment."""
    outcome = (
        select(Settlement.national_outcome)
        .where(Settlement.sampled_script_id == SampledScript.id, Settlement.settled_at <= bindparam("as_at"))
        .order_by(Settlement.sequence.desc())
        .limit(1)
        .correlate(SampledScript)
        .scalar_subquery()
    )
    arrival = (
        select(ScriptEvent.kind)
        .where(_happened(), ScriptEvent.kind.in_(ARRIVALS))
        .order_by(ScriptEvent.id.desc())
        .limit(1)
        .correlate(SampledScript)
        .scalar_subquery()
    )
    excluded = (
        select(literal(1))
        .where(_happened(), ScriptEvent.kind == ScriptEventKind.EXCLUSION_APPROVED)
        .correlate(SampledScript)
        .exists()
    )
    return (
        select(
            SampledScript.frame_id,
            SampledScript.purpose,
            Result.qualification,
            Result.peer_moderated,
            Result.changed_by_peer_moderation.label("changed"),
            Result.outcome.label("provider_outcome"),
            outcome.label("national_outcome"),
            arrival.label("arrival"),
            excluded.label("excluded"),
        )
        .join(Draw, Draw.id == SampledScript.draw_id)
        .join(Result, and_(Result.return_id == SampledScript.return_id, Result.row == SampledScript.row))
        .where(SampledScript.frame_id.in_(bindparam("frame_ids", expanding=True)), Draw.drawn_at <= bindparam("as_at"))
    )


def _happened() -> ColumnElement[bool]:
    return and_(ScriptEvent.sampled_script_id == SampledScript.id, ScriptEvent.recorded_at <= bindparam("as_at"))


@cache
def _counted() -> Select[*tuple[Any, ...]]:
    """Put the question together, once: that costs more than its answer."""
    each = _scripts().subquery()
    # Exclusion comes first and leaves the denominator; an outcome counts even where a file came late.
    counts_as = case(
        (each.c.excluded, literal(CountsAs.EXCLUDED.value)),
        (each.c.national_outcome.is_not(None), literal(CountsAs.MODERATED.value)),
        (each.c.arrival == ScriptEventKind.DECLARED_MISSING, literal(CountsAs.MISSING.value)),
        else_=literal(CountsAs.PENDING.value),
    ).label("counts_as")
    keys = (
        each.c.frame_id,
        each.c.purpose,
        each.c.qualification,
        each.c.peer_moderated,
        each.c.changed,
        each.c.provider_outcome,
        each.c.national_outcome,
        counts_as,
    )
    return select(*keys, func.count().label("scripts")).group_by(*keys)


def _cell(row: Row[*tuple[Any, ...]]) -> Cell:
    counts_as = CountsAs(row.counts_as)
    moderated = counts_as is CountsAs.MODERATED
    return Cell(
        frame_id=row.frame_id,
        purpose=row.purpose,
        qualification=row.qualification,
        peer_moderation=peer_moderation_of(peer_moderated=row.peer_moderated, changed=row.changed),
        provider_outcome=Outcome(row.provider_outcome),
        counts_as=counts_as,
        national_outcome=Outcome(row.national_outcome) if moderated else None,
        count=row.scripts,
    )
