"""Takes reports of malpractice, and records what DfE or its agent learns of it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require, require_person
from moderation.access.permissions import Permission
from moderation.audit.log import Subject, append
from moderation.cases.malpractice import Investigation, MalpracticeKind, MalpracticeReport, MalpracticeStage
from moderation.database.clock import Clock
from moderation.database.columns import moment_text
from moderation.errors import Fault, NotFound, Rejected
from moderation.feedback.texts import keep_text, text_faults
from moderation.people.records import Token
from moderation.providers.records import Provider, provider_by_code


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
    """What DfE or its agent learnt, and the provider's own report of it, if one came."""

    provider_code: str
    kind: MalpracticeKind
    stage: MalpracticeStage
    began_at: datetime
    text: str
    report_id: UUID | None = None


def report_malpractice(
    session: Session, actor: Actor, command: ReportMalpractice, *, clock: Clock
) -> MalpracticeReport:
    """Record a provider's own report; its clock runs from the investigation or the confirmation."""
    require(actor, Permission.REPORT_MALPRACTICE, provider_code=command.provider_code)
    provider = provider_by_code(session, command.provider_code)
    now, public_id = clock(), uuid4()
    _refuse_faults(command, now)
    report = MalpracticeReport(
        public_id=public_id,
        provider_id=provider.id,
        kind=command.kind,
        stage=command.stage,
        began_at=command.began_at,
        text_hash=keep_text(session, public_id, command.text),
        reported_by=actor.person_id,
        reported_by_token=None if actor.person_id is not None else _token_number(session, actor),
        reported_at=now,
    )
    session.add(report)
    append(
        session,
        at=now,
        actor=actor,
        action="malpractice_reported",
        subject=Subject("malpractice_report", public_id),
        provider_code=provider.code,
        details=_details(command),
    )
    return report


def record_investigation(
    session: Session, actor: Actor, command: RecordInvestigation, *, clock: Clock
) -> Investigation:
    """Record an investigation or a confirmed instance that came to light, reported by the provider or not."""
    person = require_person(actor, Permission.GATHER_EVIDENCE)
    provider = provider_by_code(session, command.provider_code)
    now, public_id = clock(), uuid4()
    _refuse_faults(command, now)
    report = None if command.report_id is None else _report_of(session, provider, command.report_id)
    investigation = Investigation(
        public_id=public_id,
        provider_id=provider.id,
        report_id=None if report is None else report.id,
        kind=command.kind,
        stage=command.stage,
        began_at=command.began_at,
        text_hash=keep_text(session, public_id, command.text),
        recorded_by=person,
        recorded_at=now,
    )
    session.add(investigation)
    append(
        session,
        at=now,
        actor=actor,
        action="investigation_recorded",
        subject=Subject("investigation", public_id),
        provider_code=provider.code,
        details={**_details(command), "reported": report is not None},
    )
    return investigation


def _refuse_faults(command: ReportMalpractice | RecordInvestigation, now: datetime) -> None:
    faults = text_faults("text", command.text)
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


def _report_of(session: Session, provider: Provider, public_id: UUID) -> MalpracticeReport:
    wanted = select(MalpracticeReport).where(
        MalpracticeReport.public_id == public_id, MalpracticeReport.provider_id == provider.id
    )
    report = session.scalar(wanted)
    if report is None:
        raise NotFound(f"There is no such report by the provider {provider.code}.")
    return report


def _token_number(session: Session, actor: Actor) -> int:
    return session.scalars(select(Token.id).where(Token.public_id == UUID(actor.public_id))).one()
