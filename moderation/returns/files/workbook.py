"""Opens the first sheet of a workbook (XLSX, ODS) as CSV, read by a process that may fail without harm."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from moderation.errors import Fault
from moderation.returns.files.workbook_process import MOST_SECONDS, PROTECTED, READ
from sampling.faults import Refused, shown
from sampling.files.kinds import WORKBOOK
from sampling.files.notes import Notes

LARGEST_WORKBOOK = 64 << 20
MOST_WAITED = 2 * MOST_SECONDS
_WAY_OUT = "Open it in a spreadsheet and save the sheet with the results as CSV UTF-8."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Which sheet was read, and which others hold something."""

    sheet: str
    others: Sequence[str]


def is_workbook(file: BinaryIO) -> bool:
    """Tell whether a file may be a workbook; its name does not matter."""
    file.seek(0)
    return file.read(len(WORKBOOK)) == WORKBOOK


@contextmanager
def first_sheet(file: BinaryIO, notes: Notes) -> Iterator[BinaryIO]:
    """Open the first visible sheet of a workbook as CSV, or refuse it in one sentence."""
    with TemporaryFile() as workbook, TemporaryFile() as sheet:
        file.seek(0)
        shutil.copyfileobj(file, workbook)
        if workbook.tell() > LARGEST_WORKBOOK:
            raise _refused(f"The workbook is larger than {LARGEST_WORKBOOK >> 20} MB. {_WAY_OUT}")
        workbook.flush()
        workbook.seek(0)
        told = _read(cast("BinaryIO", workbook), cast("BinaryIO", sheet))
        notes.say(f"Read from a workbook: its first sheet, {shown(told.sheet)}.")
        if told.others:
            several = ", ".join(shown(name) for name in told.others[:3])
            notes.say(f"Its other sheets were not read: {several}.")
        sheet.seek(0)
        yield cast("BinaryIO", sheet)


def _read(workbook: BinaryIO, sheet: BinaryIO) -> _Told:
    command = (sys.executable, "-m", "moderation.returns.files.workbook_process")
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, stdin=workbook, stdout=sheet, stderr=subprocess.PIPE, timeout=MOST_WAITED, check=False
        )
    except subprocess.TimeoutExpired:
        raise _refused(f"The workbook takes too long to read. {_WAY_OUT}") from None
    if done.returncode == PROTECTED:
        raise _refused("The workbook is protected by a password. Save it without one, or as CSV UTF-8.")
    if done.returncode != READ:
        raise _refused(f"This is a zip file and no workbook that can be read, or one that is too large. {_WAY_OUT}")
    return _Told(**json.loads(done.stderr))


def _refused(sentence: str) -> Refused:
    return Refused([Fault(sentence)])
