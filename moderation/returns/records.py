"""Returns and their results, the frames frozen from them, and what changed afterwards."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.closing import close
from moderation.database.columns import RowId, byte_ordered
from moderation.database.constraints import explain
from moderation.database.immutability import immutable, unvouched
from moderation.database.model import Identified, Model, checked_one_of, hex_digest, length_between, one_of
from moderation.people.records import Person, Token
from moderation.providers.records import Provider
from moderation.windows.policy_records import WindowPolicy
from moderation.windows.records import Window
from moderation.windows.seed_records import Seed, SeedRound
from sampling.frame_file import LARGEST_MARK
from sampling.told import Told, told

LONGEST_REFERENCE = 64


class ResultStatus(Told):
    """Whether a result may enter a frame: only a final one does."""

    FINAL = told("final", "Final", "The result is final, and enters the frame.")
    PENDING = told("pending", "Pending", "The result is not final yet, and stays out of the frame.")
    VOIDED = told("voided", "Voided", "The result was voided, and stays out of the frame.")


class Outcome(Told):
    """What an assessment ended in."""

    PASS = told("pass", "Pass", "Passed.")
    FAIL = told("fail", "Fail", "Failed.")


class AmendmentReason(Told):
    """Why a result changed after its frame froze."""

    PARTICIPANT_APPEAL = told(
        "participant_appeal", "Participant's appeal", "The participant appealed and the result changed."
    )
    CLERICAL_ERROR = told("clerical_error", "Clerical error", "The result was written down wrongly.")
    MALPRACTICE = told("malpractice", "Malpractice", "Malpractice was found.")
    AWARD_CORRECTED = told("award_corrected", "Award corrected", "An award was corrected.")


@immutable
class Return(Identified, Model):
    """One filing of a provider's results for a window; each filing is a version."""

    __tablename__ = "returns"

    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id))
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    version: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    byte_count: Mapped[int]
    presented_count: Mapped[int]
    final_count: Mapped[int]
    pending_count: Mapped[int]
    voided_count: Mapped[int]
    pass_count: Mapped[int]
    peer_moderated_count: Mapped[int]
    changed_count: Mapped[int]
    text_hash: Mapped[str] = mapped_column(String(64))
    filed_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    filed_by_token: Mapped[int | None] = mapped_column(ForeignKey(Token.id), index=True)
    filed_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("window_id", "provider_id", "version"),
        hex_digest("sha256"),
        hex_digest("text_hash"),
        CheckConstraint("version >= 1", name="version_from_one"),
        CheckConstraint("(filed_by IS NULL) <> (filed_by_token IS NULL)", name="one_filer"),
        CheckConstraint(
            "presented_count = final_count + pending_count + voided_count AND final_count >= 0 "
            "AND pending_count >= 0 AND voided_count >= 0 AND byte_count >= 0",
            name="counts_add_up",
        ),
        CheckConstraint(
            "pass_count BETWEEN 0 AND final_count AND peer_moderated_count BETWEEN 0 AND final_count "
            "AND changed_count BETWEEN 0 AND peer_moderated_count",
            name="counts_nest",
        ),
    )


# A frame's digest vouches for its results, together: a return may hold a million rows.
@unvouched
@immutable
class Result(Model):
    """One participant's assessment for one qualification and attempt, as a return reports it."""

    __tablename__ = "results"

    return_id: Mapped[int] = mapped_column(ForeignKey("returns.id"), primary_key=True, autoincrement=False)
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    script_ref: Mapped[str] = mapped_column(byte_ordered(LONGEST_REFERENCE))
    participant_ref: Mapped[str] = mapped_column(String(LONGEST_REFERENCE))
    # No foreign key: a check of every one of a million rows against the same ten codes costs more than the load.
    qualification: Mapped[str] = mapped_column(String(32))
    attempt: Mapped[int] = mapped_column(SmallInteger)
    status: Mapped[ResultStatus]
    final_mark: Mapped[int | None]
    max_mark: Mapped[int | None]
    outcome: Mapped[Outcome | None]
    peer_moderated: Mapped[bool]
    changed_by_peer_moderation: Mapped[bool]
    borderline: Mapped[bool]
    assessed_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("return_id", "script_ref"),
        # CHECKs: a foreign key would look up each of a million rows, twice.
        checked_one_of("status", ResultStatus),
        checked_one_of("outcome", Outcome),
        length_between("script_ref", shortest=1, longest=LONGEST_REFERENCE),
        CheckConstraint("attempt >= 1 AND row >= 1", name="numbers_from_one"),
        CheckConstraint(
            "(status = 'final') = (outcome IS NOT NULL) AND (status = 'final') = (final_mark IS NOT NULL)",
            name="settled_when_final",
        ),
        CheckConstraint(
            "status <> 'final' OR (max_mark IS NOT NULL AND assessed_on IS NOT NULL)", name="final_is_whole"
        ),
        CheckConstraint("final_mark BETWEEN 0 AND max_mark", name="mark_in_range"),
        CheckConstraint(f"max_mark BETWEEN 1 AND {LARGEST_MARK}", name="max_mark_in_range"),
        CheckConstraint("peer_moderated OR NOT changed_by_peer_moderation", name="changed_when_moderated"),
    )


@immutable
class Frame(Identified, Model):
    """A provider's final results in a window, frozen: a version of a return, its count, and a salted digest."""

    __tablename__ = "frames"

    # No frame without a policy that is fixed for ever.
    window_id: Mapped[int] = mapped_column(RowId, ForeignKey(WindowPolicy.window_id))
    provider_id: Mapped[int] = mapped_column(ForeignKey(Provider.id), index=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("returns.id"), index=True)
    scripts_count: Mapped[int]
    presented_count: Mapped[int]
    pending_count: Mapped[int]
    voided_count: Mapped[int]
    salt: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    late: Mapped[bool]
    # Why it froze before returns were due, where it did.
    text_hash: Mapped[str | None] = mapped_column(String(64))
    round_id: Mapped[int] = mapped_column(ForeignKey(SeedRound.id))
    frozen_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    frozen_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("window_id", "provider_id"),
        # What a seed and a draw refer to, so that neither can take a frame of another round.
        UniqueConstraint("id", "round_id"),
        hex_digest("salt"),
        hex_digest("digest"),
        hex_digest("text_hash"),
        CheckConstraint(
            "presented_count = scripts_count + pending_count + voided_count AND scripts_count >= 0 "
            "AND pending_count >= 0 AND voided_count >= 0",
            name="counts_add_up",
        ),
        Index("ix_frames_round_id", "round_id"),
    )


@immutable
class Amendment(Identified, Model):
    """What changed in a result after its frame froze: shown beside the frame, never inside it."""

    __tablename__ = "amendments"

    frame_id: Mapped[int] = mapped_column(ForeignKey("frames.id"))
    script_ref: Mapped[str] = mapped_column(byte_ordered(LONGEST_REFERENCE))
    field: Mapped[str] = mapped_column(String(32))
    value_before: Mapped[str | None] = mapped_column(String(64))
    value_after: Mapped[str | None] = mapped_column(String(64))
    reason_code: Mapped[AmendmentReason]
    recorded_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        one_of("reason_code", AmendmentReason),
        checked_one_of("field", ("final_mark", "max_mark", "outcome", "status", "qualification")),
        CheckConstraint(
            "value_before IS NULL OR value_after IS NULL OR value_before <> value_after", name="something_changed"
        ),
        Index("ix_amendments_frame_id_script_ref", "frame_id", "script_ref"),
    )


# What froze stays as it was counted, and it froze before anybody knew the digits: neither grows afterwards.
close(Result, by=Frame, column="return_id")
close(Frame, by=Seed, column="round_id")


def latest_return(session: Session, *, window_id: int, provider_id: int) -> Return | None:
    """Return a provider's newest filing for a window, if there is one."""
    statement = (
        select(Return)
        .where(Return.window_id == window_id, Return.provider_id == provider_id)
        .order_by(Return.version.desc())
        .limit(1)
    )
    return session.scalars(statement).first()


def frame_of(session: Session, *, window_id: int, provider_id: int) -> Frame | None:
    """Return a provider's frame in a window, if it froze."""
    return session.scalar(select(Frame).where(Frame.window_id == window_id, Frame.provider_id == provider_id))


def frames_of_window(session: Session, window_id: int) -> list[Frame]:
    """Return the frames of a window in the order in which they froze."""
    return list(session.scalars(select(Frame).where(Frame.window_id == window_id).order_by(Frame.id)))


def frozen_count(session: Session, window_id: int) -> int:
    """Return how many frames of a window froze."""
    return session.scalar(select(func.count()).select_from(Frame).where(Frame.window_id == window_id)) or 0


explain("uq_returns_window_id_provider_id_version", sentence="Somebody filed another version just now: try again.")
explain("uq_results_return_id_script_ref", field="script_ref", sentence="A script reference stands twice.")
explain(
    "ck_results_changed_when_moderated",
    field="changed_by_peer_moderation",
    sentence="A result that peer moderation changed was peer moderated.",
)
explain("uq_frames_window_id_provider_id", field="provider", sentence="This provider's frame is frozen already.")
