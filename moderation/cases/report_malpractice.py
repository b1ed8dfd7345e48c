"""Takes reports of malpractice, and records what DfE or its agent learns of it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.malpractice_records import Investigation, MalpracticeKind, MalpracticeReport, MalpracticeStage
from moderation.database.columns import moment_text
from moderation.errors import Conflict, Fault, NotFound, Rejected
from moderation.providers.records import Provider, provider_by_code
from moderation.texts.keep import keep, text_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMalpractice:
    """What is investigated or confirmed, since when, in the provider's words."""

    provider_code: str
    kind: MalpracticeKind
    stage: MalpracticeStage
    began_at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInvestigation:
    """What DfE or its agent learnt; the provider's own report of it, if one came, and the record that it replaces."""

    provider_code: str
    kind: MalpracticeKind
    stage: MalpracticeStage
    began_at: datetime
    text: str
    report_id: UUID | None = None
    supersedes_id: UUID | None = None


def report_malpractice(act: Act, command: ReportMalpractice) -> MalpracticeReport:
    """Record a provider's own report, which opens a record of the investigation; its clock runs from the beginning."""
    act.permit(Permission.REPORT_MALPRACTICE, provider_code=command.provider_code)
    session = act.session
    provider = provider_by_code(session, command.provider_code)
    public_id = uuid4()
    _refuse_faults(command, act.at)
    report = MalpracticeReport(
        public_id=public_id,
        provider_id=provider.id,
        kind=command.kind,
        stage=command.stage,
        began_at=command.began_at,
        text_hash=keep(session, public_id, {"text": command.text}, at=act.at),
        reported_by=act.actor.person_id,
        reported_by_token=act.actor.token_id,
        reported_at=act.at,
    )
    session.add(report)
    session.flush()
    opened = _opened_by(report)
    session.add(opened)
    act.log(
        Happened.MALPRACTICE_REPORTED,
        Subject("malpractice_report", public_id),
        provider_code=provider.code,
        details={**_details(command), "investigation": str(opened.public_id)},
    )
    return report


def record_investigation(act: Act, command: RecordInvestigation) -> Investigation:
    """Record an investigation or a confirmed instance that came to light, reported by the provider or not."""
    person = act.permit_person(Permission.GATHER_EVIDENCE)
    session = act.session
    provider = provider_by_code(session, command.provider_code)
    public_id = uuid4()
    _refuse_faults(command, act.at)
    report = None if command.report_id is None else _report_of(session, provider, command)
    earlier = None if command.supersedes_id is None else _earlier_of(session, provider, command)
    investigation = Investigation(
        public_id=public_id,
        provider_id=provider.id,
        report_id=None if report is None else report.id,
        supersedes_id=None if earlier is None else earlier.id,
        kind=command.kind,
        stage=command.stage,
        began_at=command.began_at,
        text_hash=keep(session, public_id, {"text": command.text}, at=act.at),
        recorded_by=person,
        recorded_at=act.at,
    )
    session.add(investigation)
    act.log(
        Happened.INVESTIGATION_RECORDED,
        Subject("investigation", public_id),
        provider_code=provider.code,
        details={**_details(command), "reported": report is not None, "supersedes": earlier is not None},
    )
    return investigation


def _refuse_faults(command: ReportMalpractice | RecordInvestigation, now: datetime) -> None:
    faults = text_faults(command.text, column="text")
    if command.began_at.tzinfo is None or command.began_at > now:
        sentence = "Give the moment at which it began, with its time zone; it cannot lie ahead."
        faults.append(Fault(sentence, column="began_at", value=command.began_at.isoformat()))
    if faults:
        raise Rejected(faults)


def _details(command: ReportMalpractice | RecordInvestigation) -> dict[str, str]:
    return {
        "kind": command.kind.value,
        "stage": command.stage.value,
        "began_at": moment_text(command.began_at),
    }


def _opened_by(report: MalpracticeReport) -> Investigation:
    return Investigation(
        public_id=uuid4(),
        provider_id=report.provider_id,
        report_id=report.id,
        kind=report.kind,
        stage=report.stage,
        began_at=report.began_at,
        recorded_by=report.reported_by,
        recorded_by_token=report.reported_by_token,
        recorded_at=report.reported_at,
    )


def _report_of(session: Session, provider: Provider, command: RecordInvestigation) -> MalpracticeReport:
    wanted = select(MalpracticeReport).where(
        MalpracticeReport.public_id == command.report_id, MalpracticeReport.provider_id == provider.id
    )
    report = session.scalar(wanted)
    if report is None:
        raise NotFound(f"There is no such report by the provider {provider.code}.")
    _refuse_other_stage(command, report.stage, field="report")
    return report


def _earlier_of(session: Session, provider: Provider, command: RecordInvestigation) -> Investigation:
    wanted = select(Investigation).where(
        Investigation.public_id == command.supersedes_id, Investigation.provider_id == provider.id
    )
    earlier = session.scalar(wanted)
    if earlier is None:
        raise NotFound(f"There is no such record of the provider {provider.code}.")
    _refuse_other_stage(command, earlier.stage, field="supersedes")
    same_report = and_(Investigation.report_id == earlier.report_id, Investigation.id > earlier.id)
    later = select(exists().where(or_(Investigation.supersedes_id == earlier.id, same_report)))
    if session.scalar(later):
        raise Conflict("A later record stands in place of this one already: name that one.", field="supersedes")
    return earlier


def _refuse_other_stage(command: RecordInvestigation, stage: MalpracticeStage, *, field: str) -> None:
    """Refuse to tie two stages together: each has a clock of its own, from the investigation or the confirmation."""
    if stage is not command.stage:
        raise Conflict(
            f"This one is of the stage {stage.in_a_sentence}, and what you record of the stage "
            f"{command.stage.in_a_sentence}: an investigation and a confirmed instance are each reported, and "
            "recorded, by themselves.",
            field=field,
        )
