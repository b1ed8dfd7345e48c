"""`moderation frame`: fixes the lists of results before anybody knows the seed."""

from __future__ import annotations

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import acting_as, command, group
from moderation.cli.progress import working
from moderation.draws.shown_frames import frames_in_window
from moderation.returns.freeze_frames import FreezeFrames, freeze_frames

frame = group("frame", does="Freeze frames and show their digests.", example="frame list 2014J")


@command("frame freeze 2014J --as official@example.org", name="freeze", under=frame)
@click.argument("window")
@click.option("--provider", "providers", metavar="CODE", multiple=True, help="Whose: all that filed, unless named.")
@acting_as()
def freeze(*, window: str, providers: tuple[str, ...], email: str) -> None:
    """Freeze each provider's newest return as its frame and print the digests; an official's act."""
    wanted = FreezeFrames(window_code=window, provider_codes=providers)
    with working(f"Freezing the frames of {window}"), acting(email) as act:
        done = freeze_frames(act, wanted)
    for each in done.frozen:
        late = "  late" if each.frame.late else ""
        click.echo(f"{each.provider_code:<16}  {each.frame.scripts_count:>9,} scripts  {each.frame.digest}{late}")
    click.echo(f"Seed {done.round.number} of the window comes from: {done.round.source}.")
    if done.after_close and done.round.number == 1:
        click.echo(
            f"The frames of {window} were to close on {done.close_on.isoformat()}; digits of the source that came out "
            "since then are known: take a round after this moment.",
            err=True,
        )
    if done.without_return:
        click.echo(f"No return yet: {', '.join(done.without_return)}.", err=True)


@command("frame list 2014J", name="list", under=frame)
@click.argument("window")
def list_(*, window: str) -> None:
    """List the frozen frames of a window with their digests and the seed that they wait for or were drawn by."""
    with looking() as (session, actor):
        for each in frames_in_window(session, actor, window):
            late = "  late" if each.late else ""
            seed = f"seed {each.round_number}: {each.seed or 'not recorded yet'}"
            click.echo(f"{each.provider_code:<16}  {each.scripts_count:>9,} scripts  {each.digest}  {seed}{late}")
