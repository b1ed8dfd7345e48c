"""Restores a backup into a database that holds nothing yet: all of it, checked, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import ZipFile

from sqlalchemy import Engine, String, Table, delete, func, insert, select, text
from sqlalchemy.orm import Session

from moderation.audit.happened import Happened
from moderation.audit.records import AuditEntry
from moderation.audit.verify import verify
from moderation.cli.archive import (
    Manifest,
    NotAnArchive,
    Row,
    TableContent,
    open_archive,
    read_file,
    read_manifest,
    read_table,
    tables,
)
from moderation.database.bulk import insert_rows
from moderation.database.immutability import create_triggers, drop_triggers, immutable_tables
from moderation.database.model import reference_rows
from moderation.database.schema import current_revision, upgrade
from moderation.database.transaction import restoring
from moderation.errors import Conflict
from moderation.scripts.file_store import keep_file

BLOCK_ROWS = 10_000
# What a new database holds before anybody acted: the same stands in every backup.
FURNISHED = frozenset(
    {"qualifications", "policy_versions", "policy_values", "audit_entries", "audit_forms", "audit_vouchers"}
)


def _furnished() -> frozenset[str]:
    """Return the tables that a new database has rows in; loading the records makes the closed lists known."""
    return FURNISHED | reference_rows().keys()


def restore_backup(engine: Engine, path: Path, *, var: Path) -> Manifest:
    """Restore a backup into an empty database and the folder of everything that grows; return what it held."""
    with path.open("rb") as file, open_archive(file) as archive:
        manifest = read_manifest(archive)
        _refuse_other_tables(manifest)
        upgrade(engine)
        _refuse_other_schema(manifest, current_revision(engine))
        with restoring(engine) as session:
            _refuse_full(session)
            _clear(session)
            contents = {content.name: content for content in manifest.tables}
            for table in tables():
                _load(session, archive, table, contents[table.name])
            _check_log(session, manifest)
            create_triggers(session.connection(), sorted(_furnished().intersection(immutable_tables())))
            _restore_files(archive, manifest, var)
    return manifest


def _restore_files(archive: ZipFile, manifest: Manifest, var: Path) -> None:
    """Put the files in their places: by their content, so that one that nothing refers to harms nobody."""
    for kept in manifest.files:
        with NamedTemporaryFile(dir=var) as file:
            read_file(archive, kept, into=file)
            file.flush()
            os.fsync(file.fileno())
            keep_file(var, Path(file.name), script_id=kept.script_id, sha256=kept.sha256)


def _refuse_other_tables(manifest: Manifest) -> None:
    held = {content.name: frozenset(content.columns) for content in manifest.tables}
    wanted = {table.name: frozenset(table.columns.keys()) for table in tables()}
    if held != wanted:
        raise NotAnArchive(
            f"The backup was made at the schema {manifest.schema_revision!r}, whose tables are not those of this "
            "version. Restore it with the version that made it."
        )


def _refuse_other_schema(manifest: Manifest, revision: str | None) -> None:
    if manifest.schema_revision != revision:
        raise NotAnArchive(
            f"The backup was made at the schema {manifest.schema_revision!r} and this version is at {revision!r}. "
            "Restore it with the version that made it, then upgrade."
        )


def _refuse_full(session: Session) -> None:
    acted = select(AuditEntry.number).where(AuditEntry.action != Happened.DEFAULT_POLICY_RECORDED)
    filled = [
        table.name
        for table in tables()
        if table.name not in _furnished() and session.scalar(select(func.count()).select_from(table))
    ] or (["audit_entries"] if session.scalar(acted.limit(1)) else [])
    if filled:
        raise Conflict(
            f"The database holds records already (in {', '.join(filled[:3])}), and nothing of them is touched. "
            "Restore into a new database: name another one in MODERATION_DATABASE_URL or MODERATION_VAR."
        )


def _clear(session: Session) -> None:
    drop_triggers(session.connection(), sorted(_furnished().intersection(immutable_tables())))
    for table in reversed(tables()):
        if table.name in _furnished():
            session.execute(delete(table))


def _load(session: Session, archive: ZipFile, table: Table, content: TableContent) -> None:
    with closing(read_table(archive, table, content=content)) as rows:
        while block := list(islice(rows, BLOCK_ROWS)):
            _insert(session, table, content.columns, block)
    if session.connection().dialect.name == "postgresql":
        _continue_numbers(session, table)


def _insert(session: Session, table: Table, columns: tuple[str, ...], block: list[Row]) -> None:
    if _has_empty_text(table, columns, block):
        # The fast way cannot tell an empty text from none.
        session.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in block])
    else:
        insert_rows(session, table, columns, rows=block, are_new=False)


def _has_empty_text(table: Table, columns: Iterable[str], block: list[Row]) -> bool:
    texts = [
        place
        for place, name in enumerate(columns)
        if isinstance(table.columns[name].type, String) and table.columns[name].nullable
    ]
    return any(row[place] == "" for row in block for place in texts)


def _continue_numbers(session: Session, table: Table) -> None:
    """Let a table's own numbers go on after the highest that was restored."""
    for column in table.primary_key.columns:
        named = text("SELECT pg_get_serial_sequence(:table, :column)")
        sequence = session.scalar(named, {"table": table.name, "column": column.name})
        highest = session.scalar(select(func.max(column))) if sequence else None
        if highest is not None:
            go_on = text("SELECT setval(CAST(:sequence AS regclass), :highest)")
            session.execute(go_on, {"sequence": sequence, "highest": highest})


def _check_log(session: Session, manifest: Manifest) -> None:
    found = verify(session)
    if not found.holds:
        raise NotAnArchive(f"Nothing was restored. {found.sentence}")
    if found.head != manifest.audit_head:
        raise NotAnArchive("Nothing was restored: the log of the backup does not end in the head that it names.")
