"""Replies, answers and records of publication while the same finding is published or superseded: one after another."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from moderation.audit.act import Act
from moderation.database.transaction import reading
from moderation.errors import Conflict
from moderation.feedback.answer import AnswerReply, answer_reply
from moderation.feedback.find import signed_finding
from moderation.feedback.publish_window import PublishWindow, publish_window
from moderation.feedback.record_publication import RecordPublication, record_publication
from moderation.feedback.records import AnswerKind, CommentKind
from moderation.findings.sign_off import SignOff, sign_off
from tests.builders import later
from tests.feedback.replying import WORDS, over, publish, reply, signed_window, staff_of
from tests.findings.signing import reopened
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn
from tests.worlds import Stand

Done = TypeVar("Done")
A_WHILE = 0.4


@pytest.fixture
def signed(stand: Stand) -> Drawn:
    return stand(signed_window)


def meanwhile(world: Drawn, first: Callable[[Session], object], second: Callable[[], Done]) -> Future[Done]:
    """Do something, and before it is committed begin something else; return what became of that."""
    with ThreadPoolExecutor(1) as pool:
        with inserting(world.engine) as session:
            first(session)
            begun = pool.submit(second)
            sleep(A_WHILE)
            assert not begun.done()
        return begun


def test_a_comment_is_not_recorded_on_a_finding_that_is_being_published(signed: Drawn) -> None:
    staff, at = staff_of(signed, "CCC"), over(signed)

    def publishing(session: Session) -> None:
        publish_window(Act(session, signed.cast.official, at), PublishWindow(signed.code))

    said = meanwhile(
        signed, publishing, lambda: reply(signed, staff, "CCC", kind=CommentKind.COMMENT, text=WORDS, at=at)
    )
    with pytest.raises(Conflict, match="time for comments is over"):
        said.result()


def test_a_comment_is_recorded_on_the_finding_that_supersedes_another_meanwhile(signed: Drawn) -> None:
    staff = staff_of(signed, "CCC")
    reopened(signed, "CCC", at=later(SIGNED, days=1))
    said = meanwhile(
        signed,
        lambda session: sign_again(session, signed),
        lambda: reply(signed, staff, "CCC", kind=CommentKind.COMMENT, text=WORDS),
    )
    with reading(signed.engine) as session:
        finding = signed_finding(session, window_code=signed.code, provider_code="CCC").finding
    assert (finding.version, said.result().finding_id) == (2, finding.id)


def test_nothing_is_published_while_a_representation_is_being_accepted(signed: Drawn) -> None:
    staff, at = staff_of(signed, "CCC"), over(signed)
    with reading(signed.engine) as session:
        script = signed.sample(session, "CCC")[0].script_ref
    # It came late, so it holds nothing up until it is accepted.
    said = reply(signed, staff, "CCC", kind=CommentKind.REPRESENTATION, text=WORDS, script_ref=script, at=at)

    def accepting(session: Session) -> None:
        command = AnswerReply(comment_id=said.public_id, kind=AnswerKind.ACCEPTED, text="We read it again.")
        answer_reply(Act(session, signed.cast.case_officer, at), command)

    with pytest.raises(Conflict, match="A representation was accepted"):
        meanwhile(signed, accepting, lambda: publish(signed, at)).result()


def test_a_publication_is_not_recorded_of_a_finding_that_is_superseded_meanwhile(signed: Drawn) -> None:
    staff, at = staff_of(signed, "CCC"), over(signed)
    publish(signed, at)
    reopened(signed, "CCC", at=at)
    command = RecordPublication(
        window_code=signed.code,
        provider_code="CCC",
        address="https://ccc.example/metric-5",
        published_on=at.date(),
    )

    def record() -> None:
        with inserting(signed.engine) as session:
            record_publication(Act(session, staff, later(at, days=1)), command)

    with pytest.raises(Conflict, match="not published by DfE yet"):
        meanwhile(signed, lambda session: sign_again(session, signed), record).result()


def sign_again(session: Session, world: Drawn) -> None:
    sign_off(Act(session, world.cast.lead, over(world)), SignOff(window_code=world.code))
