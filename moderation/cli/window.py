"""`moderation window`: opens, signs off and publishes the periods that are judged."""

from __future__ import annotations

from datetime import date, datetime

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import OneOf, acting_as, command, day, group, moment
from moderation.cli.progress import working
from moderation.windows.announce_round import written
from moderation.windows.open_window import OpenWindow, open_window
from moderation.windows.seed_records import SeedWay, rounds_of
from moderation.windows.shown import windows_by_date

window = group("window", does="Open, list, sign off and publish windows.", example="window list")

# Written out: the rooms that know them are loaded by the commands that need them.
REOPENING_REASONS = ("representation", "error_found", "script_supplied_late")

OPEN = """window open 2014J --from 2014-09-01 --to 2015-08-31 --returns-due 2015-09-18 --frames-close 2015-09-30 \
--seed-source "UK National Lottery, Lotto draw of 3 October 2015" --seed-not-before 2015-10-03T20:00 \
--as official@example.org"""


@command(OPEN, name="open", under=window)
@click.argument("code")
@click.option("--from", "assessed_from", type=day, required=True, help="The first day of assessment.")
@click.option("--to", "assessed_to", type=day, required=True, help="The last day of assessment.")
@click.option("--returns-due", type=day, required=True, help="By when providers file their results.")
@click.option("--frames-close", type=day, required=True, help="By when the frames are frozen.")
@click.option("--seed-source", metavar="TEXT", required=True, help="Where the public digits will come from.")
@click.option(
    "--seed-not-before",
    type=moment,
    metavar="WHEN",
    help="The moment before which they cannot exist, like 2015-10-03T20:00: when frames have closed, unless given.",
)
@click.option(
    "--seed-way",
    type=OneOf(SeedWay),
    default=SeedWay.DIGITS,
    show_default=SeedWay.DIGITS.value,
    help="How they are written: 0 to 9 alone, or hexadecimal with small letters.",
)
@click.option("--provider", "providers", metavar="CODE", multiple=True, help="Who is judged: all, unless named.")
@click.option("--scripts-due", type=day, help="By when sampled scripts are supplied: by policy, unless given.")
@click.option("--moderation-due", type=day, help="By when moderation ends: by policy, unless given.")
@click.option("--comments-due", type=day, help="By when providers comment: by policy, unless given.")
@acting_as()
def open_(
    *,
    code: str,
    assessed_from: date,
    assessed_to: date,
    returns_due: date,
    frames_close: date,
    seed_source: str,
    seed_not_before: datetime | None,
    seed_way: SeedWay,
    providers: tuple[str, ...],
    scripts_due: date | None,
    moderation_due: date | None,
    comments_due: date | None,
    email: str,
) -> None:
    """Open a window and announce the source of its seed; an official's act."""
    wanted = OpenWindow(
        code=code,
        assessed_from_on=assessed_from,
        assessed_to_on=assessed_to,
        returns_due_on=returns_due,
        frames_close_on=frames_close,
        seed_source=seed_source,
        seed_not_before=seed_not_before,
        seed_way=seed_way,
        provider_codes=providers,
        scripts_due_on=scripts_due,
        moderation_due_on=moderation_due,
        comments_due_on=comments_due,
    )
    with acting(email) as act:
        opened = open_window(act, wanted)
        announced = rounds_of(act.session, opened.id)[0][0]
    click.echo(
        f"Window {code} is open. Returns due {opened.returns_due_on}, frames close {opened.frames_close_on}, "
        f"scripts due {opened.scripts_due_on}, moderation due {opened.moderation_due_on}, "
        f"comments due {opened.comments_due_on}."
    )
    click.echo(
        f"Its seed comes from: {announced.source}, and cannot exist before {written(announced.not_before)}; what "
        "freezes from that moment on waits for the next round. It is written so: "
        f"{announced.way.meaning}"
    )


@command("window list", name="list", under=window)
def list_() -> None:
    """List the windows with their days."""
    with looking() as (session, actor):
        for each in windows_by_date(session, actor):
            click.echo(
                f"{each.code:<12}  assessed {each.assessed_from_on} to {each.assessed_to_on}  "
                f"returns due {each.returns_due_on}  frames close {each.frames_close_on}  "
                f"comments due {each.comments_due_on}"
            )


@command("window sign-off 2014J --as lead@example.org", name="sign-off", under=window)
@click.argument("code")
@click.option(
    "--provider", "providers", metavar="CODE", multiple=True, help="Whose: all that were drawn, unless named."
)
@acting_as()
def sign_off_(*, code: str, providers: tuple[str, ...], email: str) -> None:
    """Sign off the moderation of a window: from then on there are findings; a lead moderator's act."""
    # Loaded only where it is needed: whoever opens or lists windows need not wait for the rooms above them.
    from moderation.findings.shown_figures import figures_signed  # noqa: PLC0415
    from moderation.findings.shown_independent import without_independent_lead  # noqa: PLC0415
    from moderation.findings.sign_off import SignOff, sign_off  # noqa: PLC0415

    wanted = SignOff(window_code=code, provider_codes=providers)
    with working(f"Signing off {code}"), acting(email) as act:
        findings = sign_off(act, wanted)
        signed = {finding.public_id for finding in findings}
        found = figures_signed(act.session, act.actor, signed, window_code=code)
        without = without_independent_lead(act.session, act.actor, code)
    for figure in found:
        click.echo(f"{figure.provider_code:<16}  {figure.answer['sentence']}")
    if without:
        click.echo(
            f"No lead moderator is left who had no part in {', '.join(without)}: nobody could decide an outcome anew. "
            "Let another in before a representation comes: moderation user add EMAIL --role lead_moderator",
            err=True,
        )


@command("window publish 2014J --as official@example.org", name="publish", under=window)
@click.argument("code")
@acting_as()
def publish(*, code: str, email: str) -> None:
    """Publish the signed figures of a window, once its providers could comment; an official's act."""
    from moderation.feedback.publish_window import PublishWindow, publish_window  # noqa: PLC0415 - as above

    with acting(email) as act:
        published = publish_window(act, PublishWindow(code))
    noun = "figure is" if len(published) == 1 else "figures are"
    click.echo(f"{len(published)} {noun} public now.")


@command("window reopen 2014J --provider CCC --reason error_found --as lead@example.org", name="reopen", under=window)
@click.argument("code")
@click.option(
    "--provider", "providers", metavar="CODE", multiple=True, help="Whose: all that are signed, unless named."
)
@click.option("--reason", type=click.Choice(REOPENING_REASONS), required=True, help="Why.")
@acting_as()
def reopen_(*, code: str, providers: tuple[str, ...], reason: str, email: str) -> None:
    """Open signed findings again, with a reason on record: outcomes may change until they are signed off anew.

    The finding stands until a later one supersedes it, and both are kept; a lead moderator's act.
    """
    from moderation.findings.records import ReopeningReason  # noqa: PLC0415 - as above
    from moderation.findings.reopen import Reopen, reopen  # noqa: PLC0415

    wanted = Reopen(window_code=code, provider_codes=providers, reason=ReopeningReason(reason))
    with acting(email) as act:
        reopened = reopen(act, wanted)
    noun = "finding is" if len(reopened) == 1 else "findings are"
    click.echo(f"{len(reopened)} {noun} open again. Sign off anew: moderation window sign-off {code} --as EMAIL")
