"""Gathers evidence for a case from the records, and takes what people add to it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.cases.find import CaseStanding, case_standing
from moderation.cases.gathering import found_for
from moderation.cases.records import ADDED, Case, Evidence, EvidenceKind, Ground, Side
from moderation.cases.standing_evidence import held_by, not_yet_held
from moderation.database.lock import lock_row
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.texts.keep import keep, text_faults

# What a provider itself may put forward; it speaks for itself, never for a ground.
BY_PROVIDER = (
    EvidenceKind.SELF_ASSESSMENT,
    EvidenceKind.EXTENUATING_CIRCUMSTANCES,
    EvidenceKind.PROVIDER_EVIDENCE,
)


@dataclass(frozen=True, slots=True)
class GatherEvidence:
    """The case to gather for."""

    case_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvidence:
    """A note on what the records cannot hold; without a ground it bears on the case as a whole."""

    case_id: UUID
    kind: EvidenceKind
    side: Side
    note: str
    ground: Ground | None = None


def gather_evidence(act: Act, command: GatherEvidence) -> tuple[Evidence, ...]:
    """Add the evidence in the records that a case lacks; evidence gathered earlier stays."""
    person = act.permit_person(Permission.GATHER_EVIDENCE)
    session = act.session
    standing = _lock_open(session, command.case_id)
    gathered = [
        Evidence(
            case_id=standing.case.id,
            kind=each.kind,
            ground=each.ground,
            side=each.side,
            facts=each.facts,
            source_id=str(each.source_id),
            gathered_by=person,
            gathered_at=act.at,
        )
        for each in not_yet_held(held_by(session, standing.case), found_for(session, standing.provider.id, now=act.at))
    ]
    session.add_all(gathered)
    act.log(
        Happened.EVIDENCE_GATHERED,
        Subject("case", standing.case.public_id),
        provider_code=standing.provider.code,
        details={"count": len(gathered)},
    )
    return tuple(gathered)


def add_evidence(act: Act, command: AddEvidence) -> Evidence:
    """Add to a case what a person, or the provider itself, puts forward."""
    session = act.session
    own = act.actor.holds(Permission.COMMENT)
    permission = Permission.COMMENT if own else Permission.GATHER_EVIDENCE
    code = case_standing(session, command.case_id).provider.code
    person = act.permit_person(permission, provider_code=code)
    standing = _lock_open(session, command.case_id)
    faults = _faults(command, own=own)
    if faults:
        raise Rejected(faults)
    public_id = uuid4()
    evidence = Evidence(
        public_id=public_id,
        case_id=standing.case.id,
        kind=command.kind,
        ground=command.ground,
        side=command.side,
        facts="{}",
        text_hash=keep(session, public_id, {"note": command.note}, at=act.at),
        gathered_by=person,
        gathered_at=act.at,
    )
    session.add(evidence)
    act.log(
        Happened.EVIDENCE_ADDED,
        Subject("case", standing.case.public_id),
        provider_code=standing.provider.code,
        details={
            "kind": command.kind.value,
            "side": command.side.value,
            "ground": command.ground.value if command.ground else None,
        },
    )
    return evidence


def _lock_open(session: Session, case_id: UUID) -> CaseStanding:
    lock_row(session, Case, case_standing(session, case_id).case.id)
    standing = case_standing(session, case_id)
    if standing.is_closed:
        raise Conflict(
            "This case is closed: nothing is added to it. A new matter needs a case of its own.",
            then=Step(Verb.OPEN_CASE),
        )
    return standing


def _faults(command: AddEvidence, *, own: bool) -> list[Fault]:
    faults = text_faults(command.note, column="note")
    allowed = BY_PROVIDER if own else ADDED
    if command.kind not in allowed:
        listed = ", ".join(kind.in_a_sentence for kind in allowed)
        sentence = f"This kind is gathered from the records. What you may add is one of {listed}."
        faults.append(Fault(sentence, column="kind", value=command.kind.value))
    if own and command.side is not Side.AGAINST:
        sentence = "A provider puts forward what speaks against a ground."
        faults.append(Fault(sentence, column="side", value=command.side.value))
    return faults
