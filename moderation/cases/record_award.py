"""Records an award that a confirmed instance of malpractice or maladministration led to, and that is incorrect."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.malpractice_records import IncorrectAward, Investigation, MalpracticeStage
from moderation.errors import Conflict, Fault, NotFound, Rejected, Step, Verb
from moderation.providers.records import Provider
from moderation.returns.records import Outcome, Result, Return
from moderation.texts.keep import keep, text_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAward:
    """The record of the confirmed instance, the script whose pass is incorrect, and how that is known."""

    investigation_id: UUID
    script_ref: str
    reasons: str


def record_award(act: Act, command: RecordAward) -> IncorrectAward:
    """Record that an instance led to an incorrect award; a person says so, and no figure does."""
    person = act.permit_person(Permission.GATHER_EVIDENCE)
    session = act.session
    investigation, provider = _instance(session, command.investigation_id)
    faults = [*text_faults(command.script_ref, column="script_ref"), *text_faults(command.reasons, column="reasons")]
    if faults:
        raise Rejected(faults)
    result = _pass_of(session, provider, command.script_ref)
    public_id = uuid4()
    award = IncorrectAward(
        public_id=public_id,
        investigation_id=investigation.id,
        return_id=result.return_id,
        row=result.row,
        text_hash=keep(session, public_id, {"reasons": command.reasons}, at=act.at),
        recorded_by=person,
        recorded_at=act.at,
    )
    session.add(award)
    act.log(
        Happened.INCORRECT_AWARD_RECORDED,
        Subject("investigation", investigation.public_id),
        provider_code=provider.code,
    )
    return award


def _instance(session: Session, investigation_id: UUID) -> tuple[Investigation, Provider]:
    wanted = (
        select(Investigation, Provider)
        .join(Provider, Provider.id == Investigation.provider_id)
        .where(Investigation.public_id == investigation_id)
    )
    row = session.execute(wanted).first()
    if row is None:
        raise NotFound("There is no such record of malpractice or maladministration.")
    investigation, provider = row
    if investigation.stage is not MalpracticeStage.CONFIRMED:
        raise Conflict(
            "This is still an investigation: only a confirmed instance has led to an award. Record the "
            "confirmation first.",
            then=Step(Verb.REPORT_MALPRACTICE),
        )
    return investigation, provider


def _pass_of(session: Session, provider: Provider, script_ref: str) -> Result:
    """Return the newest filing of a pass under a reference; nothing else was awarded."""
    wanted = (
        select(Result)
        .join(Return, Return.id == Result.return_id)
        .where(Return.provider_id == provider.id, Result.script_ref == script_ref, Result.outcome == Outcome.PASS)
        .order_by(Result.return_id.desc())
        .limit(1)
    )
    result = session.scalar(wanted)
    if result is None:
        sentence = f"The provider {provider.code} filed no pass under this reference."
        raise Rejected([Fault(sentence, column="script_ref", value=script_ref)])
    return result
