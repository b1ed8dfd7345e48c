"""Prints errors as sentences on standard error, and unforeseen ones with a reference to their details."""

from __future__ import annotations

import errno
import os
import secrets
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from moderation.cli.steps import said_then
from moderation.database.clock import system_clock
from moderation.database.refusals import as_service_error
from moderation.database.revision import behind, is_unprepared
from moderation.errors import Fault, Rejected, ServiceError, Step, Verb
from moderation.settings import read_settings
from sampling.faults import Refused, in_lines
from sampling.rows import MOST_FAULTS

REFUSED = 1
MOST_STEPS = 10
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def exit_status(error: Exception) -> int:
    """Say what went wrong and return the exit status for it."""
    if isinstance(error, DBAPIError):
        error = as_service_error(error) or error
    if is_unprepared(error):
        error = behind()
    if isinstance(error, Rejected | Refused):
        # A return of a million wrong rows keeps the number of its faults, not all of them.
        say_faults(error.faults, count=getattr(error, "fault_count", len(error.faults)))
    elif isinstance(error, ServiceError):
        say(error.sentence)
    elif isinstance(error, OSError) and error.filename is not None:
        say(f"The file {str(error.filename)!r} cannot be used: {error.strerror}.")
    elif isinstance(error, OSError) and error.errno in NO_ROOM:
        say("The disk is full, or no more may be written to it. Make room and look what was done.")
        say_then(Step(Verb.SHOW_LOG))
    else:
        say_unforeseen(error)
    if isinstance(error, ServiceError):
        say_then(*error.then)
    return REFUSED


def say(sentence: str) -> None:
    """Print a sentence on standard error."""
    print(sentence, file=sys.stderr)


def say_then(*steps: Step) -> None:
    """Print the way out, a line each: what to do and what to type for it."""
    for step in steps[:MOST_STEPS]:
        say(f"  {said_then(step)}")


def say_faults(faults: Sequence[Fault], *, count: int) -> None:
    """Print faults, at most MOST_FAULTS lines and the number of the rest; the same in many rows is one line."""
    lines = list(in_lines(faults))
    for line in lines[:MOST_FAULTS]:
        say(line)
    if rest := count - len(faults) + max(0, len(lines) - MOST_FAULTS):
        say(f"And {rest:,} more.")


def say_unforeseen(error: Exception) -> None:
    """Keep the details of an error where the operator finds them, and say under which reference."""
    reference = secrets.token_hex(4)
    kept = keep_details(error, reference)
    where = f" The details are in {kept}." if kept else ""
    say(f"Something went wrong that the service did not foresee (reference {reference}).{where}")


def keep_details(error: Exception, reference: str) -> Path | None:
    """Write an error's details into the folder of logs; return the file, or None where none can be written."""
    try:
        folder = read_settings(os.environ).var / "log"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"error-{reference}.txt"
        details = "".join(traceback.format_exception(error))
        path.write_text(f"{system_clock().isoformat()}\n{details}", encoding="utf-8", errors="backslashreplace")
        path.chmod(0o600)
    except (OSError, ServiceError):
        return None
    return path
