"""Counts what became of a sample; pure, so that every figure is counted in one place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from moderation.draws.records import Purpose
from moderation.returns.records import Outcome
from sampling.agreement import PeerModeration
from sampling.rule import Counts
from sampling.told import Told, told

Key = TypeVar("Key", bound=Hashable)


class CountsAs(Told):
    """How the metric counts a sampled script: each is exactly one of the four."""

    MODERATED = told("moderated", "Moderated", "A national outcome is settled.")
    PENDING = told("pending", "Pending", "No national outcome is settled yet.")
    MISSING = told("missing", "Missing", "The provider did not supply the script; it stays in the count.")
    EXCLUDED = told("excluded", "Excluded", "The script left the sample.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A count of sampled scripts of one frame that are equal in every counted attribute."""

    frame_id: int
    purpose: Purpose
    qualification: str
    peer_moderation: PeerModeration
    provider_outcome: Outcome
    counts_as: CountsAs
    national_outcome: Outcome | None
    count: int

    @property
    def is_overturned(self) -> bool:
        """Tell whether the national outcome differs from the provider's: computed, never clicked."""
        return self.counts_as is CountsAs.MODERATED and self.national_outcome is not self.provider_outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of a sample, or of a part of it."""

    moderated: int = 0
    pending: int = 0
    missing: int = 0
    excluded: int = 0
    pass_to_fail: int = 0
    fail_to_pass: int = 0

    @property
    def overturned(self) -> int:
        """The overturns in both directions."""
        return self.pass_to_fail + self.fail_to_pass

    @property
    def sample(self) -> int:
        """The denominator of the metric: excluded scripts have left it."""
        return self.moderated + self.pending + self.missing

    def counts(self, scripts: int) -> Counts:
        """Return the counts that the rule takes, for a frame of so many scripts."""
        return Counts(
            scripts=scripts,
            moderated=self.moderated,
            overturned=self.overturned,
            pending=self.pending,
            missing=self.missing,
        )


def tally(cells: Iterable[Cell]) -> Tally:
    """Count cells together."""
    counted = dict.fromkeys(CountsAs, 0)
    overturned = dict.fromkeys(Outcome, 0)
    for cell in cells:
        counted[cell.counts_as] += cell.count
        if cell.is_overturned:
            overturned[cell.provider_outcome] += cell.count
    return Tally(
        moderated=counted[CountsAs.MODERATED],
        pending=counted[CountsAs.PENDING],
        missing=counted[CountsAs.MISSING],
        excluded=counted[CountsAs.EXCLUDED],
        pass_to_fail=overturned[Outcome.PASS],
        fail_to_pass=overturned[Outcome.FAIL],
    )


def tallies(cells: Iterable[Cell], by: Callable[[Cell], Key]) -> dict[Key, Tally]:
    """Count cells by group; a function gives the group of each."""
    parts: dict[Key, list[Cell]] = {}
    for cell in cells:
        parts.setdefault(by(cell), []).append(cell)
    return {key: tally(part) for key, part in parts.items()}


def peer_moderation_of(*, peer_moderated: bool, changed: bool) -> PeerModeration:
    """Name what peer moderation did to a mark (source 000, Annex A, metric 5)."""
    if not peer_moderated:
        return PeerModeration.NOT_PEER_MODERATED
    return PeerModeration.CHANGED if changed else PeerModeration.UNCHANGED
