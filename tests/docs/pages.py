"""Reading a page of the documentation as what it is to a reader: commands to type, and what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and the number of its first line on the page."""

    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """A block of shell commands, with what the page says they print (none where it does not say)."""

    text: str
    line: int
    printed: str | None


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    for match in _FENCED.finditer(text):
        yield Block(match[1], match[2], text.count("\n", 0, match.start(2)) + 1)


def commands(page: Path) -> list[Command]:
    """List the shell commands of a page; a block of text right after one is what it prints."""
    found: list[Command] = []
    for block in blocks(page):
        if block.language == "sh":
            found.append(Command(block.text, block.line, None))
        elif block.language == "text":
            found[-1] = Command(found[-1].text, found[-1].line, block.text)
    return found


def typed(text: str, *, folder: Path, repository: Path) -> subprocess.CompletedProcess[str]:
    """Type commands into a shell in a folder, where `python` is this one and `sampling` is at hand."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(repository),
    }
    return subprocess.run(
        ["sh", "-e", "-c", text], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
