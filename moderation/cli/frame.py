"""`moderation frame`: fixes the lists of results before anybody knows the seed."""

from __future__ import annotations

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import OneOf, acting_as, command, group
from moderation.cli.progress import working
from moderation.draws.shown_frames import frames_in_window
from moderation.returns.amendments import FIELDS, AmendResult, amend_result
from moderation.returns.freeze_frames import FreezeFrames, freeze_frames
from moderation.returns.records import AmendmentReason
from moderation.returns.shown_freezing import BeforeFreezing, before_freezing

frame = group("frame", does="Freeze frames and show their digests.", example="frame list 2014J")


def _as_changes(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Read what changed, like outcome=pass."""
    changes: dict[str, str] = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not sign or name in changes:
            raise click.BadParameter(f"{each!r} is not written like outcome=pass, or its field is named twice.")
        changes[name] = value
    return changes


@command("frame freeze 2014J --as official@example.org", name="freeze", under=frame)
@click.argument("window")
@click.option("--provider", "providers", metavar="CODE", multiple=True, help="Whose: all that filed, unless named.")
@click.option("--early", is_flag=True, help="Before returns are due, while somebody has not filed; with --reason.")
@click.option("--reason", metavar="TEXT", help="Why it is early.")
@click.option("--dry-run", is_flag=True, help="Only say what would freeze, beside the window before.")
@acting_as()
def freeze(
    *, window: str, providers: tuple[str, ...], early: bool, reason: str | None, dry_run: bool, email: str
) -> None:
    """Freeze each provider's newest return as its frame and print the digests; an official's act.

    Before returns are due it is refused, unless every provider filed or --early is given with a reason.
    """
    if early != (reason is not None):
        raise click.UsageError("--early and --reason are given together.")
    if dry_run:
        _say_ahead(window, providers)
        return
    wanted = FreezeFrames(window_code=window, provider_codes=providers, early_reason=reason)
    with working(f"Freezing the frames of {window}"), acting(email) as act:
        done = freeze_frames(act, wanted)
    for each in done.frozen:
        late = ("  late" if each.frame.late else "") + ("  early" if each.frame.text_hash else "")
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
            late = ("  late" if each.late else "") + ("  early" if each.early else "")
            seed = f"seed {each.round_number}: {each.seed or 'not confirmed yet'}"
            click.echo(f"{each.provider_code:<16}  {each.scripts_count:>9,} scripts  {each.digest}  {seed}{late}")


@command(
    "frame amend CCC 2014J 2014J-1001 --set outcome=pass --set final_mark=46 --reason participant_appeal "
    "--as ccc@example.org",
    name="amend",
    under=frame,
)
@click.argument("provider")
@click.argument("window")
@click.argument("ref")
@click.option(
    "--set",
    "changes",
    metavar="FIELD=VALUE",
    multiple=True,
    required=True,
    callback=_as_changes,
    help=f"What it is now; one of {', '.join(FIELDS)}.",
)
@click.option("--reason", type=OneOf(AmendmentReason), required=True, help=f"One of {', '.join(AmendmentReason)}.")
@acting_as()
def amend(
    *, provider: str, window: str, ref: str, changes: dict[str, str], reason: AmendmentReason, email: str
) -> None:
    """Record what changed in a result since its frame froze; an act of the provider's own staff.

    It stands beside the frame: neither the frame nor a figure changes by it.
    """
    wanted = AmendResult(provider_code=provider, window_code=window, script_ref=ref, changes=changes, reason=reason)
    with acting(email) as act:
        made = amend_result(act, wanted)
        said = [f"{each.field} {each.value_before} before, {each.value_after} now" for each in made]
    click.echo(f"The result {ref} of {provider} is amended beside its frame: {'; '.join(said)}.")


def _say_ahead(window: str, providers: tuple[str, ...]) -> None:
    with looking() as (session, actor):
        ahead = before_freezing(session, actor, window)
    chosen = [each for each in ahead.providers if each.provider_code in providers or not providers]
    for each in chosen:
        click.echo(f"{each.provider_code:<16}  {_state(each)}")
    click.echo(f"Returns are due on {ahead.returns_due_on.isoformat()}. Nothing is frozen yet by this.")


def _state(each: BeforeFreezing) -> str:
    if each.version is None:
        state = "no return"
    else:
        frozen = ", frozen already" if each.is_frozen else ""
        state = (
            f"{each.final_count:>9,} final  {each.pending_count:,} pending  {each.voided_count:,} voided  "
            f"version {each.version}{frozen}"
        )
    if each.last_count is None:
        return f"{state}  (no window before)"
    return f"{state}  ({each.last_window}: {each.last_count:,})"
