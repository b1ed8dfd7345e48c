"""What of a figure the public sees: the metric always, with its counts; what is volunteered beyond it with care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moderation.findings.figure import Figure, Json
from moderation.windows.policy import Policy

Counts = Mapping[str, int]


def public_json(figure: Figure, policy: Policy) -> Json:
    """Return a figure for the public: counts of fewer scripts than the policy allows are null, few are marked so.

    The metric itself is never suppressed, since the provider must publish it (source 000, Annex A, metric 5).
    """
    overturned = figure.answer["overturned_count"]
    shown: Json = figure.as_json()
    shown["direction"] = _guarded({"direction": figure.direction}, {"direction": overturned}, policy)["direction"]
    bases = {kind: counts["moderated_count"] for kind, counts in figure.peer_moderation.items()}
    shown["peer_moderation"] = _guarded(figure.peer_moderation, bases, policy)
    return shown


def suppressed(bases: Mapping[str, int], *, under: int) -> set[str]:
    """Return which parts of a whole are suppressed: the small ones, and more until their sum is not small.

    The whole is known, so the sum of the suppressed parts can be computed from the shown ones.

    >>> sorted(suppressed({"changed": 3, "unchanged": 9, "not_peer_moderated": 40}, under=6))
    ['changed', 'unchanged']
    >>> sorted(suppressed({"changed": 2, "unchanged": 3, "not_peer_moderated": 15}, under=6))
    ['changed', 'not_peer_moderated', 'unchanged']
    """
    by_size = sorted(bases, key=lambda part: (bases[part], part))
    withheld = [part for part in by_size if bases[part] < under]
    shown = by_size[len(withheld) :]
    while withheld and shown and (len(withheld) == 1 or sum(bases[part] for part in withheld) < under):
        withheld.append(shown.pop(0))
    return set(withheld)


def _guarded(parts: Mapping[str, Counts], bases: Mapping[str, int], policy: Policy) -> dict[str, Any]:
    withheld = suppressed(bases, under=policy.suppression_under)
    return {
        part: {
            **{name: None if part in withheld else count for name, count in counts.items()},
            "suppressed": part in withheld,
            "low_reliability": bases[part] < policy.low_reliability_under,
        }
        for part, counts in parts.items()
    }
