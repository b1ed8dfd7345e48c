"""What somebody who decides is shown of a case: its evidence by ground, its actions and its words; no conclusion."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require
from moderation.access.permissions import Permission
from moderation.cases.case_file import Weighed, case_file
from moderation.cases.records import Evidence, EvidenceKind, Ground, Side
from moderation.cases.remedies import ActionStanding
from moderation.cases.remedy_records import Verdict
from moderation.cases.shown import CASES, ShownCase


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvidence:
    """A piece of evidence; the case file holds its text, if any, under `words_id`."""

    kind: EvidenceKind
    side: Side
    facts: Mapping[str, Any]
    gathered_at: datetime
    words_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGround:
    """The evidence on one ground, or on the case as a whole where there is none."""

    ground: Ground | None
    sentence: str
    supporting: tuple[ShownEvidence, ...]
    opposing: tuple[ShownEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAction:
    """A remedial action of a notice; `said` names what was shown for it and judged of it, oldest first."""

    public_id: UUID
    due_on: date
    evidence_count: int
    first_shown_at: datetime | None
    days_late: int | None
    verdict: Verdict | None
    said: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCaseFile:
    """A case with all that it holds; `words` has what was written in it by the identifiers of the records."""

    case: ShownCase
    grounds: tuple[ShownGround, ...]
    no_longer_holds: tuple[ShownEvidence, ...]
    not_considered: tuple[EvidenceKind, ...]
    actions: tuple[ShownAction, ...]
    words: Mapping[UUID, str]


def whole_case(session: Session, actor: Actor, case_id: UUID) -> ShownCaseFile:
    """Return a case with all that it holds, or say that there is none."""
    require(actor, Permission.SEE_CASES)
    # Read first: it says which cases there are.
    file = case_file(session, case_id)
    return ShownCaseFile(
        case=CASES.find(session, actor, case_id),
        grounds=tuple(map(_ground, file.grounds)),
        no_longer_holds=tuple(map(_evidence, file.no_longer_holds)),
        not_considered=file.not_considered,
        actions=tuple(_action(each, file.said_on.get(each.action.public_id, ())) for each in file.actions),
        words=MappingProxyType({record: str(words) for record, words in file.words.items()}),
    )


def _ground(weighed: Weighed) -> ShownGround:
    return ShownGround(
        ground=weighed.ground,
        sentence=weighed.sentence,
        supporting=tuple(map(_evidence, weighed.supporting)),
        opposing=tuple(map(_evidence, weighed.opposing)),
    )


def _evidence(evidence: Evidence) -> ShownEvidence:
    return ShownEvidence(
        kind=evidence.kind,
        side=evidence.side,
        facts=MappingProxyType(json.loads(evidence.facts)),
        gathered_at=evidence.gathered_at,
        words_id=evidence.public_id if evidence.source_id is None else UUID(evidence.source_id),
    )


def _action(standing: ActionStanding, said: tuple[UUID, ...]) -> ShownAction:
    return ShownAction(
        public_id=standing.action.public_id,
        due_on=standing.action.due_on,
        evidence_count=standing.evidence_count,
        first_shown_at=standing.first_shown_at,
        days_late=standing.days_late,
        verdict=standing.verdict,
        said=said,
    )
