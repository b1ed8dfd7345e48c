"""`moderation init`, `backup` and `restore`: the service's own store on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import click

from moderation.cli.acting import opened, settings
from moderation.cli.archive import Manifest
from moderation.cli.backup import write_backup
from moderation.cli.commands import command
from moderation.cli.progress import working
from moderation.cli.refusal import REFUSED, say
from moderation.cli.restore import restore_backup
from moderation.cli.set_up import close_store, set_up
from moderation.database.clock import system_clock
from moderation.database.engine import open_engine

NOT_INCLUDED = "It holds personal data, and not the signing key: keep that apart, and both safe."
MOST_NAMED = 10


@command("init")
@click.option("--replace-key", is_flag=True, help="Make a new signing key where the one in use is lost for good.")
def init(*, replace_key: bool) -> None:
    """Make the folder, the database at the newest schema and the signing key; what exists already is kept."""
    made = set_up(settings(), clock=system_clock, replace_key=replace_key)
    for sentence in made:
        click.echo(sentence)
    if not made:
        click.echo("Nothing was to do: folder, database and signing key stand already.")


@command("backup 2026-06-22.npq")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(*, file: Path) -> int:
    """Write all records and all files of scripts, as at this moment, into a new file."""
    found = settings()
    with opened(found) as engine, working("Writing the backup"):
        manifest = write_backup(engine, file, var=found.var, clock=system_clock)
    click.echo(f"{file}: {_held(manifest)}, audit head {manifest.audit_head}.")
    click.echo(NOT_INCLUDED)
    lost = manifest.missing_files
    for kept in lost[:MOST_NAMED]:
        say(f"The file of the script {kept.script_id} with the SHA-256 {kept.sha256} is lost or was changed.")
    if lost:
        what = "file of a script is" if len(lost) == 1 else "files of scripts are"
        say(f"{len(lost):,} {what} not in the backup; all the rest is. Look for what is lost in an older one.")
    return REFUSED if lost else 0


@command("restore 2026-06-22.npq")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(*, file: Path) -> None:
    """Restore a backup into a new database, SQLite or PostgreSQL: all of it, checked, or nothing."""
    found = settings()
    found.var.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(found.database_url)
    try:
        with working("Restoring the backup"):
            manifest = restore_backup(engine, file, var=found.var)
    finally:
        engine.dispose()
    for sentence in close_store(found):
        click.echo(sentence)
    click.echo(f"Restored {_held(manifest)}; the log holds, head {manifest.audit_head}.")
    if manifest.missing_files:
        count = len(manifest.missing_files)
        what = "file of a script was" if count == 1 else "files of scripts were"
        say(f"{count:,} {what} lost before the backup was made.")
    if not os.access(found.signing_key, os.R_OK):
        found.signing_key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        click.echo(
            f"The signing key is no part of a backup: put yours at {found.signing_key}. If it is lost for good, make "
            "another: moderation init --replace-key"
        )


def _held(manifest: Manifest) -> str:
    rows = sum(table.rows_count for table in manifest.tables)
    files = len(manifest.files)
    return (
        f"{rows:,} rows of {len(manifest.tables)} tables and {files:,} {'file' if files == 1 else 'files'} of scripts"
    )
