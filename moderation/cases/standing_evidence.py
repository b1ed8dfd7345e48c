"""Separates a case's current evidence from outdated: the newest of each record that still says so; notes always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.cases.gathering import Found, steady_records
from moderation.cases.records import Case, Evidence, EvidenceKind, Ground

Key = tuple[EvidenceKind, Ground | None, str | None]


@dataclass(frozen=True, slots=True)
class Held:
    """The evidence of a case that holds, and what was gathered earlier and no longer does, each oldest first."""

    holding: tuple[Evidence, ...]
    no_longer: tuple[Evidence, ...]


def held_by(session: Session, case: Case) -> Held:
    """Return the evidence of a case, apart by whether the records still say it."""
    gathered = list(session.scalars(select(Evidence).where(Evidence.case_id == case.id).order_by(Evidence.id)))
    newest = {_key(each): each.id for each in gathered}
    spoken = {(each.kind, each.ground, str(each.source_id)) for each in steady_records(session, case.provider_id)}

    def holds(evidence: Evidence) -> bool:
        if evidence.source_id is None:
            return True
        # An action that a notice requires never falls silent: its newest word is its word.
        speaks = evidence.kind is EvidenceKind.REMEDIAL_ACTION or _key(evidence) in spoken
        return speaks and newest[_key(evidence)] == evidence.id

    return Held(
        holding=tuple(each for each in gathered if holds(each)),
        no_longer=tuple(each for each in gathered if not holds(each)),
    )


def not_yet_held(held: Held, found: Iterable[Found]) -> list[Found]:
    """Return what the records say now and the case does not hold as they say it."""
    said = {_key(each): (each.side, each.facts) for each in held.holding}
    return [
        each for each in found if said.get((each.kind, each.ground, str(each.source_id))) != (each.side, each.facts)
    ]


def _key(evidence: Evidence) -> Key:
    return evidence.kind, evidence.ground, evidence.source_id
