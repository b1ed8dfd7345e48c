"""Making a service, and what stands in its way."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_init_makes_folder_database_policy_and_key(run: Run, var: Path) -> None:
    made = run("init")
    assert made.status == 0
    assert len(made.lines) == 4
    key = var / "keys" / "signing.pem"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert run("doctor").status == 0


def test_a_second_init_changes_nothing(run: Run, var: Path) -> None:
    run("init")
    key = (var / "keys" / "signing.pem").read_bytes()
    again = run("init")
    assert again.out == "Nothing was to do: folder, database and signing key stand already.\n"
    assert (var / "keys" / "signing.pem").read_bytes() == key


def test_a_command_before_init_says_what_to_do_and_makes_nothing(run: Run, var: Path) -> None:
    refused = run("audit", "show")
    assert refused.status == 1
    assert refused.err.endswith("Run: moderation init\n")
    assert not var.exists()


def test_wrong_settings_are_all_named_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODERATION_ENVIRONMENT", "moon")
    monkeypatch.setenv("MODERATION_DATABASE_URL", "mysql://somewhere")
    refused = run("init")
    assert refused.status == 1
    assert "MODERATION_ENVIRONMENT" in refused.err
    assert "MODERATION_DATABASE_URL" in refused.err


def test_an_error_that_nobody_foresaw_has_a_reference_and_no_traceback(
    run: Run, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("moderation.cli.people.add_user", fail)
    failed = run("user", "add", "ann@example.org", "--role", "official")
    assert failed.status == 1
    assert "Traceback" not in failed.err
    assert "secret words" not in failed.err
    (details,) = (var / "log").iterdir()
    assert details.stem.removeprefix("error-") in failed.err
    assert "secret words" in details.read_text()
    assert stat.S_IMODE(details.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["key", "disk"])
def test_doctor_checks_even_what_the_database_has_no_part_in(run: Run, name: str) -> None:
    found = run("doctor")
    assert found.status == 1
    assert "FAIL  database" in found.out
    assert f"  {name} " in found.out


def test_doctor_notices_a_key_that_others_may_read(run: Run, var: Path) -> None:
    run("init")
    (var / "keys" / "signing.pem").chmod(0o644)
    found = run("doctor")
    assert found.status == 1
    assert "FAIL  key" in found.out
    assert "chmod 600" in found.out


def test_doctor_notices_a_clock_before_the_log(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    run("user", "add", "ann@example.org", "--role", "official")
    monkeypatch.setattr("moderation.cli.doctor.system_clock", lambda: datetime(2025, 6, 1, tzinfo=UTC))
    found = run("doctor")
    assert found.status == 1
    assert "FAIL  clock" in found.out


def test_a_folder_that_cannot_be_made_is_a_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MODERATION_VAR", os.fspath(tmp_path / "file" / "var"))
    refused = run("init")
    assert refused.status == 1
    assert "cannot be made" in refused.err
