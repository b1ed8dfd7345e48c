"""Takes the body of a request into a file: hashed as it comes, never whole in memory, gone when it is not kept."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask import request

from api.v1.door.errors import refuse
from moderation.errors import Unavailable

BLOCK = 1 << 20
MOST_BLOCKS_AHEAD = 8
SETTLED_EVERY = 64 << 20
INCOMING = Path("api") / "incoming"
CUT_OFF = "The connection ended before the whole body had come. Nothing was stored: send it again."


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
        except OSError as error:
            raise Unavailable("The body cannot be kept: the disk is full or cannot be written to.") from error
        yield Received(file, path, sha256, count)


def blocks() -> Iterator[bytes]:
    """Yield the body of this request as it comes; refuse one that ends before its declared length."""
    declared, count = request.content_length, 0
    try:
        while block := request.stream.read(BLOCK):
            count += len(block)
            yield block
    except ConnectionError:
        raise refuse("bad_request", CUT_OFF) from None
    # The server takes the end of the connection for that of the body.
    if declared is not None and count != declared:
        raise refuse("bad_request", CUT_OFF)


def _take(file: BinaryIO) -> tuple[str, int]:
    digest, disk, count = hashlib.sha256(), _Disk(file), 0
    # Taking in, hashing and writing go on at the same time; each of the two helpers keeps the order by itself.
    with ThreadPoolExecutor(1) as hashing, ThreadPoolExecutor(1) as writing:
        under_way: deque[Future[None]] = deque()
        for block in blocks():
            under_way += (hashing.submit(digest.update, block), writing.submit(disk.write, block))
            count += len(block)
            while len(under_way) > 2 * MOST_BLOCKS_AHEAD:
                under_way.popleft().result()
        for done in under_way:
            done.result()
    file.flush()
    file.seek(0)
    return digest.hexdigest(), count


class _Disk:
    """Writes blocks, and lets the disk keep up, so that nobody waits long for it at the end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._waiting = file, 0

    def write(self, block: bytes) -> None:
        """Write a block; now and then wait until what was written is on the disk."""
        self._file.write(block)
        self._waiting += len(block)
        if self._waiting >= SETTLED_EVERY:
            self._file.flush()
            os.fdatasync(self._file.fileno())
            self._waiting = 0
