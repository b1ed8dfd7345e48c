"""A figure as it leaves the room: the answer of `sampling accuracy`, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from moderation.findings.tally import Cell, Tally, tallies, tally
from moderation.windows.policy import Policy
from sampling.accuracy import assess
from sampling.agreement import PeerModeration
from sampling.ratio import Ratio

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A provider's accuracy as at a moment; `answer` holds the fields of `accuracy --json`, rates lie in [0, 1].

    Without `signed_off_at` nobody has signed it yet. `frame_id` stays the same for every moment.
    """

    provider_code: str
    provider_name: str
    window_code: str
    qualification: str | None = None
    answer: Mapping[str, Any]
    excluded_count: int
    direction: Mapping[str, int]
    peer_moderation: Mapping[str, Mapping[str, int]]
    sampling_rate: Ratio
    late: bool
    policy_version: str
    as_at: datetime
    signed_off_at: datetime | None
    published_at: datetime | None
    frame_id: UUID
    finding_id: UUID | None

    def as_json(self) -> Json:
        """Return the figure in the fields that every door prints."""
        return {
            "provider_code": self.provider_code,
            "window_code": self.window_code,
            "qualification": self.qualification,
            **self.answer,
            "sampling_rate": self.sampling_rate.numerator / self.sampling_rate.denominator,
            "late": self.late,
            "policy_version": self.policy_version,
            "as_at": moment_json(self.as_at),
            "signed_off_at": moment_json(self.signed_off_at),
            "published_at": moment_json(self.published_at),
            "direction": dict(self.direction),
            "peer_moderation": {kind: dict(counts) for kind, counts in self.peer_moderation.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What is computed of a sample, and kept with a finding word for word."""

    answer: Mapping[str, Any]
    direction: Mapping[str, int]
    peer_moderation: Mapping[str, Mapping[str, int]]

    def as_json(self) -> Json:
        """Return what a finding keeps."""
        return {
            "answer": dict(self.answer),
            "direction": dict(self.direction),
            "peer_moderation": {kind: dict(counts) for kind, counts in self.peer_moderation.items()},
        }


def compute(cells: list[Cell], *, scripts: int, policy: Policy) -> Computed:
    """Compute the figure of the metric sample of a frame of so many scripts."""
    whole = tally(cells)
    found = assess(whole.counts(scripts), confidence=policy.confidence, threshold=policy.overturn_threshold)
    apart = tallies(cells, lambda cell: cell.peer_moderation)
    return Computed(
        answer=MappingProxyType(found.as_json()),
        direction=MappingProxyType(direction_of(whole)),
        peer_moderation=MappingProxyType(
            {
                kind.value: MappingProxyType(_peer_counts(apart.get(kind, Tally())))
                for kind in (PeerModeration.CHANGED, PeerModeration.UNCHANGED, PeerModeration.NOT_PEER_MODERATED)
            }
        ),
    )


def direction_of(counted: Tally) -> dict[str, int]:
    """Return which way the overturns went."""
    return {"pass_to_fail_count": counted.pass_to_fail, "fail_to_pass_count": counted.fail_to_pass}


def moment_json(moment: datetime | None) -> str | None:
    """Write an instant as JSON does: to the microsecond where there is any, so that it can be asked for again.

    >>> moment_json(datetime(2026, 6, 22, 9, 30, tzinfo=UTC))
    '2026-06-22T09:30:00Z'
    """
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _peer_counts(counted: Tally) -> dict[str, int]:
    return {"moderated_count": counted.moderated, "overturned_count": counted.overturned}
