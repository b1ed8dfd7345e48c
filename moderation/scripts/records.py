"""What happened to each sampled script, as events that are never unwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.columns import RowId
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, one_of, one_pair_of
from moderation.draws.records import SampledScript
from moderation.people.records import Person, Token
from sampling.told import Told, told


class ScriptEventKind(Told):
    """What happened to a script that was asked for."""

    SUPPLIED = told("supplied", "Supplied", "The script was received.")
    DECLARED_MISSING = told("declared_missing", "Declared missing", "The script was said not to be supplied, and why.")
    MORE_TIME_GIVEN = told("more_time_given", "More time given", "A later day was given.")
    RETURNED = told(
        "returned", "Returned", "The script went back to its provider.", then="The provider supplies it again."
    )
    RECEIPT_TAKEN_BACK = told(
        "receipt_taken_back",
        "Receipt taken back",
        "It was said that what was received is not the script.",
        then="The provider supplies it again.",
    )
    EXCLUSION_PROPOSED = told(
        "exclusion_proposed",
        "Exclusion proposed",
        "One official proposed to exclude the script.",
        then="Another official answers.",
    )
    EXCLUSION_APPROVED = told("exclusion_approved", "Exclusion approved", "Another official approved the exclusion.")
    EXCLUSION_REFUSED = told("exclusion_refused", "Exclusion refused", "Another official refused the exclusion.")
    MARKING_STARTED = told(
        "marking_started", "Marking started", "The script was given to a moderator, or judged elsewhere."
    )


class ScriptReason(Told):
    """Why a script is missing, sent back or excluded: a closed list."""

    NOT_KEPT = told("not_kept", "Not kept", "The provider kept no copy.", then="The provider hands the file in.")
    FILE_LOST = told("file_lost", "File lost", "The provider lost the file.", then="The provider hands the file in.")
    NOT_ANSWERED = told(
        "not_answered",
        "Not answered",
        "The day was over and no answer had come.",
        then="Ask for more time, and hand it in.",
    )
    UNREADABLE = told("unreadable", "Unreadable", "What came cannot be read.", then="The provider hands the file in.")
    WRONG_PERSON = told(
        "wrong_person", "Wrong person", "What came is somebody else's.", then="The provider hands the file in."
    )
    RECORDED_BY_MISTAKE = told(
        "recorded_by_mistake", "Recorded by mistake", "Nothing came.", then="The provider hands the file in."
    )
    IDENTIFIES_A_CHILD = told(
        "identifies_a_child", "Identifies a child", "What came names a child.", then="Hand in a copy that does not."
    )
    CONSENT_WITHDRAWN = told("consent_withdrawn", "Consent withdrawn", "The participant withdrew consent.")
    RESULT_VOIDED = told("result_voided", "Result voided", "The result was voided.")
    UNDER_INVESTIGATION = told("under_investigation", "Under investigation", "The result is under investigation.")


R = ScriptReason

# A lost file is missing, never excluded: withholding a script must not pay.
MISSING_REASONS = (R.NOT_KEPT, R.FILE_LOST, R.NOT_ANSWERED)
RETURN_REASONS = (R.UNREADABLE, R.WRONG_PERSON, R.IDENTIFIES_A_CHILD)
RECEIPT_REASONS = (R.RECORDED_BY_MISTAKE, R.UNREADABLE, R.WRONG_PERSON)
EXCLUSION_REASONS = (R.CONSENT_WITHDRAWN, R.RESULT_VOIDED, R.UNDER_INVESTIGATION)

_REASONS_OF_KINDS = {
    ScriptEventKind.DECLARED_MISSING: MISSING_REASONS,
    ScriptEventKind.RETURNED: RETURN_REASONS,
    ScriptEventKind.RECEIPT_TAKEN_BACK: RECEIPT_REASONS,
    ScriptEventKind.EXCLUSION_PROPOSED: EXCLUSION_REASONS,
}
_EXCLUDED_OR_MARKED = text("kind IN ('exclusion_approved', 'marking_started')")


_WITH_A_DAY = (ScriptEventKind.MORE_TIME_GIVEN, ScriptEventKind.RETURNED)


def _holds(column: str) -> Callable[[Any], bool]:
    """Return what tells of a row that is written whether a column of it holds something."""
    return lambda writing: writing.get_current_parameters().get(column) is not None


@immutable
class ScriptEvent(Identified, Model):
    """One thing that happened to a sampled script; an answer to a proposal carries its proposer."""

    __tablename__ = "script_events"

    sampled_script_id: Mapped[int] = mapped_column(ForeignKey(SampledScript.id))
    kind: Mapped[ScriptEventKind]
    reason_code: Mapped[ScriptReason | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    byte_count: Mapped[int | None] = mapped_column(BigInteger)
    due_on: Mapped[date | None]
    takes_reason: Mapped[bool] = mapped_column(default=_holds("reason_code"))
    takes_day: Mapped[bool] = mapped_column(default=_holds("due_on"))
    proposal_id: Mapped[int | None] = mapped_column(RowId, unique=True)
    proposed_by: Mapped[int | None] = mapped_column(RowId)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_by_token: Mapped[int | None] = mapped_column(ForeignKey(Token.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        # What an answer refers to, so that it cannot misname the script or the proposer.
        UniqueConstraint("id", "sampled_script_id", "recorded_by"),
        ForeignKeyConstraint(
            ["proposal_id", "sampled_script_id", "proposed_by"],
            ["script_events.id", "script_events.sampled_script_id", "script_events.recorded_by"],
        ),
        # One more kind is a row of each list: whether it takes a reason and a day, and which reasons.
        one_of("kind", ScriptEventKind, traits={"takes_reason": _REASONS_OF_KINDS, "takes_day": _WITH_A_DAY}),
        one_of("reason_code", ScriptReason),
        one_pair_of(("kind", "reason_code"), _REASONS_OF_KINDS, table="script_event_reasons"),
        hex_digest("sha256"),
        CheckConstraint("takes_reason = (reason_code IS NOT NULL)", name="reason_when_taken"),
        CheckConstraint("takes_day = (due_on IS NOT NULL)", name="day_when_taken"),
        CheckConstraint("(recorded_by IS NULL) <> (recorded_by_token IS NULL)", name="one_recorder"),
        CheckConstraint("byte_count >= 0", name="bytes_not_negative"),
        CheckConstraint(
            "(sha256 IS NULL) = (byte_count IS NULL) AND (kind = 'supplied' OR sha256 IS NULL)",
            name="file_when_supplied",
        ),
        CheckConstraint(
            "(kind IN ('exclusion_approved', 'exclusion_refused')) = (proposal_id IS NOT NULL) "
            "AND (proposal_id IS NULL) = (proposed_by IS NULL)",
            name="answers_a_proposal",
        ),
        CheckConstraint("kind <> 'exclusion_proposed' OR recorded_by IS NOT NULL", name="person_proposes"),
        CheckConstraint("recorded_by <> proposed_by", name="two_people"),
        Index("ix_script_events_sampled_script_id_id", "sampled_script_id", "id"),
        # A script is excluded before its marking begins, or never: one of the two, and once.
        Index(
            "uq_script_events_excluded_or_marked",
            "sampled_script_id",
            unique=True,
            sqlite_where=_EXCLUDED_OR_MARKED,
            postgresql_where=_EXCLUDED_OR_MARKED,
        ),
    )


def events_of(session: Session, script: SampledScript) -> list[ScriptEvent]:
    """Return what happened to a sampled script, oldest first."""
    wanted = select(ScriptEvent).where(ScriptEvent.sampled_script_id == script.id).order_by(ScriptEvent.id)
    return list(session.scalars(wanted))


def events_of_frames(session: Session, frame_ids: Iterable[int]) -> dict[int, list[ScriptEvent]]:
    """Return what happened to the scripts sampled from some frames, by the script's number, oldest first."""
    wanted = (
        select(ScriptEvent)
        .join(SampledScript, SampledScript.id == ScriptEvent.sampled_script_id)
        .where(SampledScript.frame_id.in_(list(frame_ids)))
        .order_by(ScriptEvent.id)
    )
    events: dict[int, list[ScriptEvent]] = {}
    for event in session.scalars(wanted):
        events.setdefault(event.sampled_script_id, []).append(event)
    return events


explain("uq_script_events_proposal_id", sentence="This proposal was answered already.")
explain("ck_script_events_two_people", sentence="An exclusion is approved by another person than its proposer.")
explain("fk_script_events_kind_reason_code", field="reason", sentence="Give a reason from the list.")
explain(
    "uq_script_events_excluded_or_marked",
    sentence="A script is excluded before its marking begins, or not at all; one of the two is recorded already.",
)
