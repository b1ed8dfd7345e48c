"""Keeps the files of scripts on this machine's disk, by script and content; one that was kept is never changed."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from moderation.errors import Unavailable

FOLDER = "scripts"
FOLDER_MODE = 0o700


def place_of(var: Path, script_id: UUID, *, sha256: str) -> Path:
    """Return where the file of a script with some content stands."""
    return var / FOLDER / str(script_id)[:2] / str(script_id) / sha256


def settle(path: Path) -> None:
    """Wait until a file or a folder is on the disk for certain."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
