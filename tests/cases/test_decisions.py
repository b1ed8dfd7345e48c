"""Decisions: proposed with reasons by one official, confirmed by another, and never made by code."""

from __future__ import annotations

import ast
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from moderation.access.permissions import MATRIX, Permission, Role
from moderation.cases.decision_records import Decision, DecisionConfirmation, DecisionKind
from moderation.cases.decision_rules import NEXT
from moderation.cases.find import cases
from moderation.cases.lodge_appeal import LodgeAppeal, lodge_appeal
from moderation.cases.malpractice_records import MalpracticeKind, MalpracticeStage
from moderation.cases.propose_decision import WithdrawProposal, withdraw_proposal
from moderation.cases.records import Case, Ground
from moderation.cases.remedies import actions_of_case
from moderation.cases.remedy import JudgeRemedy, judge_remedy
from moderation.cases.remedy_records import Verdict
from moderation.cases.report_malpractice import ReportMalpractice, report_malpractice
from moderation.errors import Conflict, NotAllowed, Rejected
from moderation.providers.records import Accreditation
from tests.builders import later
from tests.cases.steps import ACTIONS, OPENED, Scene, scene
from tests.inserting import inserting
from tests.worlds import Stand

K = DecisionKind
GROUND = Ground.NOT_REPORTED_IMMEDIATELY


@pytest.fixture
def play(stand: Stand) -> Scene:
    return stand(scene)


@pytest.fixture
def case(play: Scene) -> Case:
    command = ReportMalpractice(
        provider_code="CCC",
        kind=MalpracticeKind.MALPRACTICE,
        stage=MalpracticeStage.INVESTIGATION,
        began_at=later(OPENED, days=-40),
        text="Found in March, told in April.",
    )
    play.do(report_malpractice, play.staff, command)
    opened = play.open()
    play.gather(opened)
    return opened


def test_the_official_who_proposed_cannot_confirm(play: Scene, case: Case) -> None:
    play.propose(case, K.REVOCATION, ground=GROUND)
    with pytest.raises(Conflict, match="another official confirms it"):
        play.confirm(case, by=play.cast.official)
    assert play.status() is Accreditation.ACCREDITED
    play.confirm(case)
    assert play.status() is Accreditation.REVOKED


def test_the_database_itself_holds_the_two_officials_apart(play: Scene, case: Case) -> None:
    decision = play.propose(case, K.REVOCATION, ground=GROUND)
    one, other = play.cast.official.person_id, play.cast.witness.person_id
    for proposer, confirmer in ((one, one), (other, one)):
        with pytest.raises(Conflict), inserting(play.engine) as session:
            session.execute(
                text("INSERT INTO decision_confirmations VALUES (:decision, :proposer, :confirmer, :at)"),
                {
                    "decision": decision.id,
                    "proposer": proposer,
                    "confirmer": confirmer,
                    "at": "2016-03-01T00:00:00.000000Z",
                },
            )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICIAL])
def test_nobody_but_an_official_may_propose_or_confirm(role: Role) -> None:
    assert not MATRIX[role] & {Permission.PROPOSE_DECISION, Permission.CONFIRM_DECISION}


@pytest.mark.parametrize("who", ["case_officer", "lead", "administrator"])
def test_proposals_of_others_are_refused(play: Scene, case: Case, who: str) -> None:
    with pytest.raises(NotAllowed, match="a DfE official"):
        play.propose(case, K.NO_ACTION, by=getattr(play.cast, who))
    play.propose(case, K.NO_ACTION)
    with pytest.raises(NotAllowed, match="a DfE official"):
        play.confirm(case, by=getattr(play.cast, who))


def test_no_code_path_makes_a_decision_or_its_confirmation_but_the_two_acts_of_officials(repository: Path) -> None:
    made: dict[str, set[str]] = {"Decision": set(), "DecisionConfirmation": set()}
    for path in sorted((repository / "moderation").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in made:
                made[node.func.id].add(path.stem)
    assert made == {"Decision": {"propose_decision"}, "DecisionConfirmation": {"confirm_decision"}}


def test_the_figure_alone_supports_no_ground(play: Scene) -> None:
    case = play.open()
    with pytest.raises(Conflict, match="never on the figure alone"):
        play.propose(case, K.REVOCATION, ground=Ground.NO_REASONABLE_STEPS)


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        ({"kind": K.REVOCATION}, ["ground"]),
        ({"kind": K.NO_ACTION, "ground": GROUND, "actions": ACTIONS}, ["ground", "actions"]),
        ({"kind": K.NOTICE_OF_REMEDIAL_ACTION, "actions": ()}, ["actions"]),
    ],
)
def test_a_decision_names_what_its_kind_needs_and_no_more(
    play: Scene, case: Case, given: dict[str, Any], columns: list[str]
) -> None:
    with pytest.raises(Rejected) as refused:
        play.propose(case, **given)
    assert [fault.column for fault in refused.value.faults] == columns


def test_actions_are_not_due_before_they_are_required(play: Scene, case: Case) -> None:
    with pytest.raises(Rejected, match="today or later"):
        play.propose(case, K.NOTICE_OF_REMEDIAL_ACTION, at=later(OPENED, days=400))


def test_one_proposal_waits_at_a_time_and_can_be_withdrawn(play: Scene, case: Case) -> None:
    play.propose(case, K.NO_ACTION)
    with pytest.raises(Conflict, match="waits for its second official"):
        play.propose(case, K.REVOCATION, ground=GROUND)
    play.do(withdraw_proposal, play.cast.witness, WithdrawProposal(case.public_id))
    with pytest.raises(Conflict, match="No proposal waits"):
        play.confirm(case)
    play.decide(case, K.REVOCATION, ground=GROUND)


def test_accepting_needs_every_action_judged_and_restores_the_status(play: Scene, case: Case) -> None:
    play.decide(case, K.NOTICE_OF_REMEDIAL_ACTION)
    assert play.status() is Accreditation.NOTICE_GIVEN
    with pytest.raises(Conflict, match="Remedial action 1 is not judged"):
        play.propose(case, K.REMEDIAL_ACTION_ACCEPTED)
    (standing,) = play.look(lambda session: actions_of_case(session, case.id))
    verdict = JudgeRemedy(action_id=standing.action.public_id, verdict=Verdict.TAKEN, reasons="Seen.")
    play.do(judge_remedy, play.cast.case_officer, verdict)
    play.decide(case, K.REMEDIAL_ACTION_ACCEPTED, at=later(OPENED, days=1))
    assert play.status() is Accreditation.ACCREDITED


@pytest.mark.parametrize(
    ("word", "status"),
    [(K.APPEAL_ALLOWED, Accreditation.ACCREDITED), (K.APPEAL_DISMISSED, Accreditation.REVOKED)],
)
def test_an_appeal_is_heard_once_and_the_panels_word_is_final(
    play: Scene, case: Case, word: K, status: Accreditation
) -> None:
    appeal = LodgeAppeal(case_id=case.public_id, text="We did tell.")
    with pytest.raises(Conflict, match="Only a revocation"):
        play.do(lodge_appeal, play.staff, appeal)
    play.decide(case, K.REVOCATION, ground=GROUND)
    with pytest.raises(Conflict, match="No appeal is lodged"):
        play.propose(case, word)
    play.do(lodge_appeal, play.staff, appeal)
    with pytest.raises(Conflict, match="lodged already"):
        play.do(lodge_appeal, play.staff, appeal)
    play.propose(case, word, at=later(OPENED, days=1))
    with pytest.raises(Conflict, match="another official"):
        play.confirm(case, by=play.cast.official)
    play.confirm(case, at=later(OPENED, days=1))
    assert play.status() is status
    with pytest.raises(Conflict, match="closed"):
        play.propose(case, K.NOTICE_OF_REMEDIAL_ACTION)
    with pytest.raises(Conflict, match="the panel's word is final"):
        play.do(lodge_appeal, play.staff, appeal)


def test_every_kind_of_decision_says_what_may_follow_and_only_an_appeal_follows_a_revocation() -> None:
    assert set(NEXT) == {None, *K}
    assert NEXT[K.REVOCATION] == {K.APPEAL_ALLOWED, K.APPEAL_DISMISSED}
    assert {kind for kind in K if not NEXT[kind]} == {
        K.NO_ACTION, K.REMEDIAL_ACTION_ACCEPTED, K.APPEAL_ALLOWED, K.APPEAL_DISMISSED
    }  # fmt: skip


def test_gathering_and_listing_decide_nothing(play: Scene, case: Case) -> None:
    play.gather(case, at=later(OPENED, days=500))
    (standing,) = play.look(lambda session: cases(session, provider_code="CCC"))
    assert standing.decisions == ()
    for table in (Decision.__table__, DecisionConfirmation.__table__):
        counted = select(func.count()).select_from(table)
        assert play.look(partial(Session.scalar, statement=counted)) == 0
