"""What a provider and those who answer it do to a finding in one line, for tests."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.database.clock import end_of_day
from moderation.database.transaction import reading
from moderation.feedback.answer import AnswerReply, answer_reply
from moderation.feedback.publish_window import PublishWindow, publish_window
from moderation.feedback.records import AnswerKind, Comment, CommentKind
from moderation.feedback.reply import ReplyToFinding, reply_to_finding
from moderation.feedback.report import FeedbackReport, report_of
from moderation.findings.records import Publication
from moderation.providers.records import provider_by_code
from moderation.windows.records import window_by_code
from tests import builders
from tests.builders import later, make_lines
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample

WORDS = "Two markers agreed with us on this script, Ann Example and I."
REPLIED, ANSWERED = later(SIGNED, days=1), later(SIGNED, days=2)


def signed_window(engine: Engine) -> Drawn:
    """Make a window of one provider whose finding is signed off."""
    world = drawn_window(engine, {"CCC": make_lines(40)})
    settle_sample(world, "CCC", overturned=1)
    sign(world)
    return world


def staff_of(world: Drawn, code: str) -> Actor:
    """Insert somebody of a provider."""
    with inserting(world.engine) as session:
        return builders.make_person(
            session, Role.PROVIDER, f"{code.lower()}@provider.example", provider=provider_by_code(session, code)
        )


def reply(
    world: Drawn,
    actor: Actor,
    code: str,
    *,
    kind: CommentKind,
    text: str | None = None,
    script_ref: str | None = None,
    at: datetime = REPLIED,
) -> Comment:
    """Reply to the finding that holds for a provider."""
    command = ReplyToFinding(window_code=world.code, provider_code=code, kind=kind, text=text, script_ref=script_ref)
    with inserting(world.engine) as session:
        return reply_to_finding(Act(session, actor, at), command)


def answer(world: Drawn, comment: Comment, kind: AnswerKind, *, at: datetime = ANSWERED) -> None:
    """Answer a reply."""
    command = AnswerReply(comment_id=comment.public_id, kind=kind, text="We read it again.")
    with inserting(world.engine) as session:
        answer_reply(Act(session, world.cast.case_officer, at), command)


def publish(world: Drawn, at: datetime) -> tuple[Publication, ...]:
    """Publish what is signed in the window."""
    with inserting(world.engine) as session:
        return publish_window(Act(session, world.cast.official, at), PublishWindow(world.code))


def report(world: Drawn, code: str, at: datetime) -> FeedbackReport:
    """Return what a provider is told of its finding."""
    with reading(world.engine) as session:
        return report_of(session, window_code=world.code, provider_code=code, now=at)


def over(world: Drawn) -> datetime:
    """Return when the window's day for comments is over."""
    with reading(world.engine) as session:
        return end_of_day(window_by_code(session, world.code).comments_due_on)
