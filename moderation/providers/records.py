"""Providers, the history of their accreditation, and the qualifications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, ScalarSelect, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.columns import RowId, byte_ordered
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import CreatedAt, Identified, Model, length_between, one_of
from moderation.errors import NotFound, Step, Verb
from sampling.codes import is_code
from sampling.faults import shown
from sampling.told import Told, told

LONGEST_CODE = 32
LONGEST_NAME = 200
MOST_NAMED = 10


class Accreditation(Told):
    """The status of a provider's accreditation."""

    ACCREDITED = told("accredited", "Accredited", "Accredited.", then="The provider files returns and is judged.")
    NOTICE_GIVEN = told(
        "notice_given",
        "Notice given",
        "Accredited, with a notice of remedial action.",
        then="Judged as before; actions are due.",
    )
    REVOKED = told("revoked", "Revoked", "Accreditation was revoked by two officials.", then="The provider may appeal.")
    WITHDRAWN = told(
        "withdrawn", "Withdrawn", "The provider gave its accreditation up.", then="Later windows leave it out."
    )


class StatusReason(Told):
    """Why a provider's accreditation changed: a code, because the reasons in words may name people."""

    ADDED = told("added", "Added", "The provider was added.")
    REMEDIAL_ACTION_REQUIRED = told(
        "remedial_action_required", "Remedial action required", "A notice requires remedial action."
    )
    REMEDIAL_ACTION_COMPLETED = told(
        "remedial_action_completed", "Remedial action completed", "The provider took all the actions of its notice."
    )
    SERIOUS_UNDERPERFORMANCE = told(
        "serious_underperformance",
        "Serious underperformance",
        "Two officials decided that the provider seriously underperformed.",
    )
    APPEAL_UPHELD = told("appeal_upheld", "Appeal upheld", "An independent panel allowed the provider's appeal.")
    PROVIDER_REQUEST = told("provider_request", "Provider's request", "The provider asked for it.")


# A provider under notice is judged like any other: the notice asks for remedial action, it ends nothing.
IN_FORCE = (Accreditation.ACCREDITED, Accreditation.NOTICE_GIVEN)


class Regime(Told):
    """The suite of qualifications whose rules apply."""

    SUITE_2017 = told("2017", "The suite of 2017", "The suite of 2017: NPQML, NPQSL, NPQH, NPQEL.")
    REFORMED = told("reformed", "The reformed suite", "The reformed suite.")


@immutable
class Provider(Identified, CreatedAt, Model):
    """An organisation accredited to deliver NPQs."""

    __tablename__ = "providers"

    code: Mapped[str] = mapped_column(byte_ordered(LONGEST_CODE), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))

    __table_args__ = (
        length_between("code", shortest=1, longest=LONGEST_CODE),
        length_between("name", shortest=1, longest=LONGEST_NAME),
    )


@immutable
class ProviderStatus(Identified, CreatedAt, Model):
    """A change of a provider's accreditation; the latest `since` is what holds."""

    __tablename__ = "provider_statuses"

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    status: Mapped[Accreditation]
    since: Mapped[datetime]
    reason_code: Mapped[StatusReason]

    __table_args__ = (
        one_of("status", Accreditation),
        one_of("reason_code", StatusReason),
        Index("ix_provider_statuses_provider_id_since_id", "provider_id", "since", "id"),
    )


class Qualification(Model):
    """A National Professional Qualification in one suite; data, not code."""

    __tablename__ = "qualifications"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(LONGEST_CODE))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    regime: Mapped[Regime]
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("code", "regime"),
        one_of("regime", Regime),
        length_between("code", shortest=1, longest=LONGEST_CODE),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_it_begins"),
    )


def provider_by_code(session: Session, code: str) -> Provider:
    """Return the provider with a code, or say that there is none."""
    provider = session.scalar(select(Provider).where(Provider.code == code)) if is_code(code) else None
    if provider is None:
        raise _no_such_provider(session, code)
    return provider


def providers_by_code(session: Session, codes: Iterable[str]) -> dict[str, Provider]:
    """Return the providers with some codes, by code; a code without a provider is left out."""
    wanted = [code for code in codes if is_code(code)]
    found = session.scalars(select(Provider).where(Provider.code.in_(wanted)).order_by(Provider.code))
    return {provider.code: provider for provider in found}


def all_providers(session: Session) -> list[Provider]:
    """Return every provider in the order of their codes."""
    return list(session.scalars(select(Provider).order_by(Provider.code)))


def accredited_providers(session: Session) -> list[Provider]:
    """Return the providers whose accreditation is in force, under notice or not, in the order of their codes."""
    return list(session.scalars(select(Provider).where(_standing().in_(IN_FORCE)).order_by(Provider.code)))


def latest_status(session: Session, provider: Provider) -> ProviderStatus | None:
    """Return a provider's latest accreditation status."""
    return session.scalars(_newest_first(provider).limit(1)).first()


def status_before(session: Session, provider: Provider) -> ProviderStatus | None:
    """Return a provider's accreditation status before its latest change."""
    return session.scalars(_newest_first(provider).offset(1).limit(1)).first()


def latest_statuses(session: Session, provider_ids: Iterable[int]) -> dict[int, ProviderStatus]:
    """Return the latest accreditation status of some providers, by the provider's number."""
    history = (
        select(ProviderStatus)
        .where(ProviderStatus.provider_id.in_(list(provider_ids)))
        .order_by(ProviderStatus.since, ProviderStatus.id)
    )
    return {status.provider_id: status for status in session.scalars(history)}


def _newest_first(provider: Provider) -> Select[ProviderStatus]:
    return (
        select(ProviderStatus)
        .where(ProviderStatus.provider_id == provider.id)
        .order_by(ProviderStatus.since.desc(), ProviderStatus.id.desc())
    )


def _standing() -> ScalarSelect[Accreditation]:
    """Return the query for a provider's latest status, to be asked of each row of providers."""
    return (
        select(ProviderStatus.status)
        .where(ProviderStatus.provider_id == Provider.id)
        .order_by(ProviderStatus.since.desc(), ProviderStatus.id.desc())
        .limit(1)
        .correlate(Provider)
        .scalar_subquery()
    )


def _no_such_provider(session: Session, code: str) -> NotFound:
    sentence = f"There is no provider {shown(code)}."
    codes = list(session.scalars(select(Provider.code).order_by(Provider.code).limit(MOST_NAMED + 1)))
    if not codes:
        return NotFound(f"{sentence} No provider has been added yet.", then=Step(Verb.ADD_PROVIDER))
    more = " and others" if len(codes) > MOST_NAMED else ""
    return NotFound(f"{sentence} The providers are {', '.join(codes[:MOST_NAMED])}{more}.")


def known_qualifications(session: Session, regime: Regime | None = None) -> dict[str, Qualification]:
    """Return the qualifications by code, of one suite or of both (then the newer suite's row)."""
    wanted = select(Qualification).order_by(Qualification.from_on)
    if regime is not None:
        wanted = wanted.where(Qualification.regime == regime)
    return {qualification.code: qualification for qualification in session.scalars(wanted)}


explain("uq_providers_code", field="code", sentence="There is a provider with this code already.")
