"""The page for strangers is followed to the letter: its commands, in its order, on a real signed certificate."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sampling.certificate import Circumstances, certificate, private_part
from sampling.draw import draw
from sampling.frame_file import read_frame
from sampling.signature import sign
from tests.docs.pages import Command, commands, typed

SALT = bytes(range(32))
HEADER = (
    "script_ref,participant_ref,qualification,final_mark,max_mark,outcome,peer_moderated,"
    "changed_by_peer_moderation,assessed_on,status"
)
needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None,
    reason="the page checks a signature with the program openssl: install the package openssl to run this test",
)
pytestmark = [needs_openssl, pytest.mark.slow]


@pytest.fixture
def page(repository: Path) -> list[Command]:
    return commands(repository / "docs" / "verify-a-draw.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Fill a folder with what the page says one holds: a certificate, a key, a private part and a return."""
    rows = [
        f"{reference},P{mark},NPQSL,{mark},100,{'pass' if mark >= 40 else 'fail'},no,no,2026-05-01,final"
        for mark, reference in enumerate(references())
        if mark <= 100
    ]
    rows.insert(7, "Z/late,P9999,NPQSL,,,,no,no,,pending")
    (tmp_path / "return.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8-sig", newline="\r\n")
    frame = read_frame(tmp_path / "return.csv")
    drawn = draw("CCC", "2014J", seed="31415926535897932384 £", scripts_count=frame.scripts_count, extend_to=25)
    known = Circumstances(
        frame_digest=frame.digest(SALT),
        seed_source="an example",
        seed_announced_at="2026-06-01T09:00:00Z",
        frame_frozen_at="2026-06-08T09:00:00Z",
        seed_recorded_at="2026-06-15T09:00:00Z",
        recorder_role="official",
        witness_role="official",
    )
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    write(tmp_path / "certificate.json", sign(certificate(drawn, known), key))
    write(tmp_path / "private.json", private_part(drawn, frame, salt=SALT))
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "public-key.pem").write_bytes(pem)
    return tmp_path


def references() -> list[str]:
    """Return references whose byte order is not that of a dictionary, nor of numbers."""
    return [f"{letter}{mark}{number}" for letter in "bAaZ" for mark in "/-._" for number in range(1, 7)]


def write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")


def run(command: Command, *, folder: Path, repository: Path) -> subprocess.CompletedProcess[str]:
    return typed(command.text, folder=folder, repository=repository)


def alter(folder: Path, change: dict[str, Any]) -> None:
    path = folder / "certificate.json"
    write(path, {**json.loads(path.read_text(encoding="utf-8")), **change})


def answers(page: list[Command], *, folder: Path, repository: Path) -> list[subprocess.CompletedProcess[str]]:
    """Run every command of the page but the installation, which is of the package that is locked anyway."""
    return [run(command, folder=folder, repository=repository) for command in page if "pip install" not in command.text]


def test_the_page_installs_the_version_that_the_draw_is_tested_against(page: list[Command]) -> None:
    assert page[0].text == f"python -m pip install consistent_sampler=={version('consistent_sampler')}\n"


def test_every_command_of_the_page_runs_and_prints_what_it_says(
    page: list[Command], folder: Path, repository: Path
) -> None:
    found = answers(page, folder=folder, repository=repository)
    assert len(found) == len(page) - 1 >= 8
    for command, answer in zip(page[1:], found, strict=True):
        assert answer.returncode == 0, f"line {command.line}: {answer.stdout}{answer.stderr}"
        if command.printed is not None:
            assert answer.stdout == command.printed, f"line {command.line}"


def test_where_two_lines_must_be_the_same_they_are(page: list[Command], folder: Path, repository: Path) -> None:
    pairs = 0
    for command, answer in zip(page[1:], answers(page, folder=folder, repository=repository), strict=True):
        if '"key_id"' in command.text or '["frame_digest"]' in command.text:
            computed, listed = answer.stdout.split()
            assert computed == listed
            assert len(listed) == 64
            pairs += 1
    assert pairs == 2


def test_the_last_command_leaves_nothing_unchecked(page: list[Command], folder: Path, repository: Path) -> None:
    lines = run(page[-1], folder=folder, repository=repository).stdout.splitlines()
    assert len(lines) == 8
    assert all(": holds - " in line for line in lines)


def test_a_changed_seed_is_noticed_by_redraw_and_signature(page: list[Command], folder: Path, repository: Path) -> None:
    alter(folder, {"seed": "31415926535897932385 £"})
    noticed = [
        command.text.splitlines()[-1]
        for command, answer in zip(page[1:], answers(page, folder=folder, repository=repository), strict=True)
        if answer.returncode != 0
    ]
    assert [line.split()[1] for line in noticed] == ["redraw.py", "pkeyutl", "-m"]


def test_two_positions_that_changed_places_are_noticed(page: list[Command], folder: Path, repository: Path) -> None:
    sample = json.loads((folder / "certificate.json").read_text(encoding="utf-8"))["sample"]
    alter(folder, {"sample": [sample[1], sample[0], *sample[2:]]})
    answer = run(page[1], folder=folder, repository=repository)
    assert answer.returncode == 1
    assert answer.stderr.startswith("DIFFERENT: ")


def test_a_list_cut_short_is_noticed(page: list[Command], folder: Path, repository: Path) -> None:
    alter(folder, {"sample": json.loads((folder / "certificate.json").read_text(encoding="utf-8"))["sample"][:-1]})
    first, second = (run(command, folder=folder, repository=repository) for command in page[1:3])
    assert "24 positions are listed, 25 were drawn" in first.stderr
    assert "WRONG SIZE" in second.stderr
