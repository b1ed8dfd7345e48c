"""What supports a ground is what the records say now; what they said before is shown, and counts no more."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from moderation.cases.case_file import CaseFile, case_file
from moderation.cases.decision_records import DecisionKind
from moderation.cases.gather_evidence import AddEvidence, add_evidence
from moderation.cases.records import Case, EvidenceKind, Ground, Side
from moderation.cases.remedy_records import Verdict
from moderation.database.clock import end_of_day
from moderation.errors import Conflict
from moderation.providers.records import Accreditation
from tests.builders import later, make_lines
from tests.cases.steps import DUE, Scene, scene
from tests.findings.signing import reopened, sign
from tests.inserting import inserting
from tests.moderated import SIGNED, drawn_window, settle, settle_sample
from tests.worlds import Stand

K = DecisionKind
OVERDUE = end_of_day(DUE)
NOT_TAKEN = Ground.REMEDIAL_ACTION_NOT_TAKEN
TOO_LATE = Ground.NOT_REPORTED_IMMEDIATELY


@pytest.fixture
def play(stand: Stand) -> Scene:
    return stand(scene)


def file_of(play: Scene, case: Case) -> CaseFile:
    return play.look(lambda session: case_file(session, case.public_id))


def sentence(play: Scene, case: Case, ground: Ground) -> str:
    (weighed,) = [each for each in file_of(play, case).grounds if each.ground is ground]
    return weighed.sentence


@pytest.fixture
def noticed(play: Scene) -> Case:
    case = play.open()
    play.decide(case, K.NOTICE_OF_REMEDIAL_ACTION)
    return case


@pytest.mark.parametrize("verdict", [Verdict.TAKEN, Verdict.NOT_TAKEN_FOR_COMPELLING_REASONS])
def test_an_overdue_action_that_is_judged_supports_the_ground_no_more(
    play: Scene, noticed: Case, verdict: Verdict
) -> None:
    (overdue,) = play.gather(noticed, at=OVERDUE)
    assert overdue.side is Side.FOR
    play.judge(noticed, verdict, at=OVERDUE)
    (judged,) = play.gather(noticed, at=OVERDUE)
    assert sentence(play, noticed, NOT_TAKEN).endswith("0 for, 1 against. People decide.")
    assert [each.id for each in file_of(play, noticed).no_longer_holds] == [overdue.id]
    assert judged.side is Side.AGAINST
    with pytest.raises(Conflict, match="holds no evidence from the records"):
        play.propose(noticed, K.REVOCATION, ground=NOT_TAKEN, at=OVERDUE)


def test_a_verdict_that_returns_is_gathered_again(play: Scene, noticed: Case) -> None:
    for verdict, side in ((Verdict.NOT_TAKEN, Side.FOR), (Verdict.TAKEN, Side.AGAINST), (Verdict.NOT_TAKEN, Side.FOR)):
        play.judge(noticed, verdict, at=OVERDUE)
        (evidence,) = play.gather(noticed, at=OVERDUE)
        assert evidence.side is side
    assert sentence(play, noticed, NOT_TAKEN).endswith("1 for, 0 against. People decide.")
    assert len(file_of(play, noticed).no_longer_holds) == len((Verdict.NOT_TAKEN, Verdict.TAKEN))
    play.decide(noticed, K.REVOCATION, ground=NOT_TAKEN, at=OVERDUE)
    assert play.status() is Accreditation.REVOKED


def test_an_overdue_action_that_nobody_judged_supports_the_ground(play: Scene, noticed: Case) -> None:
    play.gather(noticed, at=OVERDUE)
    play.decide(noticed, K.REVOCATION, ground=NOT_TAKEN, at=OVERDUE)
    assert play.status() is Accreditation.REVOKED


def test_without_a_notice_no_action_was_left_undone(play: Scene) -> None:
    case = play.open()
    note(play, case, NOT_TAKEN, Side.FOR)
    with pytest.raises(Conflict, match="holds no evidence from the records"):
        play.propose(case, K.REVOCATION, ground=NOT_TAKEN)


@pytest.mark.parametrize("ground", Ground)
def test_a_note_alone_supports_no_ground(play: Scene, ground: Ground) -> None:
    case = play.open()
    note(play, case, ground, Side.FOR)
    assert "1 for" in sentence(play, case, ground)
    with pytest.raises(Conflict, match="holds no evidence from the records"):
        play.propose(case, K.REVOCATION, ground=ground)


def note(play: Scene, case: Case, ground: Ground, side: Side) -> None:
    kind = EvidenceKind.OTHER_EVIDENCE if side is Side.FOR else EvidenceKind.PROVIDER_EVIDENCE
    command = AddEvidence(case_id=case.public_id, kind=kind, side=side, note="In words.", ground=ground)
    play.do(add_evidence, play.cast.case_officer, command)


def test_nobody_decides_on_a_ground_while_the_case_lacks_what_the_records_say(play: Scene, noticed: Case) -> None:
    play.gather(noticed, at=OVERDUE)
    play.show(noticed, at=OVERDUE)
    with pytest.raises(Conflict, match="both sides lie before whoever decides"):
        play.propose(noticed, K.REVOCATION, ground=NOT_TAKEN, at=OVERDUE)


def test_a_revocation_is_not_confirmed_on_what_the_records_no_longer_say(play: Scene, noticed: Case) -> None:
    play.gather(noticed, at=OVERDUE)
    play.propose(noticed, K.REVOCATION, ground=NOT_TAKEN, at=OVERDUE)
    play.judge(noticed, Verdict.TAKEN, at=OVERDUE)
    with pytest.raises(Conflict, match="gather the evidence first"):
        play.confirm(noticed, at=OVERDUE)
    play.gather(noticed, at=OVERDUE)
    with pytest.raises(Conflict, match="holds no evidence from the records"):
        play.confirm(noticed, at=OVERDUE)
    assert play.status() is Accreditation.NOTICE_GIVEN


def test_what_a_panel_took_back_is_not_decided_again_on_the_same_facts(play: Scene) -> None:
    play.report(days=40)
    first = play.open()
    play.gather(first)
    play.decide(first, K.REVOCATION, ground=TOO_LATE)
    play.appeal(first)
    play.decide(first, K.APPEAL_ALLOWED)
    second = play.open()
    play.gather(second)
    with pytest.raises(Conflict, match="its word is final"):
        play.propose(second, K.REVOCATION, ground=TOO_LATE)
    play.report(days=3)
    play.gather(second)
    play.decide(second, K.REVOCATION, ground=TOO_LATE)
    assert play.status() is Accreditation.REVOKED


def test_who_decides_reads_what_the_provider_showed_and_what_people_made_of_it(play: Scene, noticed: Case) -> None:
    play.report(days=3)
    play.show(noticed)
    play.judge(noticed, Verdict.NOT_TAKEN, at=OVERDUE)
    play.gather(noticed, at=OVERDUE)
    file = file_of(play, noticed)
    (action,) = file.actions
    assert [str(file.words[each]) for each in file.said_on[action.action.public_id]] == ["Done.", "Seen."]
    assert "An assessor, Bo Sample, marked her own participant." in map(str, file.words.values())


def test_a_remedy_that_was_shown_late_says_so(play: Scene, noticed: Case) -> None:
    shown_at = later(OVERDUE, days=59)
    play.show(noticed, at=shown_at)
    play.show(noticed, at=later(shown_at, days=1))
    (evidence,) = play.gather(noticed, at=later(shown_at, days=2))
    facts = json.loads(evidence.facts)
    assert (facts["due_on"], facts["days_late"], facts["shown_count"]) == (DUE.isoformat(), 60, 2)
    assert facts["first_shown_at"] == shown_at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def test_a_remedy_that_was_shown_on_its_day_is_not_late(play: Scene, noticed: Case) -> None:
    play.show(noticed, at=OVERDUE - timedelta(seconds=1))
    (evidence,) = play.gather(noticed, at=OVERDUE)
    assert json.loads(evidence.facts)["days_late"] == 0


def test_a_finding_that_is_superseded_holds_no_more(engine: Engine) -> None:
    world = drawn_window(engine, {"CCC": make_lines(40)})
    settle_sample(world, "CCC", overturned=1)
    sign(world)
    play = Scene(engine, world.cast, world.cast.official)
    case = play.open()
    (missed,) = play.gather(case)
    reopened(world, at=SIGNED)
    with inserting(engine) as session:
        assert world.cast.lead.person_id is not None
        for script in world.sample(session, "CCC"):
            settle(session, script, by=world.cast.lead.person_id, at=SIGNED)
    sign(world, at=SIGNED)
    assert [each.id for each in file_of(play, case).no_longer_holds] == [missed.id]
    play.gather(case)
    weighed = file_of(play, case).grounds[-1]
    assert (weighed.ground, len(weighed.supporting), len(weighed.opposing)) == (None, 0, 1)
