"""`moderation return`: checks and files what a provider reports."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import acting_as, command, group
from moderation.cli.progress import working
from moderation.database.clock import system_clock
from moderation.returns.checking.check import CheckedReturn
from moderation.returns.file_return import FileReturn, file_return
from moderation.returns.shown_preview import preview
from sampling.rows import opened

return_ = group("return", does="Check and file a provider's results.", example="return check CCC.csv --window 2014J")


@command("return check CCC.csv --window 2014J", name="check", under=return_)
@click.argument("file", metavar="FILE.csv")
@click.option("--window", metavar="CODE", required=True, help="The window that the results belong to.")
@click.option("--provider", metavar="CODE", help="Also say what changed since this provider's last filing.")
def check(*, file: str, window: str, provider: str | None) -> None:
    """Check a return and say what it counts, or everything that is wrong with it; nothing is stored."""
    with twice_readable(file) as results, working(f"Checking {file}"), looking() as (session, actor):
        seen = preview(session, actor, results, window_code=window, provider_code=provider, now=system_clock())
    click.echo(
        f"{file} has no fault, but the frame of {provider} in the window {window} is frozen, and no return replaces "
        "it: what changed since is recorded as an amendment."
        if seen.is_frozen
        else f"{file} can be filed for the window {window}."
    )
    for line in (*seen.checked.notes, *counts(seen.checked)):
        click.echo(line)
    if seen.changes is not None:
        what = seen.changes
        click.echo(
            f"Since version {what.since_version}: {what.added_count:,} added, {what.removed_count:,} removed, "
            f"{what.changed_count:,} changed."
        )


@command('return file CCC 2014J CCC.csv --declared-by "Ann Example" --as ccc@example.org', name="file", under=return_)
@click.argument("provider")
@click.argument("window")
@click.argument("file", metavar="FILE.csv")
@click.option("--declared-by", metavar="NAME", required=True, help="The person who declares the return right.")
@acting_as()
def file_(*, provider: str, window: str, file: str, declared_by: str, email: str) -> None:
    """File a return as the provider's next version: all of it, or nothing and every fault."""
    with twice_readable(file) as results, working(f"Filing {file}"), acting(email) as act:
        wanted = FileReturn(provider_code=provider, window_code=window, file=results, declared_by=declared_by)
        filed = file_return(act, wanted)
    version = filed.version
    for note in filed.notes:
        click.echo(note)
    if not filed.is_new:
        click.echo(f"These very bytes are filed already, as version {version.version}: nothing was changed.")
        return
    click.echo(
        f"Filed as version {version.version} of {provider} in {window}: {version.presented_count:,} presented, "
        f"{version.final_count:,} final, {version.pending_count:,} pending, {version.voided_count:,} voided."
    )
    click.echo(f"Receipt: SHA-256 {version.sha256}, {version.byte_count:,} bytes.")


@contextmanager
def twice_readable(path: str) -> Iterator[BinaryIO]:
    """Open a file so that it can be read twice: what comes through a pipe is kept on the disk meanwhile."""
    with opened(path) as file:
        if file.seekable():
            yield file
            return
        with TemporaryFile() as kept:
            shutil.copyfileobj(file, kept)
            kept.seek(0)
            yield cast(BinaryIO, kept)


def counts(checked: CheckedReturn) -> Iterator[str]:
    """Yield what a return counts, a line each."""
    yield (
        f"Presented {checked.presented_count:,} = final {checked.final_count:,} + pending {checked.pending_count:,} "
        f"+ voided {checked.voided_count:,}."
    )
    if checked.final_count:
        yield (
            f"Of the final: {share(checked.pass_count, checked.final_count)} passed, "
            f"{share(checked.peer_moderated_count, checked.final_count)} peer moderated, "
            f"{checked.changed_count:,} changed by it, {checked.borderline_count:,} marked borderline."
        )
    for each in checked.by_qualification:
        passed = share(each.pass_count, each.final_count)
        yield f"  {each.qualification:<10} {each.final_count:>9,} final, {passed} passed"


def share(part: int, whole: int) -> str:
    """Write a count with its share.

    >>> share(3, 4)
    '3 (75.0%)'
    """
    return f"{part:,} ({part / whole:.1%})"
