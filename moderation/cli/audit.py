"""`moderation audit`: reads the log of every act, and checks that nobody changed it."""

from __future__ import annotations

import json
import re

import click

from moderation.audit.records import canonical
from moderation.audit.shown import ENTRIES, ShownEntry
from moderation.cli.acting import looking
from moderation.cli.commands import command, group
from moderation.cli.progress import working
from moderation.cli.refusal import REFUSED, say
from moderation.database.columns import moment_text
from moderation.listing.listing import Wanted
from moderation.proof.prove import prove
from moderation.providers.shown import provider_shown
from moderation.windows.shown import refuse_unknown_window

audit = group("audit", does="Read the log of every act, and check it.", example="audit verify")


def head_hash(text: str) -> str:
    """Read a head of the log."""
    if re.fullmatch(r"[0-9a-f]{64}", text.strip().lower(), re.ASCII) is None:
        raise click.BadParameter(f"{text!r} is no head: a head is 64 hexadecimal digits.")
    return text


@command("audit show --window 2014J --last 20", name="show", under=audit)
@click.option("--window", "window_code", metavar="CODE", help="Only entries about this window.")
@click.option("--provider", "provider_code", metavar="CODE", help="Only entries about this provider.")
@click.option("--last", "count", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of the entries.")
def show(*, window_code: str | None, provider_code: str | None, count: int, as_json: bool) -> None:
    """Print the newest entries of the log, oldest first."""
    wanted = Wanted(limit=count, newest_first=True, window_code=window_code, provider_code=provider_code)
    with looking() as (session, actor):
        # A code that nobody has is a slip, and no empty answer.
        if window_code is not None:
            refuse_unknown_window(session, actor, window_code)
        if provider_code is not None:
            provider_shown(session, actor, provider_code)
        entries = list(reversed(ENTRIES.page(session, actor, wanted)))
    if as_json:
        click.echo(json.dumps([_as_json(entry) for entry in entries], indent=2))
        return
    for entry in entries:
        about = " ".join(code for code in (entry.provider_code, entry.window_code) if code)
        act = f"{entry.number:>6}  {moment_text(entry.at)}  {entry.action:<28}  {about:<20}"
        click.echo(f"{act}  {entry.actor_role} {entry.actor_id}  {canonical(dict(entry.details))}")


@command(f"audit verify --head {'0' * 64}", name="verify", under=audit)
@click.option(
    "--head", metavar="HASH", type=head_hash, help="A head printed earlier, on a certificate or in an export."
)
def verify(*, head: str | None) -> int:
    """Check that no entry of the log was changed, removed or moved, and that every row it vouches for is unchanged.

    With a head that was printed earlier it also finds that the end of the log was cut off.
    """
    is_sound = True
    with working("Comparing what is stored with the log"), looking() as (session, _):
        for proof in prove(session, head=head):
            for line in proof.lines():
                (click.echo if proof.holds else say)(line)
            is_sound = is_sound and proof.holds
    return 0 if is_sound else REFUSED


def _as_json(entry: ShownEntry) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": moment_text(entry.at),
        "actor": entry.actor_id,
        "actor_role": entry.actor_role,
        "action": entry.action,
        "subject_type": entry.subject_type,
        "subject_id": entry.subject_id,
        "provider_code": entry.provider_code,
        "window_code": entry.window_code,
        "details": dict(entry.details),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }
