"""Scripts by commands: handed in with a file, taken back, and given more time."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from moderation.database.clock import london_day, system_clock
from tests.cli.conftest import LEAD, STAFF, Run


def test_a_provider_hands_a_file_in_and_its_receipt_is_taken_back(drawn: Run, var: Path, tmp_path: Path) -> None:
    reference = drawn("sample", "list", "CCC", "2014J").lines[0]
    script, essay = ("CCC", "2014J", reference), tmp_path / "essay.pdf"
    essay.write_bytes(b"%PDF-1.7 an essay")
    until = (london_day(system_clock()) + timedelta(days=300)).isoformat()
    moved = drawn("script", "more-time", *script, "--until", until, "--as", LEAD)
    assert moved.out == f"The script {reference} of CCC is due on {until} now.\n"
    without = drawn("script", "supplied", *script, "--as", STAFF)
    assert f"script supplied CCC 2014J {reference} --file FILE" in without.err
    given = drawn("script", "supplied", *script, "--file", essay, "--as", STAFF)
    digest = hashlib.sha256(essay.read_bytes()).hexdigest()
    assert given.out == f"The script {reference} of CCC is here. Receipt: SHA-256 {digest}, 17 bytes.\n"
    (kept,) = [path for path in (var / "scripts").rglob("*") if path.is_file()]
    essay.write_bytes(b"changed afterwards")
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == kept.name == digest
    back = drawn("script", "take-back", *script, "--reason", "wrong_person", "--as", STAFF)
    assert back.out == f"The receipt of {reference} of CCC is taken back: the script is asked for again.\n"
    assert "Asked" in next(line for line in drawn("script", "list", "2014J").lines if reference in line)


def test_an_empty_file_is_no_script(drawn: Run, var: Path, tmp_path: Path) -> None:
    reference = drawn("sample", "list", "CCC", "2014J").lines[0]
    (tmp_path / "empty.pdf").write_bytes(b"")
    refused = drawn("script", "supplied", "CCC", "2014J", reference, "--file", tmp_path / "empty.pdf", "--as", LEAD)
    assert (refused.status, "The file is empty." in refused.err) == (1, True)
    assert not [path for path in (var / "scripts").rglob("*") if path.is_file()]
