"""`moderation outcomes`: brings in the settled outcomes of scripts that were moderated elsewhere."""

from __future__ import annotations

import click

from moderation.cli.acting import acting
from moderation.cli.commands import acting_as, command, group
from moderation.cli.progress import working
from moderation.cli.returns import twice_readable
from moderation.marking.import_outcomes import ImportOutcomes, import_outcomes

outcomes = group(
    "outcomes",
    does="Import settled outcomes.",
    example="outcomes import 2014J second-marks.csv --as lead@example.org",
)


@command("outcomes import 2014J second-marks.csv --as lead@example.org", name="import", under=outcomes)
@click.argument("window")
@click.argument("file", metavar="FILE.csv")
@acting_as()
def import_(*, window: str, file: str, email: str) -> None:
    """Import settled outcomes (provider, script_ref, mark, max_mark, outcome, reason); a lead moderator's act.

    Rows of scripts that are not sampled are counted and ignored. All is imported, or nothing.
    """
    with twice_readable(file) as marks, working(f"Importing {file}"), acting(email) as act:
        done = import_outcomes(act, ImportOutcomes(window_code=window, file=marks))
    click.echo(
        f"{done.rows_count:,} rows read: {done.used_count:,} scripts settled, "
        f"{done.ignored_count:,} rows of scripts that are not sampled ignored."
    )
