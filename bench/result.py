"""What one measurement found, and whether that is what was wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Result:
    """A median in its unit beside that of a named baseline, and the most that is wanted of either or of their ratio.

    A result without a limit is information only.
    """

    name: str
    ours: float
    unit: str
    baseline: float | None = None
    baseline_name: str = ""
    most: float | None = None
    most_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours over the baseline: below 1 is better than it."""
        return None if self.baseline is None else self.ours / self.baseline

    @property
    def holds(self) -> bool | None:
        """Whether every limit holds; none where there is no limit."""
        kept = []
        if self.most is not None:
            kept.append(self.ours <= self.most)
        if self.most_ratio is not None and self.ratio is not None:
            kept.append(self.ratio <= self.most_ratio)
        return all(kept) if kept else None

    def without_limit(self) -> Result:
        """Return the same measurement as information only."""
        return replace(self, most=None, most_ratio=None)
