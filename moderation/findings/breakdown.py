"""Breaks a finding down by qualification and by peer moderation; these are looks within it, never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.findings.figure import Figure, direction_of
from moderation.findings.records import Dimension, Finding, FindingBreakdown
from moderation.findings.tally import Cell, Tally, tallies
from moderation.windows.policy import Policy, policy_in
from moderation.windows.policy_records import PolicyVersion
from sampling.accuracy import assess
from sampling.agreement import PeerModeration

FrameCounts = Mapping[tuple[str, PeerModeration], int]


def breakdown_rows(finding_id: int, cells: list[Cell], *, frame: FrameCounts) -> list[FindingBreakdown]:
    """Return a finding's breakdowns: one for everything that is in the frame, whether it was sampled or not."""
    by_qualification: Counter[str] = Counter()
    by_kind: Counter[str] = Counter(dict.fromkeys((kind.value for kind in PeerModeration), 0))
    for (qualification, kind), count in frame.items():
        by_qualification[qualification] += count
        by_kind[kind.value] += count
    sampled = {
        Dimension.QUALIFICATION: tallies(cells, lambda cell: cell.qualification),
        Dimension.PEER_MODERATION: tallies(cells, lambda cell: cell.peer_moderation.value),
    }
    return [
        _row(finding_id, dimension, value=value, scripts=scripts, found=sampled[dimension].get(value, Tally()))
        for dimension, counted in (
            (Dimension.QUALIFICATION, by_qualification),
            (Dimension.PEER_MODERATION, by_kind),
        )
        for value, scripts in sorted(counted.items())
    ]


def breakdowns_of(session: Session, finding_id: UUID) -> tuple[FindingBreakdown, ...]:
    """Return the breakdowns of a finding, those by peer moderation first."""
    statement = (
        select(FindingBreakdown)
        .join(Finding, Finding.id == FindingBreakdown.finding_id)
        .where(Finding.public_id == finding_id)
        .order_by(FindingBreakdown.dimension, FindingBreakdown.value)
    )
    return tuple(session.scalars(statement))


def by_qualification(session: Session, figure: Figure) -> tuple[Figure, ...]:
    """Return a signed figure's breakdown by qualification, as figures of their own; none where nobody signed."""
    return all_by_qualification(session, [figure])


def all_by_qualification(session: Session, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the breakdowns by qualification of all signed figures among some, in the order of the figures.

    Within a qualification the sampled scripts are a random sample of its scripts, so the same arithmetic holds. Peer
    moderation is not broken down further, so those fields are empty.
    """
    signed = {figure.finding_id: figure for figure in figures if figure.finding_id is not None}
    labels = {figure.policy_version for figure in signed.values()}
    versions = session.scalars(select(PolicyVersion).where(PolicyVersion.label.in_(labels))).all()
    policies = {version.label: policy_in(session, version) for version in versions}
    statement = (
        select(Finding.public_id, FindingBreakdown)
        .join(FindingBreakdown, FindingBreakdown.finding_id == Finding.id)
        .where(Finding.public_id.in_(signed), FindingBreakdown.dimension == Dimension.QUALIFICATION)
        .order_by(FindingBreakdown.value)
    )
    parts: dict[UUID, list[Figure]] = {finding_id: [] for finding_id in signed}
    for finding_id, row in session.execute(statement):
        figure = signed[finding_id]
        parts[finding_id].append(_part(figure, row, policies[figure.policy_version]))
    return tuple(part for found in parts.values() for part in found)


def _part(figure: Figure, row: FindingBreakdown, policy: Policy) -> Figure:
    found = _tally(row)
    counts = found.counts(row.scripts_count)
    answer = assess(counts, confidence=policy.confidence, threshold=policy.overturn_threshold).as_json()
    answer["sentence"] = f"{row.value} alone, a look within the figure and no verdict: {answer['sentence']}"
    return replace(
        figure,
        qualification=row.value,
        answer=MappingProxyType(answer),
        excluded_count=found.excluded,
        direction=MappingProxyType(direction_of(found)),
        peer_moderation=MappingProxyType({}),
    )


def _row(finding_id: int, dimension: Dimension, *, value: str, scripts: int, found: Tally) -> FindingBreakdown:
    return FindingBreakdown(
        finding_id=finding_id,
        dimension=dimension,
        value=value,
        scripts_count=scripts,
        moderated_count=found.moderated,
        missing_count=found.missing,
        excluded_count=found.excluded,
        pass_to_fail_count=found.pass_to_fail,
        fail_to_pass_count=found.fail_to_pass,
    )


def _tally(row: FindingBreakdown) -> Tally:
    return Tally(
        moderated=row.moderated_count,
        missing=row.missing_count,
        excluded=row.excluded_count,
        pass_to_fail=row.pass_to_fail_count,
        fail_to_pass=row.fail_to_pass_count,
    )
