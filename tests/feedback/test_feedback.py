"""Feedback: replies, answers, publication after the day for comments, and what the provider is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.audit.verify import verify
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected, Step, Verb
from moderation.feedback.publish_window import PublishWindow, publish_window
from moderation.feedback.record_publication import RecordPublication, record_publication
from moderation.feedback.records import AnswerKind, Comment, CommentKind
from moderation.feedback.report import ReportStage
from moderation.findings.figures import figures
from moderation.proof.words import changed_words
from moderation.texts.erase import erase_texts
from moderation.texts.shown import shown
from tests.builders import later, make_lines
from tests.feedback.replying import WORDS, answer, over, publish, reply, report, staff_of
from tests.findings.signing import reopened, sign
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample
from tests.worlds import Stand

TWO = {"AAA": make_lines(23), "CCC": make_lines(40)}


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(drawn_window, TWO)


def signed_window(engine: Engine) -> Drawn:
    """Make a window of two providers whose findings are signed off."""
    world = drawn_window(engine, TWO)
    settle_sample(world, "AAA")
    settle_sample(world, "CCC", overturned=1)
    sign(world)
    return world


@pytest.fixture
def signed(stand: Stand) -> Drawn:
    return stand(signed_window)


def test_figures_become_public_at_the_end_of_the_day_for_comments_in_london(signed: Drawn) -> None:
    last_moment = over(signed) - timedelta(microseconds=1)
    with pytest.raises(Conflict, match=r"until the end of 2015-10-30, and no reply has come from AAA, CCC"):
        publish(signed, last_moment)
    assert len(publish(signed, over(signed))) == 2
    with reading(signed.engine) as session:
        assert {each.published_at for each in figures(session)} == {over(signed)}


def test_figures_become_public_earlier_once_every_provider_replied(signed: Drawn) -> None:
    reply(signed, staff_of(signed, "AAA"), "AAA", kind=CommentKind.NONE)
    with pytest.raises(Conflict, match="no reply has come from CCC"):
        publish(signed, later(SIGNED, days=2))
    said = reply(signed, staff_of(signed, "CCC"), "CCC", kind=CommentKind.COMMENT, text=WORDS)
    with pytest.raises(Conflict, match="What CCC said is not answered") as refused:
        publish(signed, over(signed))
    assert refused.value.then == (Step(Verb.LIST_REPLIES, window="2014J"), Step(Verb.ANSWER_REPLY, window="2014J"))
    answer(signed, said, AnswerKind.NOTED)
    assert len(publish(signed, later(SIGNED, days=2))) == 2


def test_a_late_sign_off_leaves_the_provider_its_time_all_the_same(world: Drawn) -> None:
    settle_sample(world, "AAA")
    # On Wednesday, long after the day that was planned: five working days go on until the next Wednesday.
    late = datetime(2015, 12, 2, 17, tzinfo=UTC)
    sign(world, "AAA", at=late)
    assert report(world, "AAA", late).comments_due_on.isoformat() == "2015-12-09"
    assert report(world, "AAA", late).answers_due_on.isoformat() == "2015-12-16"
    with pytest.raises(Conflict, match="until the end of 2015-12-09, and no reply has come from AAA"):
        publish(world, datetime(2015, 12, 9, 23, 59, tzinfo=UTC))
    assert len(publish(world, datetime(2015, 12, 10, tzinfo=UTC))) == 1


def test_nothing_is_published_before_sign_off_and_nothing_twice(world: Drawn) -> None:
    with pytest.raises(Conflict, match="nothing to publish") as refused:
        publish(world, over(world))
    assert refused.value.then == (Step(Verb.SIGN_OFF, window="2014J"),)
    settle_sample(world, "AAA")
    sign(world, "AAA")
    publish(world, over(world))
    with pytest.raises(Conflict, match="published already"):
        publish(world, over(world))


def test_a_finding_that_is_reopened_is_not_published(signed: Drawn) -> None:
    reopened(signed, "CCC", at=later(SIGNED, days=1))
    assert len(publish(signed, over(signed))) == 1


def test_a_reply_to_the_finding_before_does_not_stand_for_the_new_one(signed: Drawn) -> None:
    for code in ("AAA", "CCC"):
        reply(signed, staff_of(signed, code), code, kind=CommentKind.NONE)
    reopened(signed, "CCC", at=later(SIGNED, days=1))
    sign(signed, "CCC", at=later(SIGNED, days=2))
    with pytest.raises(Conflict, match="no reply has come from CCC"):
        publish(signed, later(SIGNED, days=3))


@pytest.mark.parametrize("who", ["lead", "case_officer", "administrator"])
def test_only_an_official_publishes(signed: Drawn, who: str) -> None:
    with inserting(signed.engine) as session, pytest.raises(NotAllowed, match="a DfE official"):
        publish_window(Act(session, getattr(signed.cast, who), SIGNED), PublishWindow(signed.code))


def test_a_provider_replies_to_its_own_finding_alone(signed: Drawn) -> None:
    with pytest.raises(NotAllowed, match="your own provider only"):
        reply(signed, staff_of(signed, "AAA"), "CCC", kind=CommentKind.NONE)
    with pytest.raises(NotAllowed, match="the provider's own staff"):
        reply(signed, signed.cast.official, "CCC", kind=CommentKind.NONE)


def test_there_is_no_reply_before_a_finding_nor_after_its_publication(world: Drawn) -> None:
    staff = staff_of(world, "AAA")
    with pytest.raises(NotFound, match="signs the window off first"):
        reply(world, staff, "AAA", kind=CommentKind.NONE)
    settle_sample(world, "AAA")
    sign(world, "AAA")
    publish(world, over(world))
    with pytest.raises(Conflict, match="time for comments is over"):
        reply(world, staff, "AAA", kind=CommentKind.NONE)


@pytest.mark.parametrize(
    ("kind", "text", "script_ref", "columns"),
    [
        (CommentKind.NONE, "something", None, ["text"]),
        (CommentKind.COMMENT, "  ", None, ["text"]),
        (CommentKind.COMMENT, "a\0b", "S-000001", ["text", "script_ref"]),
        (CommentKind.REPRESENTATION, "x" * 10_001, None, ["text", "script_ref"]),
    ],
)
def test_every_fault_of_a_reply_comes_at_once(
    signed: Drawn, kind: CommentKind, text: str, script_ref: str | None, columns: list[str]
) -> None:
    with pytest.raises(Rejected) as refused:
        reply(signed, staff_of(signed, "AAA"), "AAA", kind=kind, text=text, script_ref=script_ref)
    assert [fault.column for fault in refused.value.faults] == columns


def test_a_representation_names_a_script_that_was_sampled_and_is_answered_once(signed: Drawn) -> None:
    staff = staff_of(signed, "CCC")
    with reading(signed.engine) as session:
        sampled = {script.script_ref for script in signed.sample(session, "CCC")}
    unsampled = next(line.script_ref for line in make_lines(40) if line.script_ref not in sampled)
    with pytest.raises(NotFound, match="was not sampled"):
        reply(signed, staff, "CCC", kind=CommentKind.REPRESENTATION, text=WORDS, script_ref=unsampled)
    made = reply(signed, staff, "CCC", kind=CommentKind.REPRESENTATION, text=WORDS, script_ref=min(sampled))
    assert report(signed, "CCC", SIGNED).stage is ReportStage.COMMENTED
    answer(signed, made, AnswerKind.DECLINED)
    assert report(signed, "CCC", SIGNED).stage is ReportStage.FINAL
    with pytest.raises(Conflict, match="answered already"):
        answer(signed, made, AnswerKind.ACCEPTED)


def test_an_answer_fits_the_reply(signed: Drawn) -> None:
    made = reply(signed, staff_of(signed, "CCC"), "CCC", kind=CommentKind.COMMENT, text=WORDS)
    with pytest.raises(Rejected, match="noted"):
        answer(signed, made, AnswerKind.ACCEPTED)


def test_the_report_goes_from_draft_to_published_and_names_its_days(signed: Drawn) -> None:
    draft = report(signed, "AAA", later(SIGNED, days=1))
    assert draft.stage is ReportStage.DRAFT
    # Signed on Friday 2 October 2015: ten working days later; comments until 30 October, five more to answer.
    assert (draft.draft_due_on.isoformat(), draft.answers_due_on.isoformat()) == ("2015-10-16", "2015-11-06")
    assert len(draft.breakdowns) == 7
    assert report(signed, "AAA", over(signed)).stage is ReportStage.FINAL
    publish(signed, over(signed))
    assert report(signed, "AAA", over(signed)).stage is ReportStage.PUBLISHED


def test_words_can_be_erased_and_the_log_never_held_them(signed: Drawn) -> None:
    made = reply(signed, staff_of(signed, "CCC"), "CCC", kind=CommentKind.COMMENT, text=WORDS)
    assert made.text_hash is not None
    with inserting(signed.engine) as session:
        assert str(shown(session, [made.public_id])[made.public_id]) == WORDS
        assert list(changed_words(session)) == []
        erase_texts(session, [made.public_id], at=over(signed))
    with reading(signed.engine) as session:
        assert str(shown(session, [made.public_id])[made.public_id]).startswith("erased on ")
        assert session.get_one(Comment, made.id).text_hash == made.text_hash
        assert verify(session).holds
        logged = " ".join(session.scalars(select(AuditEntry.details)))
        assert "Example" not in logged


def test_a_provider_records_where_it_published(signed: Drawn) -> None:
    staff = staff_of(signed, "AAA")
    good = RecordPublication(
        window_code=signed.code,
        provider_code="AAA",
        address="https://aaa.example/metric-5",
        published_on=over(signed).date(),
    )
    clock = fixed_clock(later(over(signed), days=3))
    with inserting(signed.engine) as session, pytest.raises(Conflict, match="not published by DfE yet"):
        record_publication(Act(session, staff, clock()), good)
    publish(signed, over(signed))
    with inserting(signed.engine) as session:
        record_publication(Act(session, staff, clock()), good)
    (recorded,) = report(signed, "AAA", over(signed)).provider_publications
    assert recorded.address == "https://aaa.example/metric-5"


@pytest.mark.parametrize("address", ["aaa.example", "javascript:alert(1)", "https://", "https://[", "https://a b"])
def test_an_address_that_is_no_web_page_is_refused(signed: Drawn, address: str) -> None:
    staff = staff_of(signed, "AAA")
    command = RecordPublication(
        window_code=signed.code,
        provider_code="AAA",
        address=address,
        published_on=datetime(2016, 1, 1, tzinfo=UTC).date(),
    )
    with inserting(signed.engine) as session, pytest.raises(Rejected) as refused:
        record_publication(Act(session, staff, SIGNED), command)
    assert [fault.column for fault in refused.value.faults] == ["address", "published_on"]
