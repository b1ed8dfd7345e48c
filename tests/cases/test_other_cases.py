"""What one case settled, another does not undo: a final revocation, a notice that binds, a withdrawal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from moderation.cases.decision_records import DecisionKind
from moderation.cases.records import Case, Ground
from moderation.cases.remedy_records import Verdict
from moderation.errors import Conflict
from moderation.providers.change_status import ChangeStatus, change_status
from moderation.providers.records import Accreditation, StatusReason
from tests.builders import later
from tests.cases.steps import ACTIONS, OPENED, Scene, scene
from tests.worlds import Stand

K = DecisionKind
GROUND = Ground.NOT_REPORTED_IMMEDIATELY


@pytest.fixture
def play(stand: Stand) -> Scene:
    return stand(scene)


def revoked(play: Scene) -> Case:
    play.report()
    case = play.open()
    play.gather(case)
    play.decide(case, K.REVOCATION, ground=GROUND)
    return case


def dismissed(play: Scene) -> Case:
    case = revoked(play)
    play.appeal(case)
    play.decide(case, K.APPEAL_DISMISSED)
    return case


def under_notice(play: Scene) -> Case:
    case = play.open()
    play.decide(case, K.NOTICE_OF_REMEDIAL_ACTION)
    return case


def withdraw(play: Scene) -> None:
    command = ChangeStatus(provider_code="CCC", status=Accreditation.WITHDRAWN, reason=StatusReason.PROVIDER_REQUEST)
    play.do(change_status, play.cast.official, command)


def test_a_notice_in_another_case_does_not_undo_a_final_revocation(play: Scene) -> None:
    dismissed(play)
    with pytest.raises(Conflict, match="The provider CCC is revoked"):
        play.propose(play.open(), K.NOTICE_OF_REMEDIAL_ACTION)
    assert play.status() is Accreditation.REVOKED


def test_a_revoked_provider_is_not_revoked_again_so_that_another_appeal_could_bring_it_back(play: Scene) -> None:
    dismissed(play)
    other = play.open()
    play.gather(other)
    with pytest.raises(Conflict, match="The provider CCC is revoked"):
        play.propose(other, K.REVOCATION, ground=GROUND)


def test_what_was_proposed_before_another_case_revoked_is_not_confirmed_after_it(play: Scene) -> None:
    waiting = play.open()
    play.propose(waiting, K.NOTICE_OF_REMEDIAL_ACTION)
    revoked(play)
    with pytest.raises(Conflict, match="The provider CCC is revoked"):
        play.confirm(waiting)
    assert play.status() is Accreditation.REVOKED


def test_a_provider_stays_under_notice_until_every_notice_is_answered(play: Scene) -> None:
    first, second = under_notice(play), under_notice(play)
    play.judge(second, Verdict.TAKEN)
    play.decide(second, K.REMEDIAL_ACTION_ACCEPTED)
    assert play.status() is Accreditation.NOTICE_GIVEN
    play.judge(first, Verdict.TAKEN)
    play.decide(first, K.REMEDIAL_ACTION_ACCEPTED)
    assert play.status() is Accreditation.ACCREDITED


def test_an_action_is_not_accepted_while_another_case_holds_the_accreditation_revoked(play: Scene) -> None:
    noticed = under_notice(play)
    play.judge(noticed, Verdict.TAKEN)
    play.propose(noticed, K.REMEDIAL_ACTION_ACCEPTED)
    revoked(play)
    with pytest.raises(Conflict, match="The provider CCC is revoked"):
        play.confirm(noticed)
    assert play.status() is Accreditation.REVOKED


def test_a_provider_that_withdrew_is_given_no_notice(play: Scene) -> None:
    case = play.open()
    play.propose(case, K.NOTICE_OF_REMEDIAL_ACTION)
    withdraw(play)
    with pytest.raises(Conflict, match="The provider CCC is withdrawn"):
        play.confirm(case)
    assert play.status() is Accreditation.WITHDRAWN


def test_a_revocation_is_not_turned_into_a_withdrawal(play: Scene) -> None:
    revoked(play)
    with pytest.raises(Conflict, match="The provider CCC is revoked"):
        withdraw(play)
    assert play.status() is Accreditation.REVOKED


def test_an_appeal_that_is_allowed_restores_what_stood_before_and_the_notice_is_still_to_be_answered(
    play: Scene,
) -> None:
    play.report()
    case = play.open()
    play.gather(case)
    play.decide(case, K.NOTICE_OF_REMEDIAL_ACTION)
    play.decide(case, K.REVOCATION, ground=GROUND)
    play.appeal(case)
    play.decide(case, K.APPEAL_ALLOWED)
    assert play.status() is Accreditation.NOTICE_GIVEN
    with pytest.raises(Conflict, match="Remedial action 1 is not judged"):
        play.propose(case, K.REMEDIAL_ACTION_ACCEPTED)
    play.judge(case, Verdict.TAKEN)
    play.decide(case, K.REMEDIAL_ACTION_ACCEPTED)
    assert play.status() is Accreditation.ACCREDITED


def test_an_appeal_in_one_case_leaves_the_notice_of_another(play: Scene) -> None:
    noticed = under_notice(play)
    case = revoked(play)
    play.appeal(case)
    play.decide(case, K.APPEAL_ALLOWED)
    assert play.status() is Accreditation.NOTICE_GIVEN
    play.judge(noticed, Verdict.TAKEN)
    play.decide(noticed, K.REMEDIAL_ACTION_ACCEPTED)
    assert play.status() is Accreditation.ACCREDITED


def test_of_two_cases_confirmed_at_once_one_sees_what_the_other_made(play: Scene) -> None:
    play.report()
    ending, noticed = play.open(), play.open()
    play.gather(ending)
    play.propose(ending, K.REVOCATION, ground=GROUND)
    play.propose(noticed, K.NOTICE_OF_REMEDIAL_ACTION)

    def attempt(case: Case) -> str:
        try:
            play.confirm(case)
        except Conflict as refusal:
            return refusal.sentence
        return ""

    with ThreadPoolExecutor(2) as pool:
        refused = [each for each in pool.map(attempt, (ending, noticed)) if each]
    # The notice came before the revocation, or was refused after it; it never undid it.
    assert play.status() is Accreditation.REVOKED
    assert all("is revoked" in each for each in refused)


def test_a_second_notice_in_a_case_adds_actions_and_changes_no_status(play: Scene) -> None:
    case = under_notice(play)
    play.propose(case, K.NOTICE_OF_REMEDIAL_ACTION, actions=ACTIONS, at=later(OPENED, days=1))
    play.confirm(case, at=later(OPENED, days=1))
    assert play.status() is Accreditation.NOTICE_GIVEN
    assert len(play.actions(case)) == len(ACTIONS) * 2
