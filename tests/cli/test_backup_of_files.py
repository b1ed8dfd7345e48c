"""The files of scripts are part of a backup: each stands again as it was handed in, or is named as lost."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlalchemy import URL, Engine

from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.draws.signing import load_key
from moderation.scripts.file_store import keep_file, place_of
from moderation.scripts.supply_script import SupplyScript, supply_script
from moderation.settings import read_settings
from tests import builders, moderated
from tests.cli.conftest import Answer, Move, Run
from tests.inserting import inserting

FIRST, SECOND = b"%PDF-1.7 first", b"%PDF-1.7 second"


@dataclass(frozen=True)
class Handed:
    """What was handed in for one script: a file, and another that replaced it."""

    script_id: UUID
    digests: tuple[str, ...]

    def places(self, var: Path) -> list[Path]:
        return [place_of(var, self.script_id, sha256=digest) for digest in self.digests]


@pytest.fixture
def handed(service: Run, engine: Engine, var: Path, tmp_path: Path) -> Handed:
    key = load_key(read_settings(os.environ))
    world = moderated.drawn_window(engine, {"AAA": builders.make_lines(20)}, key=key)
    with inserting(engine) as session:
        script_id = world.sample(session, "AAA")[0].public_id
    digests = []
    for number, content in enumerate((FIRST, SECOND), 1):
        file = tmp_path / "file"
        file.write_bytes(content)
        digests.append(hashlib.sha256(content).hexdigest())
        command = SupplyScript(script_id=script_id, sha256=digests[-1], byte_count=len(content))
        with inserting(engine) as session:
            at = fixed_clock(builders.later(builders.DRAWN, minutes=number))
            supply_script(Act(session, world.cast.lead, at()), command)
            keep_file(var, file, script_id=script_id, sha256=digests[-1])
        file.unlink()
    return Handed(script_id, tuple(digests))


@pytest.fixture
def elsewhere(service: Run, move: Move, monkeypatch: pytest.MonkeyPatch, var: Path) -> Callable[[Path], Answer]:
    """Restore a backup into a new database and a new folder, which the commands that follow use."""

    def restore(backup: Path) -> Answer:
        move()
        shutil.copytree(var / "keys", _new(var) / "keys")
        monkeypatch.setenv("MODERATION_VAR", str(_new(var)))
        return service("restore", backup)

    return restore


def _new(var: Path) -> Path:
    return var.with_name("new")


def test_files_come_back_as_they_were_handed_in(
    service: Run, handed: Handed, elsewhere: Callable[[Path], Answer], var: Path
) -> None:
    backup = var.with_name("all.npq")
    made = service("backup", backup)
    assert (made.status, "and 2 files of scripts, audit head" in made.out) == (0, True)
    restored = elsewhere(backup)
    assert (restored.status, "and 2 files of scripts; the log holds" in restored.out) == (0, True)
    assert [place.read_bytes() for place in handed.places(_new(var))] == [FIRST, SECOND]
    assert [path.name for path in _new(var).iterdir() if path.is_file() and "moderation.db" not in path.name] == []
    checked = service("doctor")
    assert (checked.status, "2 files of scripts are there" in checked.out) == (0, True)


@pytest.mark.parametrize("content", [None, b"something longer than what was handed in"])
def test_a_file_that_is_lost_is_named_and_all_the_rest_is_kept(
    service: Run, handed: Handed, elsewhere: Callable[[Path], Answer], var: Path, content: bytes | None
) -> None:
    backup, first = var.with_name("all.npq"), handed.places(var)[0]
    first.unlink()
    if content is not None:
        first.write_bytes(content)
    checked = service("doctor")
    assert (checked.status, "1 of 2 files of scripts are lost or cut" in checked.out) == (1, True)
    made = service("backup", backup)
    assert made.status == 1
    assert f"{handed.script_id} with the SHA-256 {handed.digests[0]} is lost or was changed" in made.err
    restored = elsewhere(backup)
    assert (restored.status, "1 file of a script was lost before" in restored.err) == (0, True)
    assert [place.exists() for place in handed.places(_new(var))] == [False, True]


def test_a_backup_whose_file_was_touched_is_refused(
    service: Run, handed: Handed, elsewhere: Callable[[Path], Answer], var: Path
) -> None:
    backup, touched = var.with_name("all.npq"), var.with_name("touched.npq")
    assert service("backup", backup).status == 0
    with ZipFile(backup) as old, ZipFile(touched, "w") as new:
        for member in old.namelist():
            new.writestr(member, old.read(member).replace(SECOND, FIRST))
    refused = elsewhere(touched)
    assert refused.status == 1
    assert f"the file of the script {handed.script_id} is not as it was" in refused.err
    assert service("user", "list").lines == []


def test_a_backup_without_files_says_so(service: Run, database_url: URL, tmp_path: Path) -> None:
    assert "and 0 files of scripts" in service("backup", tmp_path / "all.npq").out
