"""Counts each token's requests: in a file that all worker processes of the machine share."""

from __future__ import annotations

import fcntl
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path

ALLOWED = 1_000
PERIOD_SECONDS = 300

# A token's place in the file: when its period began, in milliseconds, and how many requests it made since.
SLOT = struct.Struct("<QQ")


@dataclass(frozen=True, slots=True)
class Standing:
    """A token's remaining requests."""

    allowed: int
    used: int
    resets_in: int

    @property
    def exceeded(self) -> bool:
        """Tell whether this request was one too many."""
        return self.used > self.allowed

    def headers(self) -> dict[str, str]:
        """Return what the answer says of it."""
        said = {
            "RateLimit-Limit": str(self.allowed),
            "RateLimit-Remaining": str(max(0, self.allowed - self.used)),
            "RateLimit-Reset": str(self.resets_in),
        }
        return {**said, "Retry-After": str(self.resets_in)} if self.exceeded else said


class RateLimit:
    """The counters of all tokens, by the token's number; a period begins with the first request in it."""

    def __init__(self, path: Path, *, allowed: int = ALLOWED, seconds: int = PERIOD_SECONDS) -> None:
        self.allowed, self._period = allowed, seconds * 1000
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        # A file's lock belongs to the process: its threads need one of their own.
        self._threads = threading.Lock()

    def take(self, token_id: int, now: datetime) -> Standing:
        """Count a request of a token and return what remains."""
        moment, place = int(now.timestamp() * 1000), token_id * SLOT.size
        with self._threads, self._alone(place):
            began, used = self._read(place)
            # A clock that was put back must not lock anybody out.
            if not began <= moment < began + self._period:
                began, used = moment, 0
            used += 1
            os.pwrite(self._file, SLOT.pack(began, used), place)
        return Standing(self.allowed, used, ceil((began + self._period - moment) / 1000))

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)

    def _read(self, place: int) -> tuple[int, int]:
        held = os.pread(self._file, SLOT.size, place)
        if len(held) < SLOT.size:
            return 0, 0
        began, used = SLOT.unpack(held)
        return int(began), int(used)

    @contextmanager
    def _alone(self, place: int) -> Iterator[None]:
        fcntl.lockf(self._file, fcntl.LOCK_EX, SLOT.size, place)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, SLOT.size, place)
