"""Who may not judge what, and which script was given to whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, length_between, one_of
from moderation.draws.records import SampledScript
from moderation.people.records import Person
from sampling.told import Told, told

LONGEST_INTEREST = 64


class InterestKind(Told):
    """What a moderator has an interest in."""

    PROVIDER = told("provider", "Provider", "The moderator works, or worked, for a provider.")
    SCHOOL = told("school", "School", "The moderator is tied to a school.")
    PERSON = told("person", "Person", "The moderator knows a participant.")


class MarkingRole(Told):
    """Which independent judgement an allocation asks for."""

    FIRST = told("first", "First", "The first judgement of a script.")
    SECOND = told("second", "Second", "A second judgement, made without sight of the first.")
    THIRD = told("third", "Third", "A third judgement, after a lead moderator sent the script back.")


class AllocationEndReason(Told):
    """Why an allocation was taken back before its judgement."""

    RECOGNISED = told(
        "recognised",
        "Recognised",
        "The moderator recognised whose script it is.",
        then="Another moderator is given the script.",
    )
    UNREADABLE = told("unreadable", "Unreadable", "The script cannot be read.", then="The provider supplies it again.")
    WRONG_PERSON = told(
        "wrong_person", "Wrong person", "The file is somebody else's.", then="The provider supplies the script again."
    )
    IDENTIFIES_A_CHILD = told(
        "identifies_a_child",
        "Identifies a child",
        "The file names a child.",
        then="The provider supplies a copy that does not.",
    )
    INTEREST = told(
        "interest", "Interest", "The moderator has an interest.", then="Another moderator is given the script."
    )
    ABSENCE = told("absence", "Absence", "The moderator is away.", then="Another moderator is given the script.")
    BALANCE = told("balance", "Balance", "The work was shared out anew.", then="Another moderator is given the script.")
    SCRIPT_EXCLUDED = told("script_excluded", "Script excluded", "The script left the sample.")


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
