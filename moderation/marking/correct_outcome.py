"""Corrects an outcome that was recorded wrongly, before it is signed off: by two lead moderators, both values kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.draws.records import Purpose, SampledScript
from moderation.errors import Conflict, Fault, NotAllowed, Rejected, Step, Verb
from moderation.marking.correction_records import CorrectionRefusal, OutcomeCorrection
from moderation.marking.interests import concerns, for_another_lead, interests_of
from moderation.marking.marks import mark_faults
from moderation.marking.records import SettledHow, Settlement
from moderation.marking.take_script import TakenScript, alias_of, log_marking, take_script
from moderation.people.records import lock_people
from moderation.returns.records import Outcome
from moderation.scripts.seal_records import last_turned
from moderation.texts.keep import keep, text_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCorrection:
    """What a recorded outcome should have been, and why."""

    script_id: UUID
    outcome: Outcome
    reason: str
    mark: int | None = None
    max_mark: int | None = None


@dataclass(frozen=True, slots=True)
class ConfirmCorrection:
    """The script whose proposed correction is right."""

    script_id: UUID


@dataclass(frozen=True, slots=True)
class RefuseCorrection:
    """The script whose proposed correction is not right."""

    script_id: UUID


@dataclass(frozen=True, slots=True)
class Corrected:
    """An outcome before and after its correction."""

    before: Settlement
    after: Settlement


# No step here names a place: whoever moderates must not learn whose script it is.
def propose_correction(act: Act, command: ProposeCorrection) -> OutcomeCorrection:
    """Propose another outcome or mark for a script that is settled and not signed off."""
    taken, person = _taken(act, command.script_id)
    before = _correctable(act.session, taken)
    if _open(act.session, taken, before=before) is not None:
        raise Conflict(
            f"A correction of the script {alias_of(taken)} is proposed already; another lead moderator answers it.",
            then=(Step(Verb.CONFIRM_CORRECTION), Step(Verb.REFUSE_CORRECTION)),
        )
    faults = [*text_faults(command.reason, column="reason"), *mark_faults(command.mark, command.max_mark)]
    recorded = (before.national_outcome, before.national_mark, before.max_mark)
    if (command.outcome, command.mark, command.max_mark) == recorded:
        faults.append(Fault("This is what is recorded already.", column="outcome", value=command.outcome.value))
    if faults:
        raise Rejected(faults)
    public_id = uuid4()
    correction = OutcomeCorrection(
        public_id=public_id,
        sampled_script_id=taken.history.script.id,
        corrects=before.sequence,
        outcome=command.outcome,
        mark=command.mark,
        max_mark=command.max_mark,
        text_hash=keep(
            act.session, public_id, {"reason": command.reason}, at=act.at, window_code=taken.history.window.code
        ),
        proposed_by=person,
        proposed_at=act.at,
    )
    act.session.add(correction)
    act.session.flush()
    _log(act, taken, happened=Happened.OUTCOME_CORRECTION_PROPOSED, settlement=before)
    return correction


def confirm_correction(act: Act, command: ConfirmCorrection) -> Corrected:
    """Confirm what another lead moderator proposed: it supersedes the outcome, which stays on record."""
    taken, person = _taken(act, command.script_id)
    before, correction = _proposed(act, taken)
    if correction.proposed_by == person:
        raise Conflict(
            f"You proposed to correct the script {alias_of(taken)} yourself: another lead moderator confirms it."
        )
    after = Settlement(
        sampled_script_id=taken.history.script.id,
        sequence=before.sequence + 1,
        national_outcome=correction.outcome,
        national_mark=correction.mark,
        max_mark=correction.max_mark,
        how=SettledHow.CORRECTED,
        correction_id=correction.id,
        proposed_by=correction.proposed_by,
        settled_by=person,
        settled_at=act.at,
    )
    act.session.add(after)
    act.session.flush()
    _log(act, taken, happened=Happened.OUTCOME_CORRECTED, settlement=after)
    return Corrected(before, after)


def refuse_correction(act: Act, command: RefuseCorrection) -> Settlement:
    """Refuse a proposed correction, or take one's own proposal back: the outcome stays as it is."""
    taken, person = _taken(act, command.script_id)
    before, correction = _proposed(act, taken)
    act.session.add(CorrectionRefusal(correction_id=correction.id, refused_by=person, refused_at=act.at))
    act.session.flush()
    _log(act, taken, happened=Happened.OUTCOME_CORRECTION_REFUSED, settlement=before)
    return before


def is_open() -> ColumnElement[bool]:
    """Return the condition that a correction waits for an answer."""
    confirmed = exists().where(Settlement.correction_id == OutcomeCorrection.id)
    refused = exists().where(CorrectionRefusal.correction_id == OutcomeCorrection.id)
    return ~confirmed & ~refused


def _taken(act: Act, script_id: UUID) -> tuple[TakenScript, int]:
    person = act.permit_person(Permission.ADJUDICATE)
    taken = take_script(act.session, script_id)
    lock_people(act.session, [person])
    interests = interests_of(act.session, [person]).get(person, set())
    history = taken.history
    if concerns(interests, provider_code=history.provider_code, participant_ref=history.participant_ref):
        raise NotAllowed(for_another_lead(alias_of(taken)))
    return taken, person


def _correctable(session: Session, taken: TakenScript) -> Settlement:
    """Return the outcome as it stands, or refuse: there is none yet, or it was signed off and is decided anew."""
    history = taken.history
    if not history.settlements:
        raise Conflict(f"The outcome of the script {alias_of(taken)} is not settled yet, so there is none to correct.")
    before = history.settlements[-1]
    turned_at = last_turned(session, history.script.frame_id) if history.script.purpose is Purpose.METRIC else None
    if turned_at is not None and before.settled_at <= turned_at:
        raise Conflict(
            f"The outcome of the script {alias_of(taken)} was signed off once: somebody who had no part in it decides "
            "it anew.",
            then=Step(Verb.JUDGE_AGAIN),
        )
    return before


def _open(session: Session, taken: TakenScript, *, before: Settlement) -> OutcomeCorrection | None:
    wanted = select(OutcomeCorrection).where(
        OutcomeCorrection.sampled_script_id == taken.history.script.id,
        OutcomeCorrection.corrects == before.sequence,
        is_open(),
    )
    return session.scalar(wanted)


def _proposed(act: Act, taken: TakenScript) -> tuple[Settlement, OutcomeCorrection]:
    before = _correctable(act.session, taken)
    correction = _open(act.session, taken, before=before)
    if correction is None:
        raise Conflict(
            f"Nobody proposes to correct the script {alias_of(taken)}. Propose it first, with a reason.",
            then=Step(Verb.PROPOSE_CORRECTION),
        )
    return before, correction


def open_corrections(session: Session, frame_ids: list[int]) -> dict[int, list[str]]:
    """Return the references of the scripts whose correction waits for an answer, by the frame's number."""
    wanted = (
        select(SampledScript.frame_id, SampledScript.script_ref)
        .join(OutcomeCorrection, OutcomeCorrection.sampled_script_id == SampledScript.id)
        .where(SampledScript.frame_id.in_(frame_ids), SampledScript.purpose == Purpose.METRIC, is_open())
        .order_by(SampledScript.frame_id, SampledScript.rank)
    )
    found: dict[int, list[str]] = {}
    for frame_id, reference in session.execute(wanted):
        found.setdefault(frame_id, []).append(reference)
    return found


def _log(act: Act, taken: TakenScript, *, happened: Happened, settlement: Settlement) -> None:
    log_marking(
        act,
        taken,
        happened=happened,
        subject=Subject("script", taken.history.script.public_id),
        details={"sequence": settlement.sequence},
    )
