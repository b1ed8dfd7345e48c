"""Writes all records and files, as at one moment, into one file that either database can restore."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

from sqlalchemy import Engine, Table, select
from sqlalchemy.orm import Session

from moderation.audit.log import head
from moderation.cli.archive import (
    FORMAT,
    MANIFEST,
    Manifest,
    TableContent,
    new_archive,
    tables,
    write_file,
    write_table,
)
from moderation.database.clock import Clock
from moderation.database.columns import moment_text
from moderation.database.revision import known_revisions, refuse_other_schema
from moderation.database.transaction import reading
from moderation.errors import Conflict
from moderation.scripts.file_store import KeptFile, kept_files, place_of

PAGE_ROWS = 10_000


def write_backup(engine: Engine, path: Path, *, var: Path, clock: Clock) -> Manifest:
    """Write a backup to a file that does not exist yet; it appears whole or not at all.

    A script's file that is lost or changed on the disk is named in the manifest: all the rest is kept all the same.
    """
    with reading(engine) as session:
        refuse_other_schema(session)
    with appearing(path) as file, new_archive(file) as archive, reading(engine) as session:
        contents = tuple(_write(archive, table, session) for table in tables())
        # A file stands before its record does, and stays: those of this moment's records are there.
        files = {kept: _copy(archive, kept, var) for kept in kept_files(session)}
        manifest = Manifest(
            format=FORMAT,
            made_at=moment_text(clock()),
            schema_revision=known_revisions()[-1],
            audit_head=head(session),
            tables=contents,
            files=tuple(kept for kept, is_sound in files.items() if is_sound),
            missing_files=tuple(kept for kept, is_sound in files.items() if not is_sound),
        )
        archive.writestr(MANIFEST, manifest.as_json())
    return manifest


@contextmanager
def appearing(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that only its owner may read; it gets its name once all of it is on the disk."""
    if path.exists():
        raise Conflict(f"{path} exists already and is not overwritten. Name another file.")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(archive: ZipFile, table: Table, session: Session) -> TableContent:
    return write_table(archive, table, rows=_rows(session, table))


def _copy(archive: ZipFile, kept: KeptFile, var: Path) -> bool:
    try:
        with place_of(var, kept.script_id, sha256=kept.sha256).open("rb") as file:
            return write_file(archive, kept, file=file)
    except FileNotFoundError:
        return False


def _rows(session: Session, table: Table) -> Iterable[Iterable[Any]]:
    # In the order of the keys: a row may refer to an earlier one of its own table.
    wanted = select(table).order_by(*table.primary_key.columns)
    return session.execute(wanted, execution_options={"yield_per": PAGE_ROWS})
