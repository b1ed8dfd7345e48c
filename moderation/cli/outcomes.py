"""`moderation outcomes`: brings in the settled outcomes of scripts that were moderated elsewhere."""

from __future__ import annotations

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import acting_as, command, group
from moderation.cli.progress import working
from moderation.cli.returns import twice_readable
from moderation.marking.import_outcomes import Imported, ImportOutcomes, import_outcomes
from moderation.marking.outcome_file import COLUMNS
from moderation.marking.shown_scripts import scripts_in_window
from moderation.scripts.state import ScriptStanding

outcomes = group(
    "outcomes",
    does="Import settled outcomes.",
    example="outcomes import 2014J second-marks.csv --as lead@example.org",
)
MOST_NAMED = 10


@command("outcomes import 2014J second-marks.csv --as lead@example.org", name="import", under=outcomes)
@click.argument("window")
@click.argument("file", metavar="FILE.csv")
@click.option("--other-maximum", is_flag=True, help="The marks are out of another maximum than the provider's.")
@acting_as()
def import_(*, window: str, file: str, other_maximum: bool, email: str) -> None:
    """Import settled outcomes (provider, script_ref, mark, max_mark, outcome, reason); a lead moderator's act.

    Rows of scripts that are not sampled are counted, rows of scripts that stand in no frame are refused. All is
    imported, or nothing.
    """
    with twice_readable(file) as marks, working(f"Importing {file}"), acting(email) as act:
        wanted = ImportOutcomes(window_code=window, file=marks, other_maximum=other_maximum)
        done = import_outcomes(act, wanted)
    for line in _said(done):
        click.echo(line)


@command("outcomes template 2014J", name="template", under=outcomes)
@click.argument("window")
def template(*, window: str) -> None:
    """Print the sheet to fill in: a row for each script that was asked for and has no outcome yet.

    Excluded and missing scripts are left out. Take out the rows that you do not fill in.
    """
    with looking() as (session, actor):
        found = scripts_in_window(session, actor, window_code=window)
    click.echo(",".join(COLUMNS))
    for each in found:
        if not each.is_settled and each.standing in (ScriptStanding.ASKED, ScriptStanding.SUPPLIED):
            click.echo(f"{each.provider_code},{each.script_ref},,,,")


def _said(done: Imported) -> list[str]:
    ignored = f"{done.unsampled_count:,} rows of scripts that are not sampled ignored"
    lines = [f"{done.rows_count:,} rows read: {done.used_count:,} scripts settled, {ignored}."]
    if done.repeated_count:
        lines.append(f"{done.repeated_count:,} say what is recorded already, and changed nothing.")
    if done.excluded:
        named = ", ".join(f"{provider} {reference}" for provider, reference in done.excluded[:MOST_NAMED])
        more = f" and {len(done.excluded) - MOST_NAMED:,} more" if len(done.excluded) > MOST_NAMED else ""
        lines.append(f"{len(done.excluded):,} of scripts that are excluded, and do not count: {named}{more}.")
    return lines
