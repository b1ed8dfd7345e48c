"""`moderation provider`: who is accredited."""

from __future__ import annotations

from datetime import datetime

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import OneOf, acting_as, command, group, moment
from moderation.database.columns import moment_text
from moderation.providers.add_provider import AddProvider, add_provider
from moderation.providers.change_status import ChangeStatus, change_status
from moderation.providers.records import Accreditation, StatusReason
from moderation.providers.shown import provider_shown

provider = group(
    "provider",
    does="Add accredited providers and record their status.",
    example='provider add CCC "Coastal Leadership Centre" --as admin@example.org',
)


@command('provider add CCC "Coastal Leadership Centre" --as admin@example.org', name="add", under=provider)
@click.argument("code")
@click.argument("name")
@acting_as()
def add(*, code: str, name: str, email: str) -> None:
    """Add a provider, accredited from now on; an administrator's act."""
    with acting(email) as act:
        add_provider(act, AddProvider(code=code, name=name))
    click.echo(f"Provider {code} was added: {name.strip()}.")


@command(
    "provider status CCC --to withdrawn --reason provider_request --as official@example.org",
    name="status",
    under=provider,
)
@click.argument("code")
@click.option("--to", "wanted", type=OneOf(Accreditation), help="The new status; without it the present one is shown.")
@click.option("--reason", type=OneOf(StatusReason), help="What it rests on: provider_request.")
@click.option("--since", type=moment, help="From when it holds: now, unless a moment that has come is given.")
@click.option("--as", "email", metavar="EMAIL", help="Who acts, where a status is recorded.")
def status(
    *, code: str, wanted: Accreditation | None, reason: StatusReason | None, since: datetime | None, email: str | None
) -> None:
    """Show where a provider's accreditation stands, or record that it withdrew at its own request."""
    if wanted is None:
        with looking() as (session, actor):
            found = provider_shown(session, actor, code)
        if found.status is not None and found.status_since is not None and found.status_reason is not None:
            began = moment_text(found.status_since)
            click.echo(f"{code}: {found.status.in_a_sentence} since {began} ({found.status_reason.in_a_sentence}).")
        return
    if reason is None or email is None:
        raise click.UsageError("A status is recorded with --to, --reason and --as.")
    change = ChangeStatus(provider_code=code, status=wanted, reason=reason, since=since)
    with acting(email) as act:
        recorded = change_status(act, change)
    click.echo(f"{code}: {wanted.in_a_sentence} since {moment_text(recorded.since)}.")
