"""The form of a backup: a ZIP with a manifest and a file of JSON lines for each table, the same for every database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import Date, Table, Uuid

from moderation.database.columns import UtcMoment, moment_text
from moderation.errors import Fault, Rejected
from moderation.proof.all_tables import all_records
from moderation.scripts.file_store import KeptFile

FORMAT = 2
MANIFEST = "manifest.json"
BLOCK = 1 << 20
Row = list[Any]


class NotAnArchive(Rejected):
    """The file is no backup, or not as it was written."""

    def __init__(self, sentence: str) -> None:
        super().__init__([Fault(sentence)])


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContent:
    """What an archive holds of one table."""

    name: str
    columns: tuple[str, ...]
    rows_count: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive holds, and of what the service was."""

    format: int
    made_at: str
    schema_revision: str
    audit_head: str
    tables: tuple[TableContent, ...]
    files: tuple[KeptFile, ...]
    missing_files: tuple[KeptFile, ...]

    def as_json(self) -> str:
        """Return the manifest as the archive holds it."""
        return json.dumps(asdict(self), indent=2, default=_as_text) + "\n"


def tables() -> list[Table]:
    """Return all tables, each after those that it refers to."""
    return list(all_records().sorted_tables)


def write_table(archive: ZipFile, table: Table, *, rows: Iterable[Iterable[Any]]) -> TableContent:
    """Write the rows of a table into an archive, a line of JSON each."""
    digest, count = hashlib.sha256(), 0
    with archive.open(_member(table.name), "w", force_zip64=True) as file:
        for row in rows:
            line = json.dumps(list(row), separators=(",", ":"), default=_as_text).encode("ascii") + b"\n"
            digest.update(line)
            file.write(line)
            count += 1
    columns = tuple(column.name for column in table.columns)
    return TableContent(name=table.name, columns=columns, rows_count=count, sha256=digest.hexdigest())


def read_table(archive: ZipFile, table: Table, *, content: TableContent) -> Generator[Row, None, None]:
    """Yield the rows of a table; refuse the archive at the end when they are not those that were written."""
    readers = [(place, read) for place, name in enumerate(content.columns) if (read := _reader(table, name))]
    digest, count = hashlib.sha256(), 0
    with _opened(archive, _member(table.name)) as file:
        for line in file:
            digest.update(line)
            count += 1
            yield _row(line, readers, len(content.columns))
    if (count, digest.hexdigest()) != (content.rows_count, content.sha256):
        raise NotAnArchive(f"The backup is damaged: its table {table.name} is not as it was written.")


def write_file(archive: ZipFile, kept: KeptFile, *, file: IO[bytes]) -> bool:
    """Copy a script's file into an archive, as it is; tell whether it is still what was handed in."""
    digest = hashlib.sha256()
    # What people hand in is packed already, or nearly.
    member = ZipInfo(_file_member(kept))
    member.compress_type = ZIP_STORED
    with archive.open(member, "w", force_zip64=True) as copy:
        while block := file.read(BLOCK):
            digest.update(block)
            copy.write(block)
    return digest.hexdigest() == kept.sha256


def read_file(archive: ZipFile, kept: KeptFile, *, into: IO[bytes]) -> None:
    """Copy a script's file out of an archive; refuse the archive when it is not what was handed in."""
    digest = hashlib.sha256()
    with _opened(archive, _file_member(kept)) as file:
        while block := file.read(BLOCK):
            digest.update(block)
            into.write(block)
    if digest.hexdigest() != kept.sha256:
        raise NotAnArchive(f"The backup is damaged: the file of the script {kept.script_id} is not as it was.")


def read_manifest(archive: ZipFile) -> Manifest:
    """Read what an archive holds, or refuse it."""
    try:
        with _opened(archive, MANIFEST) as file:
            found = json.load(file)
        listed = tuple(
            TableContent(
                name=str(table["name"]),
                columns=tuple(map(str, table["columns"])),
                rows_count=int(table["rows_count"]),
                sha256=str(table["sha256"]),
            )
            for table in found["tables"]
        )
        manifest = Manifest(
            format=_known_format(found),
            made_at=str(found["made_at"]),
            schema_revision=str(found["schema_revision"]),
            audit_head=str(found["audit_head"]),
            tables=listed,
            files=_kept(found["files"]),
            missing_files=_kept(found["missing_files"]),
        )
    except (KeyError, TypeError, ValueError):
        raise NotAnArchive(f"The file is no backup of this service: its {MANIFEST} cannot be read.") from None
    return manifest


def _known_format(found: dict[str, Any]) -> int:
    number = int(found["format"])
    if number != FORMAT:
        raise NotAnArchive(f"The backup has the format {number}; this version reads the format {FORMAT}.")
    return number


def _kept(listed: list[dict[str, Any]]) -> tuple[KeptFile, ...]:
    return tuple(KeptFile(UUID(each["script_id"]), str(each["sha256"]), int(each["byte_count"])) for each in listed)


def new_archive(file: IO[bytes]) -> ZipFile:
    """Begin an archive."""
    return ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1)


def open_archive(file: IO[bytes]) -> ZipFile:
    """Open an archive that may be any file."""
    try:
        return ZipFile(file)
    except BadZipFile:
        raise NotAnArchive("The file is no backup of this service: it is not a ZIP file, or it is cut off.") from None


def _opened(archive: ZipFile, member: str) -> IO[bytes]:
    try:
        return archive.open(member)
    except KeyError:
        raise NotAnArchive(f"The file is no whole backup of this service: it holds no {member}.") from None


def _row(line: bytes, readers: list[tuple[int, Callable[[str], Any]]], width: int) -> Row:
    try:
        row: Row = json.loads(line)
        if len(row) != width:
            raise ValueError(width)
        for place, read in readers:
            if row[place] is not None:
                row[place] = read(row[place])
    except (TypeError, ValueError):
        raise NotAnArchive("The backup is damaged: a row of it cannot be read.") from None
    return row


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _file_member(kept: KeptFile) -> str:
    return f"files/{kept.script_id}/{kept.sha256}"


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"A backup cannot hold a {type(value).__name__}.")


def _reader(table: Table, column: str) -> Callable[[str], Any] | None:
    kind = table.columns[column].type
    if isinstance(kind, UtcMoment):
        return datetime.fromisoformat
    if isinstance(kind, Date):
        return date.fromisoformat
    return UUID if isinstance(kind, Uuid) else None
