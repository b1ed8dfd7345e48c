"""The command `moderation`: one file a noun; a door that calls actions and prints what they answer.

In: the words of a command line.
Out: lines, JSON, an exit status.
Callers: the operator's shell.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

# A command loads some 100,000 objects that live until it ends.
SELDOM = (100_000, 20, 20)
STOPPED = 130


def program() -> int:
    """Run the command that the process was started with; most of a short one's time is spent on loading.

    The collector would look through all that is loaded, again and again while it loads and once more at the end: a
    fifth of the time of a short command, for nothing. What a command writes is for its owner alone.
    """
    os.umask(0o077)
    gc.set_threshold(*SELDOM)
    try:
        status = main()
    except KeyboardInterrupt:
        # Before the command was loaded, or as it ended.
        print("Stopped.", file=sys.stderr)
        status = STOPPED
    gc.freeze()
    return status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    from moderation.cli.command_line import main as run  # noqa: PLC0415 - it loads what `program` speaks of

    return run(arguments)
