"""Cases: what the records hold for and against, and the notice with its actions."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from moderation.audit.records import AuditEntry
from moderation.audit.verify import verify
from moderation.cases.case_file import case_file
from moderation.cases.decision_records import DecisionKind
from moderation.cases.gather_evidence import AddEvidence, add_evidence
from moderation.cases.open_case import OpenCase, open_case
from moderation.cases.records import EvidenceKind, Ground, Side
from moderation.cases.remedies import actions_of_case
from moderation.cases.remedy import JudgeRemedy, ShowRemedy, judge_remedy, show_remedy
from moderation.cases.remedy_records import Verdict
from moderation.database.clock import end_of_day
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from tests.cases.steps import DUE, Scene, scene
from tests.worlds import Stand

OVERDUE = end_of_day(DUE)


@pytest.fixture
def play(stand: Stand) -> Scene:
    return stand(scene)


def test_gathering_twice_adds_nothing_that_is_there(play: Scene) -> None:
    play.report(days=3)
    case = play.open()
    assert len(play.gather(case)) == 1
    assert play.gather(case) == ()
    play.report(days=2)
    assert len(play.gather(case)) == 1


def test_a_notice_binds_once_confirmed_and_overdue_actions_speak_for_the_first_ground(play: Scene) -> None:
    case = play.open()
    play.propose(case, DecisionKind.NOTICE_OF_REMEDIAL_ACTION)
    assert play.look(lambda session: actions_of_case(session, case.id)) == ()
    play.confirm(case)
    assert play.gather(case, at=OVERDUE - timedelta(seconds=1)) == ()
    (evidence,) = play.gather(case, at=OVERDUE)
    assert (evidence.ground, evidence.side) == (Ground.REMEDIAL_ACTION_NOT_TAKEN, Side.FOR)
    assert json.loads(evidence.facts)["overdue"]


@pytest.mark.parametrize(
    ("verdict", "side"),
    [
        (Verdict.TAKEN, Side.AGAINST),
        (Verdict.NOT_TAKEN_FOR_COMPELLING_REASONS, Side.AGAINST),
        (Verdict.NOT_TAKEN, Side.FOR),
    ],
)
def test_what_a_provider_shows_is_judged_by_a_person(play: Scene, verdict: Verdict, side: Side) -> None:
    case = play.open()
    play.decide(case, DecisionKind.NOTICE_OF_REMEDIAL_ACTION)
    (standing,) = play.look(lambda session: actions_of_case(session, case.id))
    action_id = standing.action.public_id
    with pytest.raises(NotAllowed, match="the provider's own staff"):
        play.do(show_remedy, play.cast.official, ShowRemedy(action_id=action_id, text="Done."))
    play.do(show_remedy, play.staff, ShowRemedy(action_id=action_id, text="All forty were trained."))
    (shown,) = play.gather(case, at=OVERDUE)
    assert shown.side is Side.AGAINST
    judged = JudgeRemedy(action_id=action_id, verdict=verdict, reasons="The register shows it.")
    with pytest.raises(NotAllowed):
        play.do(judge_remedy, play.staff, judged)
    play.do(judge_remedy, play.cast.case_officer, judged)
    (evidence,) = play.gather(case, at=OVERDUE)
    assert evidence.side is side


def test_people_add_what_the_records_cannot_hold(play: Scene) -> None:
    case = play.open()
    added = AddEvidence(
        case_id=case.public_id,
        kind=EvidenceKind.PARTICIPANT_FEEDBACK,
        side=Side.FOR,
        note="A mean rating of 4 of 10.",
        ground=Ground.NO_REASONABLE_STEPS,
    )
    play.do(add_evidence, play.cast.case_officer, added)
    own = AddEvidence(
        case_id=case.public_id,
        kind=EvidenceKind.EXTENUATING_CIRCUMSTANCES,
        side=Side.AGAINST,
        note="Our lead school was flooded.",
    )
    play.do(add_evidence, play.staff, own)
    file = play.look(lambda session: case_file(session, case.public_id))
    weighed = {each.ground: each for each in file.grounds}
    assert (
        weighed[Ground.NO_REASONABLE_STEPS].sentence
        == "On the ground no reasonable steps: 1 for, 0 against. People decide."
    )
    assert [each.kind for each in weighed[None].opposing] == [EvidenceKind.EXTENUATING_CIRCUMSTANCES]
    assert "Our lead school was flooded." in map(str, file.words.values())
    assert file.not_considered == (
        EvidenceKind.SELF_ASSESSMENT,
        EvidenceKind.FINDING,
        EvidenceKind.PERFORMANCE_REVIEW,
        EvidenceKind.PROVIDER_EVIDENCE,
    )


def test_a_provider_speaks_for_itself_and_nobody_types_what_records_hold(play: Scene) -> None:
    case = play.open()
    wrong = AddEvidence(case_id=case.public_id, kind=EvidenceKind.FINDING, side=Side.FOR, note=" ")
    with pytest.raises(Rejected) as refused:
        play.do(add_evidence, play.staff, wrong)
    assert [fault.column for fault in refused.value.faults] == ["note", "kind", "side"]
    with pytest.raises(Rejected, match="gathered from the records"):
        play.do(add_evidence, play.cast.case_officer, wrong)


def test_a_case_needs_reasons_and_a_known_provider(play: Scene) -> None:
    with pytest.raises(Rejected, match="Write something"):
        play.do(open_case, play.cast.case_officer, OpenCase(provider_code="CCC", reasons=""))
    with pytest.raises(NotFound, match="ZZZ"):
        play.do(open_case, play.cast.case_officer, OpenCase(provider_code="ZZZ", reasons="x"))
    with pytest.raises(NotAllowed):
        play.do(open_case, play.staff, OpenCase(provider_code="CCC", reasons="x"))


def test_a_closed_case_takes_no_more_evidence(play: Scene) -> None:
    case = play.open()
    play.decide(case, DecisionKind.NO_ACTION)
    with pytest.raises(Conflict, match="closed"):
        play.gather(case)


def test_the_log_holds_every_step_and_nobodys_words(play: Scene) -> None:
    play.report(days=2)
    case = play.open()
    play.gather(case)
    play.decide(case, DecisionKind.NOTICE_OF_REMEDIAL_ACTION)
    assert play.look(verify).holds
    entries = play.look(lambda session: session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all())
    assert [entry.action for entry in entries] == [
        "malpractice_reported",
        "case_opened",
        "evidence_gathered",
        "decision_proposed",
        "provider_status_changed",
        "decision_confirmed",
    ]
    assert "Sample" not in " ".join(entry.details for entry in entries)
