"""Versions of the policy, the values they hold, and which of them a window adopted and was judged under."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import CreatedAt, Identified, Model, length_between, one_of
from moderation.people.records import Person
from moderation.windows.records import Window
from sampling.told import Told, told

LONGEST_LABEL = 100
LONGEST_VALUE = 200


class Basis(Told):
    """What a policy's value rests on."""

    SOURCED = told("sourced", "Sourced", "A source states the value.")
    ANALOGY = told("analogy", "Analogy", "The value follows a source on something alike.")
    POLICY = told("policy", "Policy", "The value was chosen for this service.")


@immutable
class PolicyVersion(Identified, CreatedAt, Model):
    """A version of the policy; without a window it is the service's default, without an approver the bundled one."""

    __tablename__ = "policy_versions"

    window_id: Mapped[int | None] = mapped_column(ForeignKey(Window.id), index=True)
    version: Mapped[int] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL), unique=True)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    effective_on: Mapped[date]

    __table_args__ = (
        CheckConstraint("version >= 1", name="version_from_one"),
        length_between("label", shortest=1, longest=LONGEST_LABEL),
    )


@immutable
class PolicyValue(Model):
    """One value of a policy, its basis, and the citation."""

    __tablename__ = "policy_values"

    policy_version_id: Mapped[int] = mapped_column(ForeignKey("policy_versions.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(LONGEST_VALUE))
    basis: Mapped[Basis]
    citation: Mapped[str] = mapped_column(Text)

    __table_args__ = (one_of("basis", Basis), length_between("key", shortest=1, longest=64))


@immutable
class PolicyAdoption(Model):
    """A policy adopted for a window by an official; the one with the highest number is in force."""

    __tablename__ = "policy_adoptions"

    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    policy_version_id: Mapped[int] = mapped_column(ForeignKey("policy_versions.id"), index=True)
    adopted_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    adopted_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("number >= 1", name="number_from_one"),)


@immutable
class WindowPolicy(Model):
    """The policy under which a window is judged: fixed as its first frame freezes, and no frame without it."""

    __tablename__ = "window_policies"

    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id), primary_key=True, autoincrement=False)
    policy_version_id: Mapped[int] = mapped_column(ForeignKey("policy_versions.id"), index=True)
    fixed_at: Mapped[datetime]


explain("pk_window_policies", sentence="The policy of this window is fixed already.")
explain("pk_policy_adoptions", sentence="Somebody adopted another policy just now: look at it and try again.")
explain("uq_policy_versions_version", sentence="Somebody recorded another version just now: try again.")
explain("uq_policy_versions_label", field="label", sentence="A version of the policy has this label already.")


def holds_policy(session: Session) -> bool:
    """Tell whether any version of the policy is recorded."""
    return session.scalar(select(PolicyVersion.id).limit(1)) is not None
