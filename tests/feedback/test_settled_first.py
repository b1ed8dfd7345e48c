"""What is settled before a figure is public: accepted representations, and what was said of superseded findings."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.database.transaction import reading
from moderation.errors import Conflict, Step, Verb
from moderation.feedback.days import came_in_time
from moderation.feedback.records import AnswerKind, Comment, CommentKind
from moderation.feedback.report import ReportStage
from moderation.findings.records import Finding
from moderation.marking.adjudicate import Readjudicate, readjudicate
from moderation.marking.records import Settlement
from moderation.returns.records import Outcome
from moderation.windows.policy import policy_of
from moderation.windows.records import Window
from tests.builders import later, make_lines
from tests.feedback.replying import REPLIED, WORDS, answer, over, publish, reply, report, signed_window, staff_of
from tests.findings.signing import reopened, sign
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample
from tests.worlds import Stand


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(drawn_window, {"CCC": make_lines(40)})


@pytest.fixture
def signed(stand: Stand) -> Drawn:
    return stand(signed_window)


@pytest.fixture
def staff(signed: Drawn) -> Actor:
    return staff_of(signed, "CCC")


def represent(world: Drawn, staff: Actor, *, rank: int = 0, at: datetime = REPLIED) -> Comment:
    with reading(world.engine) as session:
        script = world.sample(session, "CCC")[rank].script_ref
    return reply(world, staff, "CCC", kind=CommentKind.REPRESENTATION, text=WORDS, script_ref=script, at=at)


def judge_again(world: Drawn, *, at: datetime, rank: int = 0) -> Settlement:
    with inserting(world.engine) as session:
        script = world.sample(session, "CCC")[rank]
        command = Readjudicate(script_id=script.public_id, outcome=Outcome.PASS, reason="Both were read again.")
        return readjudicate(Act(session, world.cast.other_lead, at), command)


def test_a_representation_that_was_accepted_is_judged_again_before_anything_is_public(
    signed: Drawn, staff: Actor
) -> None:
    answer(signed, represent(signed, staff), AnswerKind.ACCEPTED)
    assert report(signed, "CCC", over(signed)).stage is ReportStage.COMMENTED
    with reading(signed.engine) as session:
        script = signed.sample(session, "CCC")[0].script_ref
    with pytest.raises(Conflict, match=f"has not judged the script again since: CCC {script}") as refused:
        publish(signed, over(signed))
    assert refused.value.then == (
        Step(Verb.REOPEN, window="2014J", reason="representation"),
        Step(Verb.JUDGE_AGAIN, window="2014J"),
        Step(Verb.SIGN_OFF, window="2014J"),
    )
    reopened(signed, "CCC", at=later(SIGNED, days=3))
    sign(signed, "CCC", at=later(SIGNED, days=4))
    with pytest.raises(Conflict, match=f"has not judged the script again since: CCC {script}"):
        publish(signed, over(signed))
    reopened(signed, "CCC", at=later(SIGNED, days=5))
    judge_again(signed, at=later(SIGNED, days=5))
    sign(signed, "CCC", at=later(SIGNED, days=6))
    assert len(publish(signed, over(signed))) == 1


def test_a_script_that_was_judged_again_before_the_answer_is_judged_once_more(signed: Drawn, staff: Actor) -> None:
    said = represent(signed, staff)
    reopened(signed, "CCC", at=later(SIGNED, days=1))
    judge_again(signed, at=later(SIGNED, days=1))
    sign(signed, "CCC", at=later(SIGNED, days=1))
    answer(signed, said, AnswerKind.ACCEPTED)
    with pytest.raises(Conflict, match="has not judged the script again since"):
        publish(signed, over(signed))


def test_another_script_judged_again_does_not_stand_for_the_one_that_was_named(signed: Drawn, staff: Actor) -> None:
    answer(signed, represent(signed, staff), AnswerKind.ACCEPTED)
    reopened(signed, "CCC", at=later(SIGNED, days=3))
    judge_again(signed, at=later(SIGNED, days=3), rank=1)
    sign(signed, "CCC", at=later(SIGNED, days=4))
    with pytest.raises(Conflict, match="has not judged the script again since"):
        publish(signed, over(signed))


def test_a_representation_on_a_script_without_an_outcome_is_not_accepted(world: Drawn) -> None:
    settle_sample(world, "CCC", missing=1)
    sign(world)
    said = represent(world, staff_of(world, "CCC"))
    with pytest.raises(Conflict, match="has no outcome that could be decided anew") as refused:
        answer(world, said, AnswerKind.ACCEPTED)
    assert refused.value.then == (Step(Verb.REOPEN, window="2014J", provider="CCC", reason="script_supplied_late"),)
    answer(world, said, AnswerKind.DECLINED)


@pytest.mark.parametrize("kind", [CommentKind.COMMENT, CommentKind.REPRESENTATION])
def test_what_was_said_of_a_finding_before_is_answered_all_the_same(
    signed: Drawn, staff: Actor, kind: CommentKind
) -> None:
    if kind is CommentKind.COMMENT:
        said = reply(signed, staff, "CCC", kind=kind, text=WORDS)
    else:
        said = represent(signed, staff)
    reopened(signed, "CCC", at=later(SIGNED, days=1))
    sign(signed, "CCC", at=later(SIGNED, days=2))
    with pytest.raises(Conflict, match="What CCC said is not answered"):
        publish(signed, over(signed))
    told = report(signed, "CCC", over(signed))
    assert [each.comment.id for each in told.replies] == [said.id]
    assert (told.stage, str(told.words[said.public_id])) == (ReportStage.COMMENTED, WORDS)
    fitting = AnswerKind.NOTED if kind is CommentKind.COMMENT else AnswerKind.DECLINED
    answer(signed, said, fitting, at=later(SIGNED, days=3))
    # It was no reply to the finding that holds now: the provider's time for that one runs all the same.
    assert report(signed, "CCC", later(SIGNED, days=3)).stage is ReportStage.DRAFT
    with pytest.raises(Conflict, match="no reply has come from CCC"):
        publish(signed, later(SIGNED, days=3))
    assert len(publish(signed, over(signed))) == 1


def test_a_reply_after_its_day_is_recorded_and_answered_and_holds_nothing_up(signed: Drawn, staff: Actor) -> None:
    said = reply(signed, staff, "CCC", kind=CommentKind.COMMENT, text=WORDS, at=over(signed))
    assert report(signed, "CCC", over(signed)).stage is ReportStage.COMMENTED
    assert len(publish(signed, over(signed))) == 1
    answer(signed, said, AnswerKind.NOTED, at=later(over(signed), days=1))


def test_a_reply_in_the_last_moment_of_its_day_is_answered_first(signed: Drawn, staff: Actor) -> None:
    last_moment = over(signed) - timedelta(microseconds=1)
    reply(signed, staff, "CCC", kind=CommentKind.COMMENT, text=WORDS, at=last_moment)
    with pytest.raises(Conflict, match="What CCC said is not answered"):
        publish(signed, later(over(signed), days=9))


def test_a_representation_that_was_accepted_holds_publication_up_though_it_came_late(
    signed: Drawn, staff: Actor
) -> None:
    said = represent(signed, staff, at=over(signed))
    answer(signed, said, AnswerKind.ACCEPTED, at=later(over(signed), days=1))
    with pytest.raises(Conflict, match="has not judged the script again since"):
        publish(signed, later(over(signed), days=2))


def test_in_a_window_of_the_past_every_reply_comes_in_time(signed: Drawn) -> None:
    with reading(signed.engine) as session:
        window, finding = session.scalars(select(Window)).one(), session.scalars(select(Finding)).one()
        policy = policy_of(session, window)
        assert not came_in_time(over(signed), finding=finding, window=window, policy=policy)
        session.expunge(window)
    window.opened_at = later(over(signed), days=1)
    assert came_in_time(later(over(signed), days=99), finding=finding, window=window, policy=policy)
