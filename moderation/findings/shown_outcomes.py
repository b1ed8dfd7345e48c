"""What somebody is shown of outcomes: the national one of each script; a provider learns it with the sign-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.draws.records import Purpose, SampledScript
from moderation.findings.records import Finding, SampleFinding
from moderation.findings.shown_scripts import signed_since
from moderation.listing.listing import Condition, Listing, newest
from moderation.marking.records import SettledHow, Settlement
from moderation.providers.shown import provider_is
from moderation.returns.records import Frame, Outcome
from moderation.scripts.sampled_rows import SampledRow, of_qualification, sampled_rows
from moderation.windows.shown import window_is


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOutcome:
    """A settled script; `sequence` grows when a later settlement supersedes an earlier one."""

    public_id: UUID
    provider_code: str
    window_code: str
    script_id: UUID
    script_ref: str
    qualification: str
    purpose: Purpose
    provider_mark: int
    provider_max_mark: int
    provider_outcome: Outcome
    peer_moderated: bool
    changed_by_peer_moderation: bool
    national_mark: int | None
    national_max_mark: int | None
    national_outcome: Outcome
    overturned: bool
    how: SettledHow
    sequence: int
    settled_at: datetime
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class _Standing:
    """A script's newest settlement, the identifier of its first, and when its frame was signed off."""

    public_id: UUID
    created_at: datetime
    settlement: Settlement
    signed_at: datetime | None


def _signed_until() -> ColumnElement[datetime]:
    """Return the moment of the newest finding on the frame of a sampled script, null before the first."""
    return (
        select(func.max(Finding.as_at))
        .join(SampleFinding, SampleFinding.finding_id == Finding.id)
        .where(SampleFinding.frame_id == SampledScript.frame_id)
        .correlate(SampledScript)
        .scalar_subquery()
    )


def _rows(actor: Actor) -> Select[int]:
    """Select the first settlement of each script: it keeps its place in the list when a later one supersedes it."""
    firsts = (
        select(Settlement.id)
        .join(SampledScript, SampledScript.id == Settlement.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .where(Settlement.sequence == 1)
    )
    return firsts.where(Settlement.settled_at <= _signed_until()) if actor.is_bound else firsts


def _changed(actor: Actor, since: datetime) -> Condition:
    if actor.is_bound:
        # What a provider learns it learns by the sign-off.
        return signed_since(since)
    later = aliased(Settlement)
    return exists().where(later.sampled_script_id == Settlement.sampled_script_id, later.settled_at >= since)


def _load(session: Session, actor: Actor, keys: Sequence[int]) -> dict[int, ShownOutcome]:
    standing = _standing(session, actor, keys)
    rows = sampled_rows(session, [each.settlement.sampled_script_id for each in standing.values()])
    return {
        key: _shown(each, rows[each.settlement.sampled_script_id], by_sign_off=actor.is_bound)
        for key, each in standing.items()
    }


def _standing(session: Session, actor: Actor, keys: Sequence[int]) -> dict[int, _Standing]:
    first = aliased(Settlement)
    statement = (
        select(first.id, first.public_id, first.settled_at, Settlement, _signed_until())
        .join(SampledScript, SampledScript.id == Settlement.sampled_script_id)
        .join(first, and_(first.sampled_script_id == SampledScript.id, first.sequence == 1))
        .where(first.id.in_(keys))
        .order_by(Settlement.sequence)
    )
    if actor.is_bound:
        statement = statement.where(Settlement.settled_at <= _signed_until())
    return {row[0]: _Standing(*row[1:]) for row in session.execute(statement)}


def _shown(standing: _Standing, row: SampledRow, *, by_sign_off: bool) -> ShownOutcome:
    result, origin, settlement = row.script, row.origin, standing.settlement
    return ShownOutcome(
        public_id=standing.public_id,
        provider_code=origin.provider_code,
        window_code=origin.window_code,
        script_id=result.public_id,
        script_ref=result.script_ref,
        qualification=result.qualification,
        purpose=result.purpose,
        provider_mark=result.final_mark,
        provider_max_mark=result.max_mark,
        provider_outcome=result.outcome,
        peer_moderated=result.peer_moderated,
        changed_by_peer_moderation=result.changed_by_peer_moderation,
        national_mark=settlement.national_mark,
        national_max_mark=settlement.max_mark,
        national_outcome=settlement.national_outcome,
        overturned=settlement.national_outcome is not result.outcome,
        how=settlement.how,
        sequence=settlement.sequence,
        settled_at=settlement.settled_at,
        created_at=standing.created_at,
        updated_at=newest(settlement.settled_at, standing.signed_at) if by_sign_off else settlement.settled_at,
    )


OUTCOMES = Listing(
    noun="settled outcome",
    permissions=(Permission.SEE_RECORDS,),
    key=Settlement.id,
    public_id=Settlement.public_id,
    rows=_rows,
    load=_load,
    changed=_changed,
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
    qualification=of_qualification,
)
