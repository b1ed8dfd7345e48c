"""Keeps the files of scripts on this machine's disk, by script and content; one that was kept is never changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.draws.records import SampledScript
from moderation.errors import Fault, Rejected, Unavailable
from moderation.scripts.records import ScriptEvent

FOLDER = "scripts"
FOLDER_MODE = 0o700


@dataclass(frozen=True, slots=True, order=True)
class KeptFile:
    """A file that was handed in for a script: its content by SHA-256, and how many bytes that is."""

    script_id: UUID
    sha256: str
    byte_count: int


def kept_files(session: Session) -> list[KeptFile]:
    """Return every file that was ever handed in, those that were replaced since included, each once."""
    statement = (
        select(SampledScript.public_id, ScriptEvent.sha256, ScriptEvent.byte_count)
        .join(SampledScript, SampledScript.id == ScriptEvent.sampled_script_id)
        .where(ScriptEvent.sha256.is_not(None))
        .distinct()
    )
    rows = session.execute(statement)
    return sorted(KeptFile(script, sha256, count) for script, sha256, count in rows if sha256 and count is not None)


def place_of(var: Path, script_id: UUID, *, sha256: str) -> Path:
    """Return the path of a script's file with some content."""
    return var / FOLDER / str(script_id)[:2] / str(script_id) / sha256


def settle(path: Path) -> None:
    """Wait until a file or a folder is on the disk for certain."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of somebody's file, with its hash and size."""

    path: Path
    sha256: str
    byte_count: int


@contextmanager
def copied(var: Path, file: Path) -> Iterator[Copied]:
    """Copy somebody's file so that it can be kept, and wait for the disk; the copy is gone when the block ends."""
    folder = var / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    descriptor, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(descriptor, "w+b") as copy, file.open("rb") as original:
            shutil.copyfileobj(original, copy)
            copy.seek(0)
            sha256 = hashlib.file_digest(copy, "sha256").hexdigest()
            byte_count = copy.tell()
        if not byte_count:
            raise Rejected([Fault("The file is empty.", column="file", value=str(file))])
        settle(Path(name))
        yield Copied(Path(name), sha256, byte_count)
    finally:
        Path(name).unlink(missing_ok=True)


def keep_file(var: Path, file: Path, *, script_id: UUID, sha256: str) -> None:
    """Keep a settled file as that of a script; one of the same content that was kept before stays."""
    place = place_of(var, script_id, sha256=sha256)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        os.link(file, place)
        for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
            settle(folder)
    except FileExistsError:
        return
    except OSError as error:
        raise Unavailable("The file cannot be kept: the disk is full or cannot be written to.") from error
