"""`moderation erase-expired`: erases what the policy keeps no longer, once somebody said yes to what it is."""

from __future__ import annotations

from datetime import date

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import acting_as, command, day
from moderation.database.clock import system_clock
from moderation.errors import Conflict
from moderation.people.find import person_by_email
from moderation.retention.due import Due
from moderation.retention.erase_due import EraseDue, erase_due
from moderation.retention.shown import what_is_due


@command("erase-expired --dry-run --as official@example.org")
@click.option(
    "--before", type=day, metavar="DATE", help="Erase what had its last day before this one; today if left out."
)
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and erase nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@acting_as()
def erase_expired(*, before: date | None, dry_run: bool, yes: bool, email: str) -> None:
    """Erase for good the words, names and drafts that the policy keeps no longer.

    The records, figures and the log stay as they are; where words were shown, the day of their erasure is.
    """
    with looking() as (session, _):
        found = what_is_due(session, person_by_email(session, email), before=before, now=system_clock())
    if found.is_nothing:
        click.echo(f"Nothing is past its time before {found.before.isoformat()}.")
        return
    for line in _said(found):
        click.echo(line)
    if dry_run:
        click.echo("Nothing was erased.")
        return
    if not yes:
        click.confirm("Erase all of it for good? No restore brings it back but an older backup", abort=True)
    with acting(email) as act:
        erased = erase_due(act, EraseDue(before=found.before))
        if erased != found:
            raise Conflict("Something else is past its time since this was shown. Nothing was erased: run it again.")
    click.echo("Erased. An older backup still holds it: keep none longer than the policy keeps evidence.")


def _said(found: Due) -> list[str]:
    windows = f", among them all of {', '.join(found.window_codes)}" if found.window_codes else ""
    return [
        f"Past their time before {found.before.isoformat()}:",
        f"  the words of {len(found.record_ids):,} records{windows}",
        f"  the addresses and names of {len(found.person_ids):,} people without a role",
        f"  {found.drafts_count:,} drafts",
    ]
