"""Matters of malpractice: a report opens a record, each matter counts once, and the clock runs one way."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import OPERATOR
from moderation.access.permissions import Role
from moderation.audit.verify import verify
from moderation.cases.case_file import case_file
from moderation.cases.decision_records import DecisionKind
from moderation.cases.gather_evidence import AddEvidence, add_evidence
from moderation.cases.malpractice_matters import Matter, matters_of
from moderation.cases.malpractice_records import Investigation, MalpracticeKind, MalpracticeReport, MalpracticeStage
from moderation.cases.record_award import RecordAward, record_award
from moderation.cases.records import Case, Evidence, EvidenceKind, Ground, Side
from moderation.cases.report_malpractice import (
    RecordInvestigation,
    ReportMalpractice,
    record_investigation,
    report_malpractice,
)
from moderation.database.clock import end_of_day
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from moderation.people.records import Scope
from moderation.people.tokens import AddToken, TokenActor, add_token, authenticate
from moderation.providers.records import Accreditation, provider_by_code
from moderation.returns.records import Outcome
from tests import builders
from tests.builders import Line, later
from tests.cases.steps import DUE, OPENED, Scene, scene
from tests.inserting import inserting
from tests.worlds import Stand

STEPS, TOLD = Ground.NO_REASONABLE_STEPS, Ground.NOT_REPORTED_IMMEDIATELY
SEEN = later(OPENED, days=60)
INVESTIGATION, CONFIRMED = MalpracticeStage.INVESTIGATION, MalpracticeStage.CONFIRMED


@pytest.fixture
def play(stand: Stand) -> Scene:
    return stand(scene)


def record(
    play: Scene,
    *,
    began: datetime,
    stage: MalpracticeStage = CONFIRMED,
    report_id: UUID | None = None,
    supersedes_id: UUID | None = None,
) -> Investigation:
    command = RecordInvestigation(
        provider_code="CCC",
        kind=MalpracticeKind.MALADMINISTRATION,
        stage=stage,
        began_at=began,
        text="Told by a former assessor.",
        report_id=report_id,
        supersedes_id=supersedes_id,
    )
    return play.do(record_investigation, play.cast.case_officer, command, at=SEEN)


def matters(play: Scene) -> tuple[Matter, ...]:
    return play.look(lambda session: matters_of(session, provider_by_code(session, "CCC").id))


def opened_by(play: Scene, report: MalpracticeReport) -> Investigation:
    wanted = select(Investigation).where(Investigation.report_id == report.id).order_by(Investigation.id)
    return play.look(lambda session: session.scalars(wanted).first()) or pytest.fail("no record was opened")


def told(evidence: tuple[Evidence, ...]) -> set[tuple[Ground | None, Side]]:
    return {(each.ground, each.side) for each in evidence}


@pytest.mark.parametrize(("days", "side"), [(0, Side.AGAINST), (1, Side.FOR), (12, Side.FOR)])
def test_the_days_to_a_report_are_facts_on_the_third_ground(play: Scene, days: int, side: Side) -> None:
    play.report(days=days)
    gathered = play.gather(play.open())
    (evidence,) = [each for each in gathered if each.ground is TOLD]
    assert (evidence.kind, evidence.side) == (EvidenceKind.MALPRACTICE_REPORT, side)
    assert json.loads(evidence.facts)["days"] == days


def test_a_report_opens_a_record_of_the_investigation_in_the_same_act(play: Scene) -> None:
    report = play.report()
    opened = opened_by(play, report)
    assert (opened.began_at, opened.stage, opened.kind) == (report.began_at, report.stage, report.kind)
    assert (opened.recorded_by, opened.recorded_at) == (play.staff.person_id, report.reported_at)
    assert [matter.source_id for matter in matters(play)] == [report.public_id]
    assert play.look(verify).holds


def test_a_report_by_a_program_opens_a_record_too(play: Scene) -> None:
    command = AddToken(scope=Scope.PROVIDER, provider_code="CCC", expires_on=DUE)
    program = play.do(add_token, OPERATOR, command).plaintext
    with reading(play.engine) as session:
        known = authenticate(session, program, OPENED)
    assert isinstance(known, TokenActor)
    report = play.do(
        report_malpractice,
        known.actor,
        ReportMalpractice(
            provider_code="CCC",
            kind=MalpracticeKind.MALPRACTICE,
            stage=CONFIRMED,
            began_at=OPENED,
            text="Found by our checks.",
        ),
    )
    opened = opened_by(play, report)
    assert opened.recorded_by is None
    assert opened.recorded_by_token == report.reported_by_token


def test_an_investigation_that_nobody_reported_speaks_for_the_third_ground(play: Scene) -> None:
    record(play, began=later(OPENED, days=-90))
    (matter,) = matters(play)
    assert (matter.days, matter.is_reported) == (None, False)
    assert told(play.gather(play.open(), at=SEEN)) == {(TOLD, Side.FOR), (None, Side.FOR)}


def test_days_are_those_of_london(play: Scene) -> None:
    began = end_of_day(DUE) - timedelta(minutes=1)
    command = ReportMalpractice(
        provider_code="CCC",
        kind=MalpracticeKind.MALPRACTICE,
        stage=CONFIRMED,
        began_at=began,
        text="Confirmed just before midnight.",
    )
    play.do(report_malpractice, play.staff, command, at=began + timedelta(minutes=2))
    (matter,) = matters(play)
    assert matter.days == 1


def test_a_report_cannot_begin_ahead_and_is_for_the_own_provider_alone(play: Scene) -> None:
    with pytest.raises(Rejected) as refused:
        play.report(days=-1)
    assert [fault.column for fault in refused.value.faults] == ["began_at"]
    with inserting(play.engine) as session:
        other = builders.make_provider(session, "DDD")
        stranger = builders.make_person(session, Role.PROVIDER, "ddd@ddd.example", provider=other)
    command = ReportMalpractice(
        provider_code="CCC",
        kind=MalpracticeKind.MALPRACTICE,
        stage=CONFIRMED,
        began_at=OPENED,
        text="About somebody else.",
    )
    with pytest.raises(NotAllowed, match="your own provider only"):
        play.do(report_malpractice, stranger, command)


def test_a_report_that_came_before_the_beginning_on_record_accuses_nobody(play: Scene) -> None:
    report = play.report(days=0)
    record(play, began=later(OPENED, days=3), stage=INVESTIGATION, report_id=report.public_id)
    (matter,) = matters(play)
    assert matter.days == -3
    assert told(play.gather(play.open(), at=SEEN)) == {(TOLD, Side.AGAINST), (STEPS, Side.AGAINST)}


def test_a_confirmed_instance_is_not_reported_by_the_report_of_its_investigation(play: Scene) -> None:
    report = play.report(days=0)
    with pytest.raises(Conflict, match="of the stage investigation"):
        record(play, began=later(OPENED, days=20), report_id=report.public_id)
    earlier = opened_by(play, report)
    with pytest.raises(Conflict, match="of the stage investigation"):
        record(play, began=later(OPENED, days=20), supersedes_id=earlier.public_id)
    with pytest.raises(NotFound, match="no such report"):
        record(play, began=OPENED, report_id=uuid4())
    with pytest.raises(NotFound, match="no such record"):
        record(play, began=OPENED, supersedes_id=uuid4())


def test_an_instance_that_is_reported_and_recorded_counts_once_and_the_later_word_on_it_stands(play: Scene) -> None:
    report = play.report(days=5, stage=CONFIRMED)
    case = play.open()
    first = play.gather(case)
    record(play, began=later(OPENED, days=-9), report_id=report.public_id)
    (matter,) = matters(play)
    assert (matter.source_id, matter.days) == (report.public_id, 9)
    play.gather(case, at=SEEN)
    assert counts(play, case) == {None: (1, 0), STEPS: (0, 0), TOLD: (1, 0)}
    file = play.look(lambda session: case_file(session, case.public_id))
    assert [each.id for each in file.no_longer_holds] == [each.id for each in first]


def test_an_instance_that_was_recorded_and_then_reported_counts_once(play: Scene) -> None:
    unreported = record(play, began=later(OPENED, days=-9))
    case = play.open()
    play.gather(case, at=SEEN)
    report = play.report(days=2, stage=CONFIRMED, at=SEEN)
    assert len(matters(play)) == len([unreported, report])
    joined = record(play, began=later(OPENED, days=-9), report_id=report.public_id, supersedes_id=unreported.public_id)
    (matter,) = matters(play)
    assert (matter.source_id, matter.reported_at, matter.began_at) == (report.public_id, SEEN, joined.began_at)
    play.gather(case, at=SEEN)
    assert counts(play, case) == {None: (1, 0), STEPS: (0, 0), TOLD: (1, 0)}
    with pytest.raises(Conflict, match="name that one"):
        record(play, began=OPENED, supersedes_id=unreported.public_id)


def counts(play: Scene, case: Case) -> dict[Ground | None, tuple[int, int]]:
    """Return how much stands for and against, on the case as a whole and on the last two grounds."""
    file = play.look(lambda session: case_file(session, case.public_id))
    weighed = {each.ground: (len(each.supporting), len(each.opposing)) for each in file.grounds}
    return {ground: weighed[ground] for ground in (None, STEPS, TOLD)}


def file_passes(play: Scene) -> None:
    """File two results of the provider: a pass and a fail."""
    assert play.cast.official.person_id is not None
    with inserting(play.engine) as session:
        provider = provider_by_code(session, "CCC")
        window = builders.make_window(session, play.cast, providers=[provider])
        lines = [Line("S-1"), Line("S-2", outcome=Outcome.FAIL, final_mark=40)]
        builders.make_return(session, window, provider, lines=lines, by=play.cast.official.person_id)


def award(play: Scene, investigation: Investigation, script_ref: str = "S-1") -> None:
    command = RecordAward(
        investigation_id=investigation.public_id, script_ref=script_ref, reasons="The script was written by her tutor."
    )
    play.do(record_award, play.cast.case_officer, command, at=SEEN)


def test_a_confirmed_instance_bears_on_reasonable_steps_only_once_it_led_to_an_incorrect_award(play: Scene) -> None:
    file_passes(play)
    report = play.report(days=3, stage=CONFIRMED)
    case = play.open()
    play.gather(case)
    assert counts(play, case) == {None: (1, 0), STEPS: (0, 0), TOLD: (1, 0)}
    with pytest.raises(Conflict, match="no evidence from the records"):
        play.propose(case, DecisionKind.REVOCATION, ground=STEPS)
    award(play, opened_by(play, report))
    (led_to,) = play.gather(case, at=SEEN)
    assert (led_to.ground, led_to.side, json.loads(led_to.facts)["incorrect_awards_count"]) == (STEPS, Side.FOR, 1)
    assert counts(play, case) == {None: (0, 0), STEPS: (1, 0), TOLD: (1, 0)}
    play.decide(case, DecisionKind.REVOCATION, ground=STEPS, at=SEEN)
    assert play.status() is Accreditation.REVOKED
    assert play.look(verify).holds


def test_steps_that_were_taken_stand_against_the_second_ground(play: Scene) -> None:
    file_passes(play)
    award(play, opened_by(play, play.report(days=0, stage=CONFIRMED)))
    case = play.open()
    play.gather(case, at=SEEN)
    assert counts(play, case) == {None: (0, 0), STEPS: (1, 1), TOLD: (0, 1)}
    for actor, kind in (
        (play.staff, EvidenceKind.PROVIDER_EVIDENCE),
        (play.cast.case_officer, EvidenceKind.PERFORMANCE_REVIEW),
    ):
        command = AddEvidence(
            case_id=case.public_id, kind=kind, side=Side.AGAINST, note="Two assessors sit in.", ground=STEPS
        )
        play.do(add_evidence, actor, command, at=SEEN)
    assert counts(play, case)[STEPS] == (1, 3)


def test_an_award_stays_with_its_matter_when_a_later_record_stands(play: Scene) -> None:
    file_passes(play)
    report = play.report(days=3, stage=CONFIRMED)
    award(play, opened_by(play, report))
    record(play, began=later(OPENED, days=-4), report_id=report.public_id)
    (matter,) = matters(play)
    assert (matter.awards_count, matter.days) == (1, 4)


def test_an_award_is_a_pass_that_the_provider_filed_and_follows_a_confirmed_instance(play: Scene) -> None:
    file_passes(play)
    confirmed = opened_by(play, play.report(stage=CONFIRMED))
    for script_ref in ("S-2", "S-9", "", "\0"):
        with pytest.raises(Rejected) as refused:
            award(play, confirmed, script_ref)
        assert [fault.column for fault in refused.value.faults] == ["script_ref"]
    with pytest.raises(Conflict, match="still an investigation"):
        award(play, opened_by(play, play.report(stage=INVESTIGATION)))
    command = RecordAward(investigation_id=uuid4(), script_ref="S-1", reasons="x")
    with pytest.raises(NotFound, match="no such record"):
        play.do(record_award, play.cast.case_officer, command)
    with pytest.raises(NotAllowed):
        play.do(record_award, play.staff, command)
    award(play, confirmed)
    with pytest.raises(Conflict, match="recorded for this instance already"):
        award(play, confirmed)


def test_nothing_is_read_of_another_provider(play: Scene) -> None:
    play.report()

    def of_another(session: Session) -> tuple[Matter, ...]:
        return matters_of(session, provider_by_code(session, "CCC").id + 1)

    assert play.look(of_another) == ()
