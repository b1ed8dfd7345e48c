"""`outcomes`: the national outcome of each moderated script; a provider's program learns it with the sign-off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshmallow import fields
from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from api.v1.door.answer import Item
from api.v1.door.collection import Collection, Condition, newest, provider_is, window_is
from api.v1.door.fields import Attributes, Moment, code, count
from api.v1.door.viewer import Viewer
from api.v1.sampled import SampledRow, of_qualification, sampled_rows
from moderation.draws.records import Purpose, SampledScript
from moderation.findings.records import Finding
from moderation.marking.records import SettledHow, Settlement
from moderation.people.records import Scope
from moderation.returns.records import Frame, Outcome


class OutcomeAttributes(Attributes):
    """A settled script; `sequence` grows when a later settlement supersedes an earlier one."""

    provider_code = code(required=True)
    window_code = code(required=True)
    script_id = fields.UUID(required=True)
    script_ref = fields.String(required=True)
    qualification = code(required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    provider_mark = count(required=True)
    provider_max_mark = count(required=True)
    provider_outcome = fields.Enum(Outcome, by_value=True, required=True)
    peer_moderated = fields.Boolean(required=True)
    changed_by_peer_moderation = fields.Boolean(required=True)
    national_mark = count(required=True, allow_none=True)
    national_max_mark = count(required=True, allow_none=True)
    national_outcome = fields.Enum(Outcome, by_value=True, required=True)
    overturned = fields.Boolean(required=True)
    how = fields.Enum(SettledHow, by_value=True, required=True)
    sequence = count(required=True)
    settled_at = Moment(required=True)


def _signed_until() -> ColumnElement[datetime]:
    """Return the moment of the newest finding on the frame of a sampled script, null before the first."""
    return (
        select(func.max(Finding.as_at))
        .where(Finding.frame_id == SampledScript.frame_id)
        .correlate(SampledScript)
        .scalar_subquery()
    )


def _rows(viewer: Viewer) -> Select[int]:
    """Select the first settlement of each script: it keeps its place in the list when a later one supersedes it."""
    firsts = (
        select(Settlement.id)
        .join(SampledScript, SampledScript.id == Settlement.sampled_script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .where(Settlement.sequence == 1)
    )
    return firsts if viewer.scope is Scope.DFE else firsts.where(Settlement.settled_at <= _signed_until())


def _changed(since: datetime, viewer: Viewer) -> Condition:
    if viewer.scope is not Scope.DFE:
        # What a provider learns it learns by the sign-off.
        return exists().where(Finding.frame_id == SampledScript.frame_id, Finding.as_at >= since)
    later = aliased(Settlement)
    return exists().where(later.sampled_script_id == Settlement.sampled_script_id, later.settled_at >= since)


def _load(session: Session, keys: Sequence[int], viewer: Viewer) -> list[Item]:
    first = aliased(Settlement)
    statement = (
        select(first.id, first.public_id, first.settled_at, Settlement, _signed_until())
        .join(SampledScript, SampledScript.id == Settlement.sampled_script_id)
        .join(first, and_(first.sampled_script_id == SampledScript.id, first.sequence == 1))
        .where(first.id.in_(keys))
        .order_by(Settlement.sequence)
    )
    if viewer.scope is not Scope.DFE:
        statement = statement.where(Settlement.settled_at <= _signed_until())
    standing = {row[0]: row for row in session.execute(statement)}
    rows = sampled_rows(session, [row[3].sampled_script_id for row in standing.values()])
    items = []
    for key in keys:
        _, public_id, created_at, settlement, signed_at = standing[key]
        learnt_at = settlement.settled_at if viewer.scope is Scope.DFE else newest(settlement.settled_at, signed_at)
        values = _values(rows[settlement.sampled_script_id], settlement)
        items.append(Item(public_id, {**values, "created_at": created_at, "updated_at": learnt_at}))
    return items


def _values(row: SampledRow, settlement: Settlement) -> dict[str, object]:
    result, origin = row.script, row.origin
    return {
        "provider_code": origin.provider_code,
        "window_code": origin.window_code,
        "script_id": result.public_id,
        "script_ref": result.script_ref,
        "qualification": result.qualification,
        "purpose": result.purpose,
        "provider_mark": result.final_mark,
        "provider_max_mark": result.max_mark,
        "provider_outcome": result.outcome,
        "peer_moderated": result.peer_moderated,
        "changed_by_peer_moderation": result.changed_by_peer_moderation,
        "national_mark": settlement.national_mark,
        "national_max_mark": settlement.max_mark,
        "national_outcome": settlement.national_outcome,
        "overturned": settlement.national_outcome is not result.outcome,
        "how": settlement.how,
        "sequence": settlement.sequence,
        "settled_at": settlement.settled_at,
    }


OUTCOMES = Collection(
    kind="outcomes",
    noun="settled outcome",
    attributes=OutcomeAttributes(),
    key=Settlement.id,
    public_id=Settlement.public_id,
    rows=_rows,
    load=_load,
    changed=_changed,
    provider=provider_is(Frame.provider_id),
    window=window_is(Frame.window_id),
    qualification=of_qualification,
)
