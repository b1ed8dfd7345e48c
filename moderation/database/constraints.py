"""What each named constraint means to a person: filled by the stages, read where the database refuses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sentence for a violated constraint, and the input to blame for it."""

    field: str | None
    sentence: str


_EXPLANATIONS: dict[str, Explanation] = {}


def explain(constraint: str, *, sentence: str, field: str | None = None) -> None:
    """Say what it means when a constraint is violated."""
    _EXPLANATIONS[constraint] = Explanation(field=field, sentence=sentence)


def sentence_for(constraint: str | None) -> Explanation:
    """Return what a violated constraint means; one that nobody explained still gives a plain sentence."""
    known = _EXPLANATIONS.get(constraint or "")
    if known is not None:
        return known
    named = f" ({constraint})" if constraint else ""
    return Explanation(
        field=None,
        sentence=f"This disagrees with what is recorded already{named}. Nothing was changed.",
    )


def explained() -> frozenset[str]:
    """Return the names of all constraints that have a sentence."""
    return frozenset(_EXPLANATIONS)
