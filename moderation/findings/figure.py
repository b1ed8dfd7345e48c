"""A figure: the answer of `sampling accuracy`, and the counts and dates beside it."""

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
from sampling.rule import Counts

Json = dict[str, Any]

# The one order in which every door prints a figure; what a finding keeps is sorted by name.
_EXAMPLE = assess(Counts(scripts=1, moderated=1, overturned=0)).as_json()
ANSWER, INTERVAL = tuple(_EXAMPLE), tuple(_EXAMPLE["interval"])
DIRECTION = ("pass_to_fail_count", "fail_to_pass_count")
PEER_MODERATION = (PeerModeration.CHANGED, PeerModeration.UNCHANGED, PeerModeration.NOT_PEER_MODERATED)
PEER_COUNTS = ("moderated_count", "overturned_count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A provider's accuracy as at a moment; `answer` is that of `sampling.accuracy`, rates lie in [0, 1].

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
            **_in_order(self.answer, ANSWER),
            "interval": self.answer["interval"] and _in_order(self.answer["interval"], INTERVAL),
            "excluded_count": self.excluded_count,
            "sampling_rate": self.sampling_rate.numerator / self.sampling_rate.denominator,
            "late": self.late,
            "policy_version": self.policy_version,
            "as_at": moment_json(self.as_at),
            "signed_off_at": moment_json(self.signed_off_at),
            "published_at": moment_json(self.published_at),
            "direction": _in_order(self.direction, DIRECTION),
            "peer_moderation": {
                kind.value: _in_order(self.peer_moderation[kind.value], PEER_COUNTS)
                for kind in PEER_MODERATION
                if kind.value in self.peer_moderation
            },
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
            {kind.value: MappingProxyType(_peer_counts(apart.get(kind, Tally()))) for kind in PEER_MODERATION}
        ),
    )


def direction_of(counted: Tally) -> dict[str, int]:
    """Return which way the overturns went."""
    return dict(zip(DIRECTION, (counted.pass_to_fail, counted.fail_to_pass), strict=True))


def moment_json(moment: datetime | None) -> str | None:
    """Write an instant as JSON does: to the microsecond where there is any, so that it can be asked for again.

    >>> moment_json(datetime(2026, 6, 22, 9, 30, tzinfo=UTC))
    '2026-06-22T09:30:00Z'
    """
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _in_order(values: Mapping[str, Any], names: tuple[str, ...]) -> Json:
    return {name: values[name] for name in names}


def _peer_counts(counted: Tally) -> dict[str, int]:
    return dict(zip(PEER_COUNTS, (counted.moderated, counted.overturned), strict=True))
