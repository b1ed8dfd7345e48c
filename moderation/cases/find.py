"""Finds enquiries and cases by their public identifiers, with the state of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from moderation.cases.decision_records import Appeal, Decision, DecisionConfirmation, DecisionKind, DecisionWithdrawal
from moderation.cases.records import Case
from moderation.errors import NotFound, Step, Verb
from moderation.findings.enquiry_records import Enquiry, EnquiryEvent, EnquiryEventKind
from moderation.providers.records import Provider, provider_by_code
from moderation.windows.records import Window

FINAL = (DecisionKind.APPEAL_ALLOWED, DecisionKind.APPEAL_DISMISSED)
CLOSING = (DecisionKind.NO_ACTION, DecisionKind.REMEDIAL_ACTION_ACCEPTED, *FINAL)


@dataclass(frozen=True, slots=True)
class EnquiryStanding:
    """An enquiry with its provider, window and last step."""

    enquiry: Enquiry
    provider_code: str
    window_code: str
    last: EnquiryEventKind | None


@dataclass(frozen=True, slots=True)
class TakenDecision:
    """A decision and its second official, if there is one; withdrawn ones bind nobody."""

    decision: Decision
    confirmation: DecisionConfirmation | None
    is_withdrawn: bool
    appeal: Appeal | None

    @property
    def is_open(self) -> bool:
        """Tell whether a proposal waits for its second official."""
        return self.confirmation is None and not self.is_withdrawn


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """A case with its provider and its decisions, oldest first."""

    case: Case
    provider: Provider
    decisions: tuple[TakenDecision, ...]

    @property
    def confirmed(self) -> tuple[TakenDecision, ...]:
        """The decisions that two officials took."""
        return tuple(each for each in self.decisions if each.confirmation is not None)

    @property
    def last(self) -> TakenDecision | None:
        """The decision that was confirmed last."""
        return self.confirmed[-1] if self.confirmed else None

    @property
    def proposal(self) -> TakenDecision | None:
        """The proposal that waits for its second official."""
        return next((each for each in self.decisions if each.is_open), None)

    @property
    def in_force(self) -> DecisionKind | None:
        """The decision in force; an allowed appeal undoes the revocation, and an earlier notice holds again."""
        held: list[DecisionKind] = []
        for taken in self.confirmed:
            if taken.decision.kind is DecisionKind.APPEAL_ALLOWED and len(held) > 1:
                held.pop()
            else:
                held.append(taken.decision.kind)
        return held[-1] if held else None

    @property
    def is_closed(self) -> bool:
        """Tell whether the last word was spoken."""
        return self.in_force in CLOSING


def enquiry_standing(session: Session, enquiry_id: UUID) -> EnquiryStanding:
    """Return an enquiry, or say that there is none."""
    row = session.execute(_enquiries().where(Enquiry.public_id == enquiry_id)).first()
    if row is None:
        raise NotFound("There is no such enquiry.", then=Step(Verb.LIST_CASES))
    return EnquiryStanding(*row)


def enquiries(
    session: Session, *, provider_code: str | None = None, window_code: str | None = None
) -> list[EnquiryStanding]:
    """Return enquiries in the order in which they were opened."""
    statement = _enquiries().order_by(Enquiry.id)
    if provider_code is not None:
        statement = statement.where(Provider.code == provider_code)
    if window_code is not None:
        statement = statement.where(Window.code == window_code)
    return [EnquiryStanding(*row) for row in session.execute(statement)]


def case_standing(session: Session, case_id: UUID) -> CaseStanding:
    """Return a case, or say that there is none."""
    found = _cases(session, select(Case, Provider).where(Case.public_id == case_id))
    if not found:
        raise NotFound("There is no such case.", then=Step(Verb.LIST_CASES))
    return found[0]


def cases(session: Session, *, provider_code: str | None = None) -> list[CaseStanding]:
    """Return cases in the order in which they were opened, all or those of one provider."""
    wanted = select(Case, Provider)
    if provider_code is not None:
        wanted = wanted.where(Case.provider_id == provider_by_code(session, provider_code).id)
    return _cases(session, wanted)


def cases_numbered(session: Session, numbers: Collection[int]) -> dict[int, CaseStanding]:
    """Return cases by their numbers."""
    found = _cases(session, select(Case, Provider).where(Case.id.in_(numbers)))
    return {each.case.id: each for each in found}


def _enquiries() -> Select[*tuple[Any, ...]]:
    newest = (
        select(EnquiryEvent.kind)
        .where(EnquiryEvent.enquiry_id == Enquiry.id)
        .order_by(EnquiryEvent.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(Enquiry, Provider.code, Window.code, newest)
        .join(Provider, Provider.id == Enquiry.provider_id)
        .join(Window, Window.id == Enquiry.window_id)
    )


def _cases(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[CaseStanding]:
    statement = wanted.join(Provider, Provider.id == Case.provider_id).order_by(Case.id)
    found = [(row[0], row[1]) for row in session.execute(statement)]
    decisions = _decisions(session, [case.id for case, _ in found])
    return [CaseStanding(case, provider, tuple(decisions.get(case.id, ()))) for case, provider in found]


def _decisions(session: Session, case_ids: Iterable[int]) -> dict[int, list[TakenDecision]]:
    statement = (
        select(Decision, DecisionConfirmation, DecisionWithdrawal.decision_id, Appeal)
        .outerjoin(DecisionConfirmation, DecisionConfirmation.decision_id == Decision.id)
        .outerjoin(DecisionWithdrawal, DecisionWithdrawal.decision_id == Decision.id)
        .outerjoin(Appeal, Appeal.decision_id == Decision.id)
        .where(Decision.case_id.in_(list(case_ids)))
        .order_by(Decision.id)
    )
    found: dict[int, list[TakenDecision]] = {}
    for decision, confirmation, withdrawn, appeal in session.execute(statement):
        found.setdefault(decision.case_id, []).append(
            TakenDecision(decision, confirmation, withdrawn is not None, appeal)
        )
    return found
