"""Cases under section 4 of source 000, and the evidence for and against each ground."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, length_between, one_of
from moderation.findings.enquiry_records import Enquiry
from moderation.people.records import Person
from moderation.providers.records import Provider
from sampling.told import Told, told

LONGEST_FACTS = 1_000


class Ground(Told):
    """The three grounds of serious underperformance (source 000, section 4)."""

    REMEDIAL_ACTION_NOT_TAKEN = told(
        "remedial_action_not_taken", "Remedial action not taken", "Required action was not taken."
    )
    NO_REASONABLE_STEPS = told(
        "no_reasonable_steps", "No reasonable steps", "No reasonable steps against malpractice or maladministration."
    )
    NOT_REPORTED_IMMEDIATELY = told(
        "not_reported_immediately",
        "Not reported immediately",
        "An investigation or a confirmed instance was not reported at once.",
    )


class Side(Told):
    """Whether a piece of evidence supports a ground or speaks against it."""

    FOR = told("for", "For", "The evidence supports the ground.")
    AGAINST = told("against", "Against", "The evidence speaks against the ground.")


class EvidenceKind(Told):
    """What a piece of evidence is: the first are gathered from records, the rest are added by people."""

    FINDING = told("finding", "Finding", "A finding on metric 5.")
    SCRIPTS_MISSING = told("scripts_missing", "Scripts missing", "Sampled scripts that were not supplied.")
    ENQUIRY_REASONS = told("enquiry_reasons", "Enquiry reasons", "What the provider gave as its reasons.")
    REMEDIAL_ACTION = told("remedial_action", "Remedial action", "A required action and what became of it.")
    MALPRACTICE_REPORT = told(
        "malpractice_report", "Malpractice report", "A report of malpractice or maladministration."
    )
    INVESTIGATION = told("investigation", "Investigation", "An investigation that is recorded.")
    SELF_ASSESSMENT = told("self_assessment", "Self assessment", "What the provider says of itself.")
    PARTICIPANT_FEEDBACK = told("participant_feedback", "Participant feedback", "What participants say.")
    PERFORMANCE_REVIEW = told("performance_review", "Performance review", "An earlier review.")
    EXTENUATING_CIRCUMSTANCES = told(
        "extenuating_circumstances", "Extenuating circumstances", "What made it harder than it should be."
    )
    PROVIDER_EVIDENCE = told("provider_evidence", "Provider evidence", "What the provider adds.")
    OTHER_EVIDENCE = told("other_evidence", "Other evidence", "Anything else that people add.")


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
    text_hash: Mapped[str] = mapped_column(String(64))
    opened_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    opened_at: Mapped[datetime]

    __table_args__ = (hex_digest("text_hash"),)


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
    text_hash: Mapped[str | None] = mapped_column(String(64))
    gathered_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    gathered_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", EvidenceKind),
        one_of("ground", Ground),
        one_of("side", Side),
        hex_digest("text_hash"),
        length_between("facts", shortest=2, longest=LONGEST_FACTS),
        CheckConstraint("(source_id IS NULL) <> (text_hash IS NULL)", name="record_or_note"),
        Index("ix_evidence_case_id_id", "case_id", "id"),
    )


explain("uq_cases_enquiry_id", field="enquiry", sentence="A case was opened on this enquiry already.")
