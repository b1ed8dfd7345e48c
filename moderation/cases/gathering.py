"""Reads the evidence that the records hold on each ground: facts, never a conclusion.

A figure bears on the case as a whole and on no ground, since a case rests on conduct (source 000, section 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from moderation.audit.records import canonical
from moderation.cases.malpractice_matters import Matter, matters_of
from moderation.cases.malpractice_records import MalpracticeStage
from moderation.cases.records import EvidenceKind, Ground, Side
from moderation.cases.remedies import ActionStanding, actions_of_provider
from moderation.cases.remedy_records import Verdict
from moderation.database.columns import moment_text
from moderation.findings.enquiry_records import Enquiry, EnquiryEvent, EnquiryEventKind
from moderation.findings.records import Finding, FindingStatus, Metric
from moderation.windows.records import Window

SIDES = {FindingStatus.NOT_MET: Side.FOR, FindingStatus.MET: Side.AGAINST}


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of evidence as the records hold it."""

    kind: EvidenceKind
    ground: Ground | None
    side: Side
    source_id: UUID
    facts: str


def found_for(session: Session, provider_id: int, *, now: datetime) -> list[Found]:
    """Return all that the records hold about a provider's conduct, oldest first of each kind."""
    actions = actions_of_provider(session, provider_id)
    return [*steady_records(session, provider_id), *(each for action in actions for each in _remedial(action, now))]


def steady_records(session: Session, provider_id: int) -> list[Found]:
    """Return the evidence that does not change with time: all but remedial actions, whose days pass."""
    return [
        *_findings(session, provider_id),
        *_reasons(session, provider_id),
        *(each for matter in matters_of(session, provider_id) for each in _malpractice(matter)),
    ]


def _findings(session: Session, provider_id: int) -> Iterator[Found]:
    later = aliased(Finding)
    statement = (
        select(Finding, Window.code)
        .join(Window, Window.id == Finding.window_id)
        .where(
            Finding.provider_id == provider_id,
            Finding.metric == Metric.METRIC_5,
            ~exists().where(later.supersedes_id == Finding.id),
        )
        .order_by(Finding.id)
    )
    for finding, window_code in session.execute(statement):
        counted = {
            "window": window_code,
            "status": finding.status.value,
            "scripts_count": finding.sample.scripts_count,
            "moderated_count": finding.sample.moderated_count,
            "overturned_count": finding.sample.overturned_count,
            "missing_count": finding.sample.missing_count,
        }
        if finding.status in SIDES:
            yield Found(EvidenceKind.FINDING, None, SIDES[finding.status], finding.public_id, canonical(counted))
        if finding.sample.missing_count:
            missing = {"window": window_code, "missing_count": finding.sample.missing_count}
            yield Found(EvidenceKind.SCRIPTS_MISSING, None, Side.FOR, finding.public_id, canonical(missing))


def _reasons(session: Session, provider_id: int) -> Iterator[Found]:
    statement = (
        select(EnquiryEvent.public_id, Enquiry.ground, Window.code)
        .join(Enquiry, Enquiry.id == EnquiryEvent.enquiry_id)
        .join(Window, Window.id == Enquiry.window_id)
        .where(Enquiry.provider_id == provider_id, EnquiryEvent.kind == EnquiryEventKind.REASONS_GIVEN)
        .order_by(EnquiryEvent.id)
    )
    for public_id, ground, window_code in session.execute(statement):
        facts = canonical({"window": window_code, "enquiry": ground.value})
        yield Found(EvidenceKind.ENQUIRY_REASONS, None, Side.AGAINST, public_id, facts)


def _remedial(standing: ActionStanding, now: datetime) -> Iterator[Found]:
    """Yield what an action says on the first ground; one that is not due and not spoken to says nothing."""
    overdue = standing.is_overdue(now)
    if standing.verdict is None and not standing.evidence_count and not overdue:
        return
    against = standing.verdict is not Verdict.NOT_TAKEN and not (standing.verdict is None and overdue)
    facts: Mapping[str, object] = {
        "action": standing.action.number,
        "due_on": standing.action.due_on.isoformat(),
        "overdue": overdue,
        "first_shown_at": moment_text(standing.first_shown_at) if standing.first_shown_at else None,
        "days_late": standing.days_late,
        "shown_count": standing.evidence_count,
        "verdict": standing.verdict.value if standing.verdict else None,
    }
    yield Found(
        EvidenceKind.REMEDIAL_ACTION,
        Ground.REMEDIAL_ACTION_NOT_TAKEN,
        Side.AGAINST if against else Side.FOR,
        standing.action.public_id,
        canonical(facts),
    )


def _malpractice(matter: Matter) -> Iterator[Found]:
    """Yield what a matter says of reporting at once and of reasonable steps; one without an award stays off the second.

    The second ground is about steps against what leads to an incorrect award, so that a confirmed instance bears on it
    only once a named person recorded the award; until then it bears on the case as a whole.
    """
    kind = EvidenceKind.MALPRACTICE_REPORT if matter.is_reported else EvidenceKind.INVESTIGATION
    told: dict[str, object] = {
        "kind": matter.kind.value,
        "stage": matter.stage.value,
        "began_at": moment_text(matter.began_at),
        "reported_at": moment_text(matter.reported_at) if matter.reported_at else None,
        "days": matter.days,
    }
    facts = canonical(told)
    # On the same day nobody can say that it was not at once; from the next day on the days speak, and people judge.
    at_once = matter.days is not None and matter.days <= 0
    side = Side.AGAINST if at_once else Side.FOR
    yield Found(kind, Ground.NOT_REPORTED_IMMEDIATELY, side, matter.source_id, facts)
    if at_once:
        yield Found(kind, Ground.NO_REASONABLE_STEPS, Side.AGAINST, matter.source_id, facts)
    if matter.awards_id is not None:
        awards = canonical({**told, "incorrect_awards_count": matter.awards_count})
        yield Found(EvidenceKind.INVESTIGATION, Ground.NO_REASONABLE_STEPS, Side.FOR, matter.awards_id, awards)
    elif matter.stage is MalpracticeStage.CONFIRMED:
        yield Found(kind, None, Side.FOR, matter.source_id, facts)
