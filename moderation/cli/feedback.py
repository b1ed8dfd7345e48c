"""`moderation feedback`: what a provider says to its finding."""

from __future__ import annotations

import click

from moderation.cli.acting import acting
from moderation.cli.commands import OneOf, acting_as, command, group
from moderation.database.clock import system_clock
from moderation.feedback.records import CommentKind
from moderation.feedback.reply import ReplyToFinding, reply_to_finding

feedback = group(
    "feedback",
    does="Reply to a finding before it is published.",
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
    with acting(email) as (session, actor):
        reply_to_finding(session, actor, wanted, clock=system_clock)
    click.echo(f"The reply of {provider} to its finding in {window} is recorded: {kind.value}.")
