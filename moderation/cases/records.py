"""Cases under section 4 of source 000, and the evidence for and against each ground."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, length_between, one_of
from moderation.findings.enquiry_records import Enquiry
from moderation.people.records import Person
from moderation.providers.records import Provider

LONGEST_FACTS = 1_000


class Ground(StrEnum):
    """The three grounds of serious underperformance (source 000, section 4)."""

    REMEDIAL_ACTION_NOT_TAKEN = auto()
    NO_REASONABLE_STEPS = auto()
    NOT_REPORTED_IMMEDIATELY = auto()


class Side(StrEnum):
    """Whether a piece of evidence supports a ground or speaks against it."""

    FOR = auto()
    AGAINST = auto()


class EvidenceKind(StrEnum):
    """What a piece of evidence is: the first are gathered from records, the rest are added by people."""

    FINDING = auto()
    SCRIPTS_MISSING = auto()
    ENQUIRY_REASONS = auto()
    REMEDIAL_ACTION = auto()
    MALPRACTICE_REPORT = auto()
    INVESTIGATION = auto()
    SELF_ASSESSMENT = auto()
    PARTICIPANT_FEEDBACK = auto()
    PERFORMANCE_REVIEW = auto()
    EXTENUATING_CIRCUMSTANCES = auto()
    PROVIDER_EVIDENCE = auto()
    OTHER_EVIDENCE = auto()


GATHERED = (
    EvidenceKind.FINDING,
    EvidenceKind.SCRIPTS_MISSING,
    EvidenceKind.ENQUIRY_REASONS,
    EvidenceKind.REMEDIAL_ACTION,
    EvidenceKind.MALPRACTICE_REPORT,
    EvidenceKind.INVESTIGATION,
)
ADDED = tuple(kind for kind in EvidenceKind if kind not in GATHERED)

# What DfE and its agent take into account before they decide anything (source 000, section 4).
CONSIDERED = (
    EvidenceKind.SELF_ASSESSMENT,
    EvidenceKind.FINDING,
    EvidenceKind.PARTICIPANT_FEEDBACK,
    EvidenceKind.PERFORMANCE_REVIEW,
    EvidenceKind.EXTENUATING_CIRCUMSTANCES,
    EvidenceKind.PROVIDER_EVIDENCE,
)


@immutable
class Case(Identified, Model):
    """A matter of compliance: it rests on conduct, never on the figure alone."""

    __tablename__ = "cases"

    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    enquiry_id: Mapped[int | None] = mapped_column(ForeignKey(Enquiry.id), unique=True)
    reasons_hash: Mapped[str] = mapped_column(String(64))
    opened_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    opened_at: Mapped[datetime]

    __table_args__ = (hex_digest("reasons_hash"),)


@immutable
class Evidence(Identified, Model):
    """A record or a note that speaks for or against a ground; without one, it bears on the case as a whole."""

    __tablename__ = "evidence"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[EvidenceKind]
    ground: Mapped[Ground | None]
    side: Mapped[Side]
    # What the record held when it was gathered, in codes and counts; a record that changed later is gathered again.
    facts: Mapped[str] = mapped_column(String(LONGEST_FACTS))
    source_id: Mapped[str | None] = mapped_column(String(36))
    note_hash: Mapped[str | None] = mapped_column(String(64))
    gathered_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    gathered_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", EvidenceKind),
        one_of("ground", Ground),
        one_of("side", Side),
        hex_digest("note_hash"),
        length_between("facts", shortest=2, longest=LONGEST_FACTS),
        CheckConstraint("(source_id IS NULL) <> (note_hash IS NULL)", name="record_or_note"),
        Index("ix_evidence_case_id_id", "case_id", "id"),
    )


explain("uq_cases_enquiry_id", field="enquiry", sentence="A case was opened on this enquiry already.")
