"""Takes the body of a request into a file: hashed as it comes, never whole in memory, gone when it is not kept."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask import request

from api.v1.errors import refuse
from moderation.errors import Unavailable

BLOCK = 1 << 20
INCOMING = Path("api") / "incoming"


@dataclass(frozen=True, slots=True)
class Received:
    """A body in a file of its own, open at its beginning."""

    file: BinaryIO
    path: Path
    sha256: str
    byte_count: int


@contextmanager
def scratch(var: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Open a fresh file that is gone when the block ends; a link made meanwhile stays."""
    folder = var / INCOMING
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def received(var: Path) -> Iterator[Received]:
    """Take the body of this request into a file that is gone when the block ends."""
    with scratch(var) as (file, path):
        try:
            sha256, count = _take(file)
        except ConnectionError:
            raise refuse("bad_request", "The connection ended before the whole body had come.") from None
        except OSError as error:
            raise Unavailable("The body cannot be kept: the disk is full or cannot be written to.") from error
        yield Received(file, path, sha256, count)


def _take(file: BinaryIO) -> tuple[str, int]:
    digest, count = hashlib.sha256(), 0
    while block := request.stream.read(BLOCK):
        # The digest lets other threads run while it computes.
        digest.update(block)
        file.write(block)
        count += len(block)
    file.flush()
    file.seek(0)
    return digest.hexdigest(), count
