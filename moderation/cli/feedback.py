"""`moderation feedback`: what a provider says to its finding, and what it is answered."""

from __future__ import annotations

from uuid import UUID

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import OneOf, acting_as, command, group
from moderation.database.columns import moment_text
from moderation.feedback.answer import AnswerReply, answer_reply
from moderation.feedback.records import AnswerKind, CommentKind
from moderation.feedback.reply import ReplyToFinding, reply_to_finding
from moderation.feedback.shown import ShownReply, replies

feedback = group(
    "feedback",
    does="Reply to a finding before it is published, and answer what was said.",
    example="feedback reply CCC 2014J --kind none --as ccc@example.org",
)


@command("feedback reply CCC 2014J --kind none --as ccc@example.org", name="reply", under=feedback)
@click.argument("provider")
@click.argument("window")
@click.option("--kind", type=OneOf(CommentKind), required=True, help="Nothing to say, a comment, or a representation.")
@click.option("--text", help="What the provider says.")
@click.option("--script", metavar="REF", help="The script that a representation is about.")
@acting_as()
def reply(*, provider: str, window: str, kind: CommentKind, text: str | None, script: str | None, email: str) -> None:
    """Record a provider's reply to the finding that holds for it; its own staff's act."""
    wanted = ReplyToFinding(window_code=window, provider_code=provider, kind=kind, text=text, script_ref=script)
    with acting(email) as act:
        reply_to_finding(act, wanted)
    click.echo(f"The reply of {provider} to its finding in {window} is recorded: {kind.in_a_sentence}.")


@command("feedback list 2014J", name="list", under=feedback)
@click.argument("window")
def list_(*, window: str) -> None:
    """List what providers said to the findings of a window, in their words, and whether it is answered."""
    with looking() as (session, actor):
        found = replies(session, actor, window)
    for each in found:
        said = f"{each.provider_code:<16}  {moment_text(each.commented_at)}  {each.kind.label:<14}"
        about = "" if each.script_ref is None else f"  {each.script_ref}"
        click.echo(f"{each.public_id}  {said}{about}  {_answered(each)}")
        for line in each.words.splitlines():
            # Somebody else typed it: no sign may steer the terminal.
            click.echo("    " + "".join(sign if sign.isprintable() else "\ufffd" for sign in line))


@command(
    'feedback answer 7d9f0c1e-8a52-4b8e-9a4f-0c2f3f0a1b2c --kind noted --text "We read it." --as case@example.org',
    name="answer",
    under=feedback,
)
@click.argument("identifier", metavar="ID", type=click.UUID)
@click.option("--kind", type=OneOf(AnswerKind), required=True, help="A comment is noted; a representation is judged.")
@click.option("--text", required=True, help="What the provider is answered.")
@acting_as()
def answer(*, identifier: UUID, kind: AnswerKind, text: str, email: str) -> None:
    """Answer what a provider said; an accepted representation leads to another judgement and another finding."""
    wanted = AnswerReply(comment_id=identifier, kind=kind, text=text)
    with acting(email) as act:
        answer_reply(act, wanted)
    click.echo(f"The answer is recorded: {kind.in_a_sentence}.")


def _answered(reply: ShownReply) -> str:
    if reply.answer is None:
        return "not answered" if reply.is_open else "needs no answer"
    return f"{reply.answer.in_a_sentence}, not judged again" if reply.awaits_judgement else reply.answer.in_a_sentence
