"""Runs one command in a process of its own that can be killed at any moment."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from importlib import import_module
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from moderation.cli import main
from moderation.cli.command_line import PLACES
from moderation.proof.all_tables import all_records

# Loaded once, by the process that makes the children: one that starts at once is killed in its work.
all_records()
for place in PLACES.values():
    import_module(f"moderation.cli.{place.partition(':')[0]}")


def context() -> ForkServerContext:
    """Return the maker of processes."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.faults.child"])
    return made


def start(arguments: Sequence[str], *, environ: dict[str, str], said: Path) -> ForkServerProcess:
    """Start a command; what it says on either stream goes into a file."""
    process = context().Process(target=run, args=(list(arguments), environ, str(said)), daemon=True)
    process.start()
    return process


def run(arguments: list[str], environ: dict[str, str], said: str) -> None:
    """Run a command in this process, and end with its status."""
    os.environ.update(environ)
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    raise SystemExit(main(arguments))
