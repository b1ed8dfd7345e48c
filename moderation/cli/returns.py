"""`moderation return`: checks and files what a provider reports."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

import click

from moderation.cli.acting import acting, looking
from moderation.cli.commands import acting_as, command, group
from moderation.cli.progress import working
from moderation.cli.steps import said_then
from moderation.database.clock import system_clock
from moderation.errors import Fault, Rejected, Step, Verb
from moderation.providers.shown import qualification_codes
from moderation.returns.checking.check import CheckedReturn
from moderation.returns.checking.oddities import ReturnWarning
from moderation.returns.columns import COLUMNS
from moderation.returns.file_return import FileReturn, file_return
from moderation.returns.files.canonical import as_canonical
from moderation.returns.preview import Preview
from moderation.returns.shown_preview import preview
from moderation.returns.template import write_csv, write_workbook
from sampling.rows import opened

return_ = group("return", does="Check and file a provider's results.", example="return check CCC.csv --window 2014J")


@command("return template results.xlsx", name="template", under=return_)
@click.argument("file", metavar="FILE.xlsx|FILE.csv")
def template(*, file: str) -> None:
    """Write an empty return to fill in, as a workbook or CSV, and say what each column holds."""
    path = Path(file)
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise Rejected([Fault("Name a file that ends in .xlsx or .csv.", value=file)])
    if path.exists():
        raise Rejected([Fault("There is such a file already, and it stays. Give another name.", value=file)])
    if path.suffix.lower() == ".csv":
        write_csv(path)
    else:
        with looking() as (session, actor):
            write_workbook(path, qualification_codes(session, actor))
    click.echo(f"{file} is ready to fill in, a row for each result. Its columns:")
    for column in COLUMNS:
        may = "" if column.default is None else " May be left out."
        click.echo(f"  {column.name}: {column.about}{may} Example: {column.example}")


@command("return plain results.xlsx return.csv", name="plain", under=return_)
@click.argument("file", metavar="FILE")
@click.argument("target", metavar="TARGET.csv")
def plain(*, file: str, target: str) -> None:
    """Write a return, CSV or a workbook, as CSV in the one form; what its values say is not checked."""
    path = Path(target)
    if path.exists():
        raise Rejected([Fault("There is such a file already, and it stays. Give another name.", value=target)])
    with twice_readable(file) as results, as_canonical(results) as read:
        if read.file is None or read.faults:
            raise Rejected(read.faults)
        with path.open("xb") as written:
            shutil.copyfileobj(read.file, written)
    for note in read.notes:
        click.echo(note)
    click.echo(f"{target} holds the results of {file} in the one form.")


@command("return check CCC.csv --window 2014J", name="check", under=return_)
@click.argument("file", metavar="FILE")
@click.option("--window", metavar="CODE", required=True, help="The window that the results belong to.")
@click.option("--provider", metavar="CODE", help="Also compare with what this provider filed and froze.")
@click.option("--expect", metavar="N", type=click.IntRange(0), help="Refuse the file unless it holds so many results.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def check(*, file: str, window: str, provider: str | None, expect: int | None, as_json: bool) -> None:
    """Check a return, CSV or a workbook, and say what it counts, or everything that is wrong with it; store nothing."""
    with twice_readable(file) as results, working(f"Checking {file}"), looking() as (session, actor):
        seen = preview(
            session,
            actor,
            results,
            window_code=window,
            provider_code=provider,
            now=system_clock(),
            expected_count=expect,
        )
    if as_json:
        click.echo(json.dumps(as_document(seen), indent=2))
        return
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
    warn(seen.warnings)
    step = Verb.AMEND_RESULT if seen.is_frozen else Verb.FILE_RETURN
    click.echo(f"Nothing is filed yet. {said_then(Step(step, window=window, provider=provider))}")


@command('return file CCC 2014J CCC.csv --declared-by "Ann Example" --as ccc@example.org', name="file", under=return_)
@click.argument("provider")
@click.argument("window")
@click.argument("file", metavar="FILE")
@click.option("--declared-by", metavar="NAME", required=True, help="The person who declares the return right.")
@click.option("--expect", metavar="N", type=click.IntRange(0), help="Refuse the file unless it holds so many results.")
@acting_as()
def file_(*, provider: str, window: str, file: str, declared_by: str, expect: int | None, email: str) -> None:
    """File a return, CSV or a workbook, as the provider's next version: all of it, or nothing and every fault."""
    with twice_readable(file) as results, working(f"Filing {file}"), acting(email) as act:
        wanted = FileReturn(
            provider_code=provider, window_code=window, file=results, declared_by=declared_by, expected_count=expect
        )
        filed = file_return(act, wanted)
    version = filed.version
    for note in filed.notes:
        click.echo(note)
    warn(filed.warnings)
    if not filed.is_new:
        click.echo(f"These very bytes are filed already, as version {version.version}: nothing was changed.")
        return
    click.echo(
        f"Filed as version {version.version} of {provider} in {window}: {version.presented_count:,} presented, "
        f"{version.final_count:,} final, {version.pending_count:,} pending, {version.voided_count:,} voided."
    )
    click.echo(f"Receipt: SHA-256 {version.sha256}, {version.byte_count:,} bytes.")


def warn(warnings: Iterable[ReturnWarning]) -> None:
    """Say what is odd, on standard error: it is in nobody's way."""
    for warning in warnings:
        click.echo(f"warning: {warning.sentence}", err=True)


def as_document(seen: Preview) -> dict[str, Any]:
    """Return what a check found as a program reads it."""
    checked = seen.checked
    names = ("presented", "final", "pending", "voided", "pass", "peer_moderated", "changed", "borderline")
    return {
        "sha256": checked.sha256,
        "byte_count": checked.byte_count,
        **{f"{name}_count": getattr(checked, f"{name}_count") for name in names},
        "is_filed_already": seen.is_filed_already,
        "is_frozen": seen.is_frozen,
        "changes": None if seen.changes is None else asdict(seen.changes),
        "notes": list(checked.notes),
        "warnings": [asdict(warning) for warning in seen.warnings],
    }


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
