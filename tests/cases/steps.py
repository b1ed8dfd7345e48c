"""The people and steps of a case in one line each, for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.cases.confirm_decision import ConfirmDecision, confirm_decision
from moderation.cases.decision_records import Decision, DecisionKind
from moderation.cases.gather_evidence import GatherEvidence, gather_evidence
from moderation.cases.lodge_appeal import LodgeAppeal, lodge_appeal
from moderation.cases.malpractice_records import MalpracticeKind, MalpracticeReport, MalpracticeStage
from moderation.cases.open_case import OpenCase, open_case
from moderation.cases.propose_decision import ActionWanted, ProposeDecision, propose_decision
from moderation.cases.records import Case, Evidence, Ground
from moderation.cases.remedies import ActionStanding, actions_of_case
from moderation.cases.remedy import JudgeRemedy, ShowRemedy, judge_remedy, show_remedy
from moderation.cases.remedy_records import Verdict
from moderation.cases.report_malpractice import ReportMalpractice, report_malpractice
from moderation.database.transaction import reading
from moderation.providers.records import Accreditation, latest_status, provider_by_code
from tests import builders
from tests.builders import Cast, later
from tests.inserting import inserting

OPENED = later(builders.FROZEN, days=200)
DUE = date(2016, 4, 1)
ACTIONS = (ActionWanted("Train every assessor on borderline cases.", DUE),)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Scene:
    """A database with the people of a test and one provider, CCC, with its own staff."""

    engine: Engine
    cast: Cast
    staff: Actor

    def do(self, action: Callable[..., Value], actor: Actor, command: Any, *, at: datetime = OPENED) -> Value:
        """Carry out one action in a transaction of its own."""
        with inserting(self.engine) as session:
            return action(Act(session, actor, at), command)

    def look(self, question: Callable[[Session], Value]) -> Value:
        """Ask something of the database."""
        with reading(self.engine) as session:
            return question(session)

    def open(self, *, enquiry_id: UUID | None = None) -> Case:
        """Open a case against the provider."""
        command = OpenCase(provider_code="CCC", reasons="It has not answered.", enquiry_id=enquiry_id)
        return self.do(open_case, self.cast.case_officer, command)

    def gather(self, case: Case, *, at: datetime = OPENED) -> tuple[Evidence, ...]:
        """Gather evidence for a case from the records."""
        return self.do(gather_evidence, self.cast.case_officer, GatherEvidence(case.public_id), at=at)

    def propose(
        self,
        case: Case,
        kind: DecisionKind,
        *,
        ground: Ground | None = None,
        at: datetime = OPENED,
        by: Actor | None = None,
        actions: tuple[ActionWanted, ...] | None = None,
    ) -> Decision:
        """Propose a decision."""
        if actions is None:
            actions = ACTIONS if kind is DecisionKind.NOTICE_OF_REMEDIAL_ACTION else ()
        command = ProposeDecision(
            case_id=case.public_id, kind=kind, reasons="For these reasons.", ground=ground, actions=actions
        )
        return self.do(propose_decision, by or self.cast.official, command, at=at)

    def confirm(self, case: Case, *, at: datetime = OPENED, by: Actor | None = None) -> None:
        """Confirm the proposal that waits."""
        self.do(confirm_decision, by or self.cast.witness, ConfirmDecision(case.public_id), at=at)

    def decide(self, case: Case, kind: DecisionKind, *, ground: Ground | None = None, at: datetime = OPENED) -> None:
        """Propose and confirm a decision."""
        self.propose(case, kind, ground=ground, at=at)
        self.confirm(case, at=at)

    def report(
        self,
        *,
        days: int = 40,
        stage: MalpracticeStage = MalpracticeStage.INVESTIGATION,
        at: datetime = OPENED,
    ) -> MalpracticeReport:
        """Report malpractice so many days after it began."""
        command = ReportMalpractice(
            provider_code="CCC",
            kind=MalpracticeKind.MALPRACTICE,
            stage=stage,
            began_at=later(at, days=-days),
            text="An assessor, Bo Sample, marked her own participant.",
        )
        return self.do(report_malpractice, self.staff, command, at=at)

    def appeal(self, case: Case, *, at: datetime = OPENED) -> None:
        """Appeal against the revocation that was confirmed last."""
        self.do(lodge_appeal, self.staff, LodgeAppeal(case_id=case.public_id, text="We did tell."), at=at)

    def actions(self, case: Case) -> tuple[ActionStanding, ...]:
        """Return the actions that the case's notices require."""
        return self.look(lambda session: actions_of_case(session, case.id))

    def judge(self, case: Case, verdict: Verdict, *, at: datetime = OPENED) -> None:
        """Judge every action of a case."""
        for each in self.actions(case):
            command = JudgeRemedy(action_id=each.action.public_id, verdict=verdict, reasons="Seen.")
            self.do(judge_remedy, self.cast.case_officer, command, at=at)

    def show(self, case: Case, *, at: datetime = OPENED) -> None:
        """Show something for every action of a case."""
        for each in self.actions(case):
            self.do(show_remedy, self.staff, ShowRemedy(action_id=each.action.public_id, text="Done."), at=at)

    def status(self) -> Accreditation:
        """Return where the provider's accreditation stands."""

        def standing(session: Session) -> Accreditation:
            found = latest_status(session, provider_by_code(session, "CCC"))
            assert found is not None
            return found.status

        return self.look(standing)


def scene(engine: Engine) -> Scene:
    """Make the people and the provider."""
    with inserting(engine) as session:
        cast = builders.make_cast(session)
        provider = builders.make_provider(session, "CCC")
        return Scene(engine, cast, builders.make_person(session, Role.PROVIDER, "ccc@ccc.example", provider=provider))
