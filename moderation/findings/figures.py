"""Finds figures as at any moment: the finding in force then, else the counts of the sample then."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from moderation.audit.newest import newest_moment_in
from moderation.draws.records import Draw, Purpose
from moderation.findings.cells import END_OF_TIME, cells_of
from moderation.findings.figure import Figure, compute
from moderation.findings.records import Finding, Publication, on_frame
from moderation.findings.tally import Cell, tally
from moderation.providers.records import Provider, provider_by_code
from moderation.returns.records import Frame
from moderation.windows.policy import Policy, policy_of
from moderation.windows.policy_records import PolicyVersion
from moderation.windows.records import Window, window_by_code
from sampling.ratio import Ratio

Question = Select[*tuple[Any, ...]]


def figures(
    session: Session,
    *,
    window_code: str | None = None,
    provider_code: str | None = None,
    as_at: datetime | None = None,
    now: datetime | None = None,
) -> tuple[Figure, ...]:
    """Return the figure of every drawn frame, or of those of one window or provider, as at a moment or by now.

    A figure rests on the last finding signed by then, or, before any sign-off, on the counts of that moment. A moment
    in the future is taken for now; now is the time of the last act unless it is given.
    """
    if as_at is not None and now is not None:
        as_at = min(as_at, now)
    until = END_OF_TIME if as_at is None else as_at
    scope = _scope(session, window_code=window_code, provider_code=provider_code)
    signed = session.execute(_signed(**scope.given), {**scope.values, "until": until})
    moment = as_at or now or newest_moment_in(session)
    # Where nothing ever happened nothing was drawn.
    live = _live_figures(session, scope, until=until, as_at=moment) if moment else []
    return _in_order([*map(_from_finding, signed), *live])


def published_figures(session: Session, *, window_code: str | None = None) -> tuple[Figure, ...]:
    """Return the published figures: of each frame the last published finding, even where a later one is signed."""
    scope = _scope(session, window_code=window_code, provider_code=None)
    published = session.execute(_published(**scope.given), {**scope.values, "until": END_OF_TIME})
    return _in_order(map(_from_finding, published))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What was asked for: one window, one provider, both or all."""

    values: dict[str, int]

    @property
    def given(self) -> dict[str, bool]:
        """Which conditions a question needs."""
        return {"by_window": "window_id" in self.values, "by_provider": "provider_id" in self.values}


def _scope(session: Session, *, window_code: str | None, provider_code: str | None) -> _Scope:
    values = {}
    if window_code is not None:
        values["window_id"] = window_by_code(session, window_code).id
    if provider_code is not None:
        values["provider_id"] = provider_by_code(session, provider_code).id
    return _Scope(values)


# Questions are put together once: that costs more than their answers.


@cache
def _signed(*, by_window: bool, by_provider: bool) -> Question:
    later = aliased(Finding)
    superseded = exists().where(later.supersedes_id == Finding.id, later.as_at <= bindparam("until"))
    statement = _findings().where(Finding.as_at <= bindparam("until"), ~superseded)
    return statement.where(*_within(Finding, by_window=by_window, by_provider=by_provider))


@cache
def _published(*, by_window: bool, by_provider: bool) -> Question:
    later, its = aliased(Finding), aliased(Publication)
    newer = exists().where(
        later.provider_id == Finding.provider_id,
        later.window_id == Finding.window_id,
        later.metric == Finding.metric,
        later.version > Finding.version,
        its.finding_id == later.id,
    )
    statement = _findings().where(Publication.id.is_not(None), ~newer)
    return statement.where(*_within(Finding, by_window=by_window, by_provider=by_provider))


@cache
def _live(*, by_window: bool, by_provider: bool) -> Question:
    signed = exists().where(on_frame(), Finding.as_at <= bindparam("until"))
    statement = (
        select(Frame, Provider, Window)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .join(Draw, and_(Draw.frame_id == Frame.id, Draw.number == 1))
        .where(Draw.drawn_at <= bindparam("until"), ~signed)
    )
    return statement.where(*_within(Frame, by_window=by_window, by_provider=by_provider))


def _within(record: type[Finding | Frame], *, by_window: bool, by_provider: bool) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if by_window:
        conditions.append(record.window_id == bindparam("window_id"))
    if by_provider:
        conditions.append(record.provider_id == bindparam("provider_id"))
    return conditions


def _findings() -> Question:
    """Select findings with their frame and publication; a publication after the moment is left out."""
    published = and_(Publication.finding_id == Finding.id, Publication.published_at <= bindparam("until"))
    return (
        select(
            Finding,
            Provider.code.label("provider_code"),
            Provider.name.label("provider_name"),
            Window.code.label("window_code"),
            Frame.public_id.label("frame_id"),
            Frame.late.label("late"),
            PolicyVersion.label.label("policy_version"),
            Publication.published_at.label("published_at"),
        )
        .join(Frame, on_frame())
        .join(Provider, Provider.id == Finding.provider_id)
        .join(Window, Window.id == Finding.window_id)
        .join(PolicyVersion, PolicyVersion.id == Finding.policy_version_id)
        .outerjoin(Publication, published)
    )


def _from_finding(row: Row[Any]) -> Figure:
    finding: Finding = row.Finding
    kept = json.loads(finding.figure)
    return Figure(
        provider_code=row.provider_code,
        provider_name=row.provider_name,
        window_code=row.window_code,
        answer=MappingProxyType(kept["answer"]),
        excluded_count=finding.sample.excluded_count,
        direction=MappingProxyType(kept["direction"]),
        peer_moderation=MappingProxyType(kept["peer_moderation"]),
        sampling_rate=Ratio(finding.sample.rate_numerator, finding.sample.rate_denominator),
        late=row.late,
        policy_version=row.policy_version,
        as_at=finding.as_at,
        signed_off_at=finding.as_at,
        published_at=row.published_at,
        frame_id=row.frame_id,
        finding_id=finding.public_id,
    )


def _live_figures(session: Session, scope: _Scope, *, until: datetime, as_at: datetime) -> list[Figure]:
    found = session.execute(_live(**scope.given), {**scope.values, "until": until})
    rows = [(frame, provider, window) for frame, provider, window in found]
    if not rows:
        return []
    apart: dict[int, list[Cell]] = {frame.id: [] for frame, _, _ in rows}
    for cell in cells_of(session, apart.keys(), as_at=until):
        if cell.purpose is Purpose.METRIC:
            apart[cell.frame_id].append(cell)
    policies = {window.id: policy_of(session, window) for window in {window.id: window for *_, window in rows}.values()}
    return [
        _from_sample(frame, provider, window=window, cells=apart[frame.id], policy=policies[window.id], as_at=as_at)
        for frame, provider, window in rows
    ]


def _from_sample(
    frame: Frame, provider: Provider, *, window: Window, cells: list[Cell], policy: Policy, as_at: datetime
) -> Figure:
    computed = compute(cells, scripts=frame.scripts_count, policy=policy)
    return Figure(
        provider_code=provider.code,
        provider_name=provider.name,
        window_code=window.code,
        answer=computed.answer,
        excluded_count=tally(cells).excluded,
        direction=computed.direction,
        peer_moderation=computed.peer_moderation,
        sampling_rate=policy.sample_rate,
        late=frame.late,
        policy_version=policy.version_label,
        as_at=as_at,
        signed_off_at=None,
        published_at=None,
        frame_id=frame.public_id,
        finding_id=None,
    )


def _in_order(found: Iterable[Figure]) -> tuple[Figure, ...]:
    # Codes are ASCII, so this is their order in bytes on every machine.
    return tuple(sorted(found, key=lambda figure: (figure.window_code, figure.provider_code)))
