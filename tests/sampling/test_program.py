"""`python -m sampling` as a program of its own: what it loads, what it needs and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.sampling.running import SEED, some_certificate, some_frame, written

ROOT = Path(__file__).parents[2]
NAMED = ("--provider", "CCC", "--window", "2014J", "--seed", SEED)
LARGE = 200_000_000
MUCH = 30_000_000


def program(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m sampling` in the folder of the repository."""
    return python("-m", "sampling", *arguments, **environment)


def python(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def loaded_by(*arguments: str | Path) -> set[str]:
    """Return the top-level modules that a command loads."""
    code = (
        "import sys; from sampling.command_line import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    ran = python("-c", code, *arguments)
    assert ran.returncode == 0, ran.stderr
    return {name.split(".")[0] for name in ran.stderr.split()}


@pytest.fixture
def frame_file(tmp_path: Path) -> Path:
    path = tmp_path / "frame.csv"
    path.write_text("script_ref\n" + "".join(f"S-{number}\n" for number in range(30)), encoding="utf-8")
    return path


def test_the_program_answers_with_its_statuses(frame_file: Path) -> None:
    drawn = program("draw", "--count", "30", *NAMED)
    assert (drawn.returncode, drawn.stdout, drawn.stderr) == (0, "28\n19\n3\n", "")
    refused = program("draw", "--count", "0", *NAMED)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "count, '0': A sample is drawn from 1 to 10000000 scripts.\n"
    misused = program("draw")
    assert (misused.returncode, misused.stdout) == (2, "")
    assert "Traceback" not in misused.stderr


def test_accuracy_and_digest_load_neither_numpy_nor_cryptography_nor_the_service(frame_file: Path) -> None:
    for arguments in (
        ("accuracy", "--scripts", "200", "--moderated", "20", "--overturned", "1"),
        ("characteristic", "--scripts", "200", "--json"),
        ("digest", frame_file),
    ):
        assert loaded_by(*arguments) & {"numpy", "cryptography", "moderation", "flask", "sqlalchemy", "scipy"} == set()


def test_drawing_and_verifying_load_numpy_and_nothing_more(tmp_path: Path) -> None:
    certificate = written(tmp_path, "certificate.json", some_certificate(some_frame()))
    for arguments in (("draw", "--count", "30", *NAMED), ("verify", certificate)):
        found = loaded_by(*arguments)
        assert "numpy" in found
        assert found & {"cryptography", "moderation", "flask", "sqlalchemy", "scipy", "marshmallow"} == set()


def test_the_draw_needs_numpy_alone(tmp_path: Path) -> None:
    """With no other installed package to be found, a sample is drawn and checked."""
    packages = tmp_path / "packages"
    packages.mkdir()
    installed = Path(np.__file__).parent
    for name in (installed, installed.parent / "numpy.libs"):
        if name.exists():
            (packages / name.name).symlink_to(name)
    (packages / "sampling").symlink_to(ROOT / "sampling")
    code = (
        f"import sys; sys.path.insert(0, {str(packages)!r})\n"
        "from sampling.draw import draw\n"
        "from sampling.certificate import certificate\n"
        "from sampling.verify import verify\n"
        f"found = certificate(draw('CCC', '2014J', seed={SEED!r}, scripts_count=30))\n"
        "print([entry['position'] for entry in found['sample']])\n"
        "print(*(check.verdict for check in verify(found)), sep=', ')\n"
    )
    ran = python("-I", "-S", "-c", code)
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "[28, 19, 3]",
        "holds, holds, holds, holds, not checked, not checked, not checked, not checked",
    ]


@pytest.mark.slow
def test_a_line_of_200_million_bytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    code = (
        "import sys, tracemalloc; from sampling.command_line import main; tracemalloc.start()\n"
        "status = main(sys.argv[1:]); print(tracemalloc.get_traced_memory()[1]); sys.exit(status)"
    )
    for first in (b"", b'script_ref\n"'):
        with path.open("wb") as file:
            file.write(first)
            file.truncate(LARGE)
        for arguments in (("digest", path), ("draw", path, *NAMED)):
            ran = python("-c", code, *arguments)
            assert ran.returncode == 1
            assert "longer than 65536 bytes" in ran.stderr
            assert int(ran.stdout) < MUCH


def test_an_open_quote_over_many_lines_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_bytes(b'script_ref\n"' + b"a,b\n" * 2_000_000)
    code = (
        "import sys, tracemalloc; from sampling.command_line import main; tracemalloc.start()\n"
        "status = main(sys.argv[1:]); print(tracemalloc.get_traced_memory()[1]); sys.exit(status)"
    )
    ran = python("-c", code, "digest", path)
    assert (ran.returncode, ran.stderr.startswith("row 2: This row is not well-formed CSV")) == (1, True)
    assert int(ran.stdout) < MUCH


@pytest.mark.skipif(os.name != "posix", reason="needs the permissions of files as POSIX has them")
def test_a_file_that_may_not_be_read_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "secret.csv"
    path.write_text("script_ref\nA\n", encoding="utf-8")
    path.chmod(0)
    # Root may read everything, so root becomes nobody, after a first run has loaded all that a run needs.
    code = (
        "import os, sys; from sampling.command_line import main\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "main(['digest', 'missing.csv'])\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "sys.exit(main(['digest', 'secret.csv']))"
    )
    ran = python("-c", code)
    assert (ran.returncode, ran.stdout) == (1, "")
    said = "The file 'secret.csv' may not be read. Ask its owner for the permission to read."
    assert ran.stderr.splitlines()[1:] == [said]


def test_a_terminal_that_knows_ascii_alone_shows_every_answer(tmp_path: Path) -> None:
    document = some_certificate(some_frame()) | {"provider": "é\ud800", "métier": 1}
    certificate = written(tmp_path, "certificate.json", document)
    ran = program("verify", certificate, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "m\\xe9tier: The member is not known." in ran.stdout
    refused = program("draw", "--count", "3", *NAMED[:-1], "é", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "'\\xe9'" in refused.stderr


def test_bytes_that_are_no_text_are_refused_as_arguments() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "sampling", "draw", "--count", "3", *NAMED[:-1], b"\xff" * 20],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert b"The seed is not valid text in UTF-8." in ran.stderr


def test_a_reader_that_leaves_early_is_no_error_of_the_program() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "sampling", "draw", "--count", "200000", *NAMED],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=30) == 141


def test_a_frame_may_come_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-m", "sampling", "digest", pipe], cwd=ROOT, stdout=subprocess.PIPE
    ) as running:
        pipe.write_bytes(b"script_ref\nA-1\nA-2\n")
        assert running.stdout is not None
        out = running.stdout.read()
    assert out.strip() == b"94122356ea9958575c819623e4149c98ad10d63815cd083fd8dad1b4a10448e1"
