"""`moderation init`, `backup` and `restore`: the service's own store on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import click

from moderation.cli.acting import opened, settings
from moderation.cli.backup import write_backup
from moderation.cli.commands import command
from moderation.cli.furnish import furnish
from moderation.cli.progress import working
from moderation.cli.restore import take_back
from moderation.database.clock import system_clock
from moderation.database.engine import open_engine

NOT_INCLUDED = "It holds personal data, and not the signing key: keep that apart, and both safe."


@command("init")
def init() -> None:
    """Make the folder, the database at the newest schema and the signing key; what stands already is kept."""
    made = furnish(settings(), clock=system_clock)
    for sentence in made:
        click.echo(sentence)
    if not made:
        click.echo("Nothing was to do: folder, database and signing key stand already.")


@command("backup 2026-06-22.npq")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(*, file: Path) -> None:
    """Write all that the database holds, as at this moment, into a new file."""
    with opened() as engine, working("Writing the backup"):
        manifest = write_backup(engine, file, clock=system_clock)
    rows = sum(table.rows_count for table in manifest.tables)
    click.echo(f"{file}: {rows:,} rows of {len(manifest.tables)} tables, audit head {manifest.audit_head}.")
    click.echo(NOT_INCLUDED)


@command("restore 2026-06-22.npq")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(*, file: Path) -> None:
    """Take a backup back into a new database, SQLite or PostgreSQL: all of it, checked, or nothing."""
    found = settings()
    found.var.mkdir(parents=True, exist_ok=True)
    engine = open_engine(found.database_url)
    try:
        with working("Restoring the backup"):
            manifest = take_back(engine, file)
    finally:
        engine.dispose()
    rows = sum(table.rows_count for table in manifest.tables)
    click.echo(f"Restored {rows:,} rows of {len(manifest.tables)} tables; the log holds, head {manifest.audit_head}.")
    if not os.access(found.signing_key, os.R_OK):
        click.echo(f"The signing key is no part of a backup: put yours at {found.signing_key}, or run: moderation init")
