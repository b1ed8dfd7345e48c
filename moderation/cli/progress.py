"""Says that a long command is at work: after a second, on standard error; a terminal sees the time go by."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 1.0


@contextmanager
def working(doing: str) -> Iterator[None]:
    """Show what is being done for as long as the block takes, if that is longer than a second."""
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(doing, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(doing: str, done: threading.Event) -> None:
    if done.wait(PATIENCE_SECONDS):
        return
    if not sys.stderr.isatty():
        print(f"{doing} ...", file=sys.stderr)
        return
    # Loading it takes longer than most commands.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(doing, total=None)
        done.wait()
