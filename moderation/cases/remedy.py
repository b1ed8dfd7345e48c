"""Takes what a provider shows for a remedial action, and the verdict of a named person on it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.find import case_standing
from moderation.cases.records import Case
from moderation.cases.remedies import ActionStanding, action_standing
from moderation.cases.remedy_records import RemedialEvidence, RemedialJudgement, Verdict
from moderation.database.lock import lock_row
from moderation.errors import Conflict, Rejected
from moderation.texts.keep import keep, text_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRemedy:
    """What a provider did about an action, or why it could not."""

    action_id: UUID
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeRemedy:
    """What a person makes of an action, with reasons."""

    action_id: UUID
    verdict: Verdict
    reasons: str


def show_remedy(act: Act, command: ShowRemedy) -> RemedialEvidence:
    """Record what a provider shows for an action, before its day or after."""
    session = act.session
    standing = action_standing(session, command.action_id)
    person = act.permit_person(Permission.COMMENT, provider_code=standing.provider_code)
    _lock_open(session, standing)
    faults = text_faults(command.text, column="text")
    if faults:
        raise Rejected(faults)
    public_id = uuid4()
    evidence = RemedialEvidence(
        public_id=public_id,
        action_id=standing.action.id,
        text_hash=keep(session, public_id, {"text": command.text}, at=act.at),
        submitted_by=person,
        submitted_at=act.at,
    )
    session.add(evidence)
    act.log(
        Happened.REMEDY_SHOWN,
        Subject("remedial_action", standing.action.public_id),
        provider_code=standing.provider_code,
        details={"due_on": standing.action.due_on.isoformat()},
    )
    return evidence


def judge_remedy(act: Act, command: JudgeRemedy) -> RemedialJudgement:
    """Record a person's verdict on an action; a later verdict supersedes it."""
    person = act.permit_person(Permission.GATHER_EVIDENCE)
    session = act.session
    standing = action_standing(session, command.action_id)
    _lock_open(session, standing)
    faults = text_faults(command.reasons, column="reasons")
    if faults:
        raise Rejected(faults)
    public_id = uuid4()
    held = select(func.count()).select_from(RemedialJudgement).where(RemedialJudgement.action_id == standing.action.id)
    judgement = RemedialJudgement(
        public_id=public_id,
        action_id=standing.action.id,
        number=(session.scalar(held) or 0) + 1,
        verdict=command.verdict,
        text_hash=keep(session, public_id, {"reasons": command.reasons}, at=act.at),
        judged_by=person,
        judged_at=act.at,
    )
    session.add(judgement)
    act.log(
        Happened.REMEDY_JUDGED,
        Subject("remedial_action", standing.action.public_id),
        provider_code=standing.provider_code,
        details={"verdict": command.verdict.value},
    )
    return judgement


def _lock_open(session: Session, standing: ActionStanding) -> None:
    """Take the case for oneself, so that nobody accepts or closes meanwhile, and refuse one that is closed."""
    case = lock_row(session, Case, standing.case.id)
    if case_standing(session, case.public_id).is_closed:
        raise Conflict("The case of this action is closed: what was decided in it rests on what was judged before.")
