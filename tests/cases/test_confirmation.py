"""A proposal is looked at again when it is confirmed: days pass, verdicts change, and a closed case takes none."""

from __future__ import annotations

import pytest

from moderation.cases.decision_records import DecisionKind
from moderation.cases.propose_decision import ActionWanted, WithdrawProposal, withdraw_proposal
from moderation.cases.remedy_records import Verdict
from moderation.database.clock import london_day
from moderation.errors import Conflict
from moderation.providers.records import Accreditation
from tests.builders import later
from tests.cases.steps import OPENED, Scene, scene
from tests.worlds import Stand

K = DecisionKind
TODAY = (ActionWanted("Train every assessor.", london_day(OPENED)),)


@pytest.fixture
def play(stand: Stand) -> Scene:
    return stand(scene)


def test_a_notice_whose_days_have_gone_by_is_not_confirmed(play: Scene) -> None:
    case = play.open()
    play.propose(case, K.NOTICE_OF_REMEDIAL_ACTION, actions=TODAY)
    with pytest.raises(Conflict, match="Remedial action 1 was due before today"):
        play.confirm(case, at=later(OPENED, days=1))
    assert play.status() is Accreditation.ACCREDITED
    play.do(withdraw_proposal, play.cast.official, WithdrawProposal(case.public_id))
    play.decide(case, K.NOTICE_OF_REMEDIAL_ACTION, at=later(OPENED, days=1))


def test_a_notice_is_confirmed_on_the_day_itself(play: Scene) -> None:
    case = play.open()
    play.propose(case, K.NOTICE_OF_REMEDIAL_ACTION, actions=TODAY)
    play.confirm(case)
    assert play.status() is Accreditation.NOTICE_GIVEN


def test_an_acceptance_is_not_confirmed_once_an_action_is_judged_not_taken(play: Scene) -> None:
    case = play.open()
    play.decide(case, K.NOTICE_OF_REMEDIAL_ACTION)
    play.judge(case, Verdict.TAKEN)
    play.propose(case, K.REMEDIAL_ACTION_ACCEPTED)
    play.judge(case, Verdict.NOT_TAKEN, at=later(OPENED, days=1))
    with pytest.raises(Conflict, match="Remedial action 1 is not judged to be taken"):
        play.confirm(case, at=later(OPENED, days=2))
    assert play.status() is Accreditation.NOTICE_GIVEN


def test_in_a_closed_case_nothing_is_shown_or_judged_any_more(play: Scene) -> None:
    case = play.open()
    play.decide(case, K.NOTICE_OF_REMEDIAL_ACTION)
    play.judge(case, Verdict.TAKEN)
    play.decide(case, K.REMEDIAL_ACTION_ACCEPTED)
    with pytest.raises(Conflict, match="The case of this action is closed"):
        play.judge(case, Verdict.NOT_TAKEN)
    with pytest.raises(Conflict, match="The case of this action is closed"):
        play.show(case)
