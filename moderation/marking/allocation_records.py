"""Who may not judge what, and which script was given to whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, length_between, one_of
from moderation.draws.records import SampledScript
from moderation.people.records import Person

LONGEST_INTEREST = 64


class InterestKind(StrEnum):
    """What a moderator has an interest in."""

    PROVIDER = auto()
    SCHOOL = auto()
    PERSON = auto()


class MarkingRole(StrEnum):
    """Which independent judgement an allocation asks for."""

    FIRST = auto()
    SECOND = auto()
    THIRD = auto()


class AllocationEndReason(StrEnum):
    """Why an allocation was taken back before its judgement."""

    RECOGNISED = auto()
    UNREADABLE = auto()
    WRONG_PERSON = auto()
    IDENTIFIES_A_CHILD = auto()
    INTEREST = auto()
    ABSENCE = auto()
    BALANCE = auto()
    SCRIPT_EXCLUDED = auto()


@immutable
class InterestDeclared(Identified, Model):
    """Something or somebody that a moderator must not judge; a row that withdraws another ends it."""

    __tablename__ = "declared_interests"

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    kind: Mapped[InterestKind]
    code: Mapped[str] = mapped_column(String(LONGEST_INTEREST))
    withdraws_id: Mapped[int | None] = mapped_column(ForeignKey("declared_interests.id"), unique=True)
    declared_at: Mapped[datetime]

    __table_args__ = (one_of("kind", InterestKind), length_between("code", shortest=1, longest=LONGEST_INTEREST))


@immutable
class Allocation(Identified, Model):
    """A script given to a moderator; nobody is told why there is a second."""

    __tablename__ = "allocations"

    sampled_script_id: Mapped[int] = mapped_column(ForeignKey(SampledScript.id))
    moderator_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    role: Mapped[MarkingRole]
    allocated_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    allocated_at: Mapped[datetime]

    __table_args__ = (
        # Whoever judged a script once, or gave it back, never gets it again: that holds the independence.
        UniqueConstraint("sampled_script_id", "moderator_id"),
        one_of("role", MarkingRole),
    )


@immutable
class AllocationEnd(Model):
    """An allocation that was taken back."""

    __tablename__ = "allocation_ends"

    allocation_id: Mapped[int] = mapped_column(ForeignKey("allocations.id"), primary_key=True, autoincrement=False)
    reason_code: Mapped[AllocationEndReason]
    ended_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    ended_at: Mapped[datetime]

    __table_args__ = (one_of("reason_code", AllocationEndReason),)


explain("uq_allocations_sampled_script_id_moderator_id", sentence="This moderator has had this script already.")
explain("uq_declared_interests_withdraws_id", sentence="This interest was withdrawn already.")
explain("pk_allocation_ends", sentence="This allocation was taken back already.")
