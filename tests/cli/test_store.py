"""Making a service, and what stands in its way."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from moderation.draws.signing import load_key
from moderation.settings import read_settings
from sampling.signature import is_signed_by, read_public_key
from tests.builders import DRAWN, later, make_lines
from tests.cli.conftest import Run
from tests.moderated import drawn_window


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
    assert refused.err.endswith("yet.\n  Set the service up: moderation init\n")
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


def test_what_stood_open_before_init_is_closed(run: Run, var: Path) -> None:
    var.mkdir(mode=0o755)
    made = run("init")
    assert f"{var} was open to others, and is its owner's alone now." in made.lines
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert stat.S_IMODE((var / "moderation.db").stat().st_mode) == 0o600
    (var / "moderation.db").chmod(0o644)
    found = run("doctor")
    assert (found.status, "FAIL  folder" in found.out) == (1, True)
    assert run("init").status == 0
    assert run("doctor").status == 0


def test_a_database_of_another_version_is_refused_by_every_command(service: Run, engine: Engine) -> None:
    for statement, says in (
        ("DELETE FROM alembic_version", "Set the service up: moderation init"),
        ("INSERT INTO alembic_version VALUES ('0999')", "made by a newer version of this service (0999)"),
    ):
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
        for words in (
            ("window", "list"),
            ("audit", "verify"),
            ("user", "add", "ann@example.org", "--role", "official"),
            ("draw", "2014J", "--as", "ann@example.org"),
            ("backup", "some.npq"),
            ("serve",),
        ):
            refused = service(*words)
            assert (refused.status, says in refused.err) == (1, True), words


def test_nothing_is_served_on_no_address(service: Run) -> None:
    refused = service("serve", "--host", "")
    assert (refused.status, "Name the address to listen on" in refused.err) == (1, True)


def test_a_lost_key_is_never_replaced_unasked_and_takes_no_proof_with_it(
    service: Run, engine: Engine, var: Path, tmp_path: Path
) -> None:
    key = var / "keys" / "signing.pem"
    world = drawn_window(engine, {"AAA": make_lines(20)}, key=load_key(read_settings(os.environ)))
    assert service("doctor").status == 0
    key.rename(tmp_path / "lost.pem")
    refused = service("init")
    assert (refused.status, "Put that key back from its copy." in refused.err) == (1, True)
    assert not key.exists()
    assert service("init", "--replace-key").status == 0
    assert service("doctor").status == 0
    world = replace(world, key=load_key(read_settings(os.environ)))
    world.extend("AAA", to=5, at=later(DRAWN, days=1))
    assert service("export", world.code, "--to", tmp_path / "out").status == 0
    pems = sorted(path.name for path in (tmp_path / "out").glob("signing-key*.pem"))
    assert len(pems) == 2
    for name in ("AAA.json", "AAA~extension-1.json"):
        certificate = json.loads((tmp_path / "out" / "certificates" / name).read_text())
        pem = tmp_path / "out" / f"signing-key-{certificate['key_id']}.pem"
        assert is_signed_by(certificate, read_public_key(pem.read_bytes()))
    assert "signing_key_replaced" in service("audit", "show").out


def test_a_strange_key_in_the_place_of_the_right_one_is_noticed(service: Run, engine: Engine, var: Path) -> None:
    drawn_window(engine, {"AAA": make_lines(20)})
    found = service("doctor")
    assert (found.status, "FAIL  key" in found.out) == (1, True)
    assert "Put the right key back from its copy." in found.out


def test_doctor_says_so_where_no_server_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    monkeypatch.setenv("MODERATION_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    found = run("doctor")
    assert found.status == 1
    assert "FAIL  database    The database cannot be reached." in found.out
    assert "answers" not in found.out
