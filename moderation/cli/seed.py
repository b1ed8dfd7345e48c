"""`moderation seed`: the public digits from which samples are drawn."""

from __future__ import annotations

import click

from moderation.cli.acting import acting
from moderation.cli.commands import acting_as, command, group
from moderation.draws.record_seed import RecordSeed, record_seed

seed = group(
    "seed",
    does="Record the public digits from which samples are drawn.",
    example="seed record 2014J --seed 31415926535897932384 --witness second@example.org --as official@example.org",
)


@command(
    "seed record 2014J --seed 31415926535897932384 --witness second@example.org --as official@example.org",
    name="record",
    under=seed,
)
@click.argument("window")
@click.option("--seed", "digits", metavar="SEED", required=True, help="20 to 200 characters, used exactly as typed.")
@click.option("--witness", metavar="EMAIL", required=True, help="Another official, who saw it recorded.")
@acting_as()
def record(*, window: str, digits: str, witness: str, email: str) -> None:
    """Record the seed of the round whose frames are frozen, the oldest first: once, by an official before another."""
    wanted = RecordSeed(window_code=window, seed=digits, witness_email=witness)
    with acting(email) as act:
        done = record_seed(act, wanted)
    click.echo(
        f"Seed {done.round.number} of the window {window} is recorded. Draw now: moderation draw {window} --as EMAIL"
    )
    for each in done.still_waiting:
        click.echo(f"Seed {each.number} is still waited for, and comes from: {each.source}.")
