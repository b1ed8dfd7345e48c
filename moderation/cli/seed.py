"""`moderation seed`: the public digits from which samples are drawn."""

from __future__ import annotations

import click

from moderation.cli.acting import acting
from moderation.cli.commands import acting_as, command, group
from moderation.draws.confirm_seed import ConfirmSeed, confirm_seed
from moderation.draws.record_seed import RecordSeed, record_seed
from moderation.draws.written_seed import in_groups

EXAMPLE = """seed record 2014J --seed 31415926535897932384 --again 31415926535897932384 --as official@example.org"""

seed = group("seed", does="Record and confirm the public digits from which samples are drawn.", example=EXAMPLE)


@command(EXAMPLE, name="record", under=seed)
@click.argument("window")
@click.option("--seed", "digits", metavar="SEED", prompt="The digits of the seed", help="20 to 200, as announced.")
@click.option("--again", metavar="SEED", prompt="The same digits again", help="The same once more, copied anew.")
@click.option("--zeros-are-right", is_flag=True, help="The source itself ends in five zeros or more.")
@click.option("--instead", is_flag=True, help="In the place of what was recorded and is not confirmed yet.")
@acting_as()
def record(*, window: str, digits: str, again: str, zeros_are_right: bool, instead: bool, email: str) -> None:
    """Record the seed of the round whose frames are frozen, the oldest first; what is left out is asked for.

    It counts once another official confirms it; an official's act.
    """
    wanted = RecordSeed(window_code=window, seed=digits, again=again, zeros_are_right=zeros_are_right, instead=instead)
    with acting(email) as act:
        done = record_seed(act, wanted)
    click.echo(f"Seed {done.round.number} of the window {window} is recorded: {_read_back(digits)}.")
    click.echo(
        "Compare it with its source. It counts once another official confirms it: "
        f"moderation seed confirm {window} --seed SEED --as EMAIL"
    )
    for each in done.still_waiting:
        click.echo(f"Seed {each.number} is still waited for, and comes from: {each.source}.")


@command("seed confirm 2014J --seed 31415926535897932384 --as witness@example.org", name="confirm", under=seed)
@click.argument("window")
@click.option("--seed", "digits", metavar="SEED", prompt="The digits of the seed", help="As you read them yourself.")
@acting_as()
def confirm(*, window: str, digits: str, email: str) -> None:
    """Confirm the recorded seed by its digits as you read them at their source; another official's act."""
    with acting(email) as act:
        done = confirm_seed(act, ConfirmSeed(window, digits))
    click.echo(f"Seed {done.round.number} of the window {window} is confirmed: {_read_back(digits)}.")
    click.echo(f"Draw now: moderation draw {window} --as EMAIL")


def _read_back(digits: str) -> str:
    return f"{in_groups(digits)} ({len(digits)} signs)"
