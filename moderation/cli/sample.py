"""`moderation draw` and `moderation sample`: which scripts are moderated."""

from __future__ import annotations

import json
from datetime import datetime

import click

from moderation.cli.acting import acting, looking, settings
from moderation.cli.commands import acting_as, command, group, moment
from moderation.cli.progress import working
from moderation.draws.draw_window import DrawWindow, draw_window
from moderation.draws.extend_sample import ExtendSample, extend_sample
from moderation.draws.shown_export import whole_sample
from moderation.draws.signing import load_key

sample = group("sample", does="List and extend the samples that were drawn.", example="sample list CCC 2014J")


@command("draw 2014J --as official@example.org", name="draw")
@click.argument("window")
@acting_as()
def draw(*, window: str, email: str) -> None:
    """Draw the sample of every frozen frame whose seed is recorded; an official's act."""
    key = load_key(settings())
    with working(f"Drawing the samples of {window}"), acting(email) as act:
        drawn = draw_window(act, DrawWindow(window), key=key)
    for each in drawn:
        scripts = each.origin.frame.scripts_count
        click.echo(f"{each.provider_code:<16}  {each.draw.sample_count:>7,} of {scripts:,} scripts")
    click.echo(f"Which scripts: moderation sample list PROVIDER {window}")


@command("sample list CCC 2014J", name="list", under=sample)
@click.argument("provider")
@click.argument("window")
@click.option("--json", "as_json", is_flag=True, help="Print purpose, position, ticket, alias and due day too.")
def list_(*, provider: str, window: str, as_json: bool) -> None:
    """Print the references of the sampled scripts, one a line, in the order of their tickets."""
    with looking() as (session, actor):
        scripts = whole_sample(session, actor, provider_code=provider, window_code=window)
    if not as_json:
        for script in scripts:
            click.echo(script.script_ref)
        return
    fields = [
        {
            "script_ref": script.script_ref,
            "position": script.position,
            "rank": script.rank,
            "ticket": script.ticket,
            "purpose": script.purpose.value,
            "alias": script.alias,
            "due_on": script.due_on.isoformat(),
        }
        for script in scripts
    ]
    click.echo(json.dumps(fields, indent=2))


@command("sample extend CCC 2014J --to 240 --as official@example.org", name="extend", under=sample)
@click.argument("provider")
@click.argument("window")
@click.option("--to", "up_to", type=int, metavar="K", help="How many scripts in all: as many again, unless given.")
@acting_as()
def extend(*, provider: str, window: str, up_to: int | None, email: str) -> None:
    """Draw further scripts in the same order: they add evidence, the rule's decision on the first draw stands."""
    key = load_key(settings())
    wanted = ExtendSample(provider_code=provider, window_code=window, to=up_to)
    with acting(email) as act:
        drawn = extend_sample(act, wanted, key=key)
    click.echo(f"The sample of {provider} in {window} holds {drawn.draw.sample_count:,} scripts now.")
    click.echo(f"Once they are moderated, what they show: moderation sample evidence {provider} {window}")


@command("sample evidence CCC 2014J", name="evidence", under=sample)
@click.argument("provider")
@click.argument("window")
@click.option("--as-at", type=moment, help="As it stood then; a day means its end in London.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def evidence(*, provider: str, window: str, as_at: datetime | None, as_json: bool) -> None:
    """Say what all scripts sampled so far show together, extensions included, beside the rule's decision."""
    # Only this command needs that room.
    from moderation.findings.shown_figures import evidence_of_extension  # noqa: PLC0415

    with looking() as (session, actor):
        found = evidence_of_extension(session, actor, window_code=window, provider_code=provider, as_at=as_at)
    if as_json:
        click.echo(json.dumps(found.as_json(), indent=2))
        return
    click.echo(f"{provider} {window}: {found.sentence}")
    click.echo("The rule's decision on the first draw stands; an extension adds evidence and never changes it.")
