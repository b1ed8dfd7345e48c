"""Records a moderator's judgement of a script, or a correction; neither tells what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Step, Verb
from moderation.marking.correcting import correctable_until
from moderation.marking.interests import declared_since, has_interest
from moderation.marking.judgement_records import Judgement, JudgementReason, JudgementScore
from moderation.marking.scoring import LoadedScheme, Marking, Scored, scheme_of, score
from moderation.marking.take_script import (
    OwnScript,
    TakenAllocation,
    alias_of,
    is_decided,
    log_marking,
    take_allocation,
    taken_back,
)
from moderation.scripts.start_marking import start_marking_one
from moderation.scripts.state import ScriptStanding
from moderation.texts.keep import keep


@dataclass(frozen=True, slots=True)
class Judge:
    """A moderator's first judgement of a script."""

    allocation_id: UUID
    marking: Marking


@dataclass(frozen=True, slots=True)
class CorrectJudgement:
    """A moderator's correction of a judgement; the marking's note says why."""

    allocation_id: UUID
    marking: Marking


def judge(act: Act, command: Judge) -> Judgement:
    """Record a moderator's judgement of a script that is allocated to them."""
    person = act.permit_person(Permission.JUDGE)
    session = act.session
    taken = take_allocation(act, command.allocation_id)
    own, alias = taken.own, alias_of(taken)
    if taken.given.end is not None:
        raise Conflict(taken_back(alias))
    if taken.given.judgements:
        raise Conflict(
            f"You have judged the script {alias} already. To change it, correct the judgement.",
            then=Step(Verb.CORRECT_JUDGEMENT),
        )
    _refuse_unfit_script(taken)
    if has_interest(session, person, own):
        # Allocation obeys the register, so this comes of a mistake: it reads like any script that was taken back.
        raise Conflict(taken_back(alias))
    scored = score(_scheme_for(session, own), command.marking, note_required=False)
    if not taken.held.state.marking_started:
        start_marking_one(session, own.sampled.script.id, person=person, at=act.at)
    judgement = _write(session, taken, scored, before=None, at=act.at)
    _log(act, taken, judgement)
    return judgement


def correct_judgement(act: Act, command: CorrectJudgement) -> Judgement:
    """Record a correction, which supersedes the judgement and keeps it on record."""
    person = act.permit_person(Permission.JUDGE)
    session = act.session
    taken = take_allocation(act, command.allocation_id)
    if taken.given.end is not None:
        raise Conflict(taken_back(alias_of(taken)))
    held = taken.given.judgements
    if not held:
        raise Conflict(f"You have not judged the script {alias_of(taken)} yet, so there is nothing to correct.")
    _refuse_closed(session, taken, submitted_at=held[0].submitted_at, person=person, at=act.at)
    scored = score(_scheme_for(session, taken.own), command.marking, note_required=True)
    judgement = _write(session, taken, scored, before=held[-1], at=act.at)
    _log(act, taken, judgement)
    return judgement


def _scheme_for(session: Session, own: OwnScript) -> LoadedScheme | None:
    return scheme_of(session, qualification=own.qualification, window=own.sampled.window)


def _refuse_closed(
    session: Session, taken: TakenAllocation, *, submitted_at: datetime, person: int, at: datetime
) -> None:
    """Refuse a correction with one sentence for all reasons, so that it does not tell what became of the script.

    An interest that was declared since closes all that was judged before, or the refusal would say which it concerns.
    """
    if (
        at >= correctable_until(submitted_at)
        or is_decided(session, taken.own.sampled.script)
        or declared_since(session, person, submitted_at)
        or has_interest(session, person, taken.own)
    ):
        raise Conflict(
            f"The judgement of the script {alias_of(taken)} stands as it is. A judgement may be corrected until the "
            "end of the day after it was submitted, and no longer once its moderator declares an interest."
        )


def _refuse_unfit_script(taken: TakenAllocation) -> None:
    if taken.held.state.standing is not ScriptStanding.SUPPLIED:
        raise Conflict(f"The script {alias_of(taken)} is not here to be judged: it was excluded, or sent back.")


def _write(
    session: Session, taken: TakenAllocation, scored: Scored, *, before: Judgement | None, at: datetime
) -> Judgement:
    public_id, window = uuid4(), taken.own.sampled.window_code
    judgement = Judgement(
        public_id=public_id,
        allocation_id=taken.own.allocation.id,
        number=1 if before is None else before.number + 1,
        scheme_id=scored.scheme_id,
        total_mark=scored.mark,
        max_mark=scored.max_mark,
        outcome=scored.outcome,
        reason_code=scored.reason if before is None else JudgementReason.CORRECTION,
        total_misleads=scored.total_misleads,
        supersedes_id=None if before is None else before.id,
        text_hash=keep(session, public_id, scored.notes, at=at, window_code=window) if scored.notes else None,
        submitted_at=at,
    )
    session.add(judgement)
    session.flush()
    session.add_all(
        JudgementScore(judgement_id=judgement.id, criterion_id=criterion, score=given)
        for criterion, given in scored.scores.items()
    )
    session.flush()
    return judgement


def _log(act: Act, taken: TakenAllocation, judgement: Judgement) -> None:
    """Append to the log that a script was judged; it does not say how."""
    log_marking(
        act,
        taken,
        happened=Happened.JUDGEMENT_SUBMITTED if judgement.number == 1 else Happened.JUDGEMENT_CORRECTED,
        subject=Subject("judgement", judgement.public_id),
        details={"role": taken.own.allocation.role.value, "number": judgement.number},
    )
