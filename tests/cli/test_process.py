"""A command as a process: what its reader, its terminal and its disk may do to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PROGRAM = [sys.executable, "-c", "import sys; from moderation.cli import program; sys.exit(program())"]


@pytest.fixture
def logged(service: Run) -> Run:
    for number in range(3):
        assert service("user", "add", f"person{number}@example.org", "--role", "official").status == 0
    return service


def test_a_reader_that_goes_away_is_no_error_of_ours(logged: Run, repository: Path) -> None:
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    words = [*PROGRAM, "audit", "show", "--json"]
    done = subprocess.run(words, cwd=repository, stdout=writing_end, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing_end)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no device that is always full")
def test_a_full_disk_is_a_sentence(logged: Run, repository: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        words = [*PROGRAM, "audit", "show", "--json"]
        done = subprocess.run(words, cwd=repository, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The disk is full")
    # The sentence, and the way out below it.
    assert done.stderr.count("\n") == 2


def test_an_argument_that_is_no_text_is_a_sentence(repository: Path) -> None:
    words: list[str | bytes] = [*PROGRAM, "provider", "add", b"CCC\xff", "Example", "--as", "admin@example.org"]
    done = subprocess.run(words, cwd=repository, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "'CCC\\udcff' holds bytes that are no text in UTF-8. Write it again.\n"


def test_whoever_stops_a_command_sees_no_traceback(logged: Run, repository: Path) -> None:
    # Before the command is loaded, at work, and as it ends. While Python starts, which takes long on a busy
    # machine, its own words are all there is: they name no file of ours.
    for pause in (0.08, 0.15, 0.3):
        process = subprocess.Popen(
            [*PROGRAM, "audit", "verify"], cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        if process.returncode == 0:
            assert out.startswith("The log holds")
        else:
            assert "Traceback" not in err or str(repository / "moderation") not in err
