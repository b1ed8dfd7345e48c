"""A backup holds everything, comes back whole on either database, and is refused when anything in it was touched."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import URL, Boolean, Date, Integer, String, Uuid, func, inspect, select

from moderation.cli.archive import tables
from moderation.database.columns import UtcMoment
from moderation.database.engine import open_engine
from moderation.database.immutability import missing_triggers
from tests.cli.conftest import Move, Run

KINDS = ("sqlite", "postgresql")


@pytest.fixture
def peopled(service: Run, tmp_path: Path) -> Path:
    """Return the backup of a service with people, providers and a log."""
    assert (
        service("user", "add", "admin@example.org", "--role", "administrator", "--name", "Ädmin \U0001d49c Ü").status
        == 0
    )
    assert service("provider", "add", "CCC", "Coastal", "--as", "admin@example.org").status == 0
    assert service("user", "add", "c@example.org", "--role", "provider", "--provider", "CCC").status == 0
    assert service("token", "add", "--scope", "provider", "--provider", "CCC", "--expires-on", "2099-01-01").status == 0
    made = service("backup", tmp_path / "all.npq")
    assert made.status == 0, made.err
    return tmp_path / "all.npq"


def everything(address: URL) -> dict[str, list[tuple[object, ...]]]:
    engine = open_engine(address)
    with engine.connect() as connection:
        held = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in tables()
        }
    engine.dispose()
    return held


@pytest.mark.parametrize("kind", [KINDS[0], pytest.param(KINDS[1], marks=pytest.mark.postgresql)])
def test_a_backup_comes_back_whole_on_either_database(
    service: Run, peopled: Path, database_url: URL, move: Move, kind: str
) -> None:
    target = move(kind)
    restored = service("restore", peopled)
    assert restored.status == 0, restored.err
    assert everything(target) == everything(database_url)
    assert service("doctor").status == 0
    # The numbers go on after those that were restored.
    assert service("user", "add", "new@example.org", "--role", "official").status == 0
    assert service("provider", "add", "DDD", "Downs", "--as", "admin@example.org").status == 0


def test_a_restored_database_refuses_changes_as_before(
    service: Run, peopled: Path, move: Move, database_url: URL
) -> None:
    target = move()
    assert service("restore", peopled).status == 0
    engine = open_engine(target)
    with engine.connect() as connection:
        assert missing_triggers(connection) == []
    engine.dispose()


def test_it_comes_back_into_a_service_that_was_just_made(
    service: Run, peopled: Path, move: Move, database_url: URL
) -> None:
    target = move()
    assert service("init").status == 0
    assert service("restore", peopled).status == 0
    assert everything(target) == everything(database_url)
    assert service("doctor").status == 0


def test_nothing_is_restored_over_records(service: Run, peopled: Path, database_url: URL) -> None:
    before = everything(database_url)
    refused = service("restore", peopled)
    assert refused.status == 1
    assert "holds records already" in refused.err
    assert everything(database_url) == before


def test_a_backup_is_for_its_owner_and_never_overwrites(service: Run, peopled: Path) -> None:
    assert stat.S_IMODE(peopled.stat().st_mode) == 0o600
    before = peopled.read_bytes()
    refused = service("backup", peopled)
    assert refused.status == 1
    assert "exists already" in refused.err
    assert peopled.read_bytes() == before
    assert [path.name for path in peopled.parent.glob("*.npq*")] == ["all.npq"]
    assert list(peopled.parent.glob(".all*")) == []


def test_the_signing_key_is_no_part_of_a_backup(service: Run, peopled: Path, var: Path) -> None:
    key = (var / "keys" / "signing.pem").read_bytes()
    with ZipFile(peopled) as archive:
        assert all(key not in archive.read(name) for name in archive.namelist())
        assert not [name for name in archive.namelist() if not name.endswith(".json") and not name.endswith(".jsonl")]


def test_the_manifest_counts_the_rows_and_names_the_head(service: Run, peopled: Path, database_url: URL) -> None:
    with ZipFile(peopled) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    counted = {table["name"]: table["rows_count"] for table in manifest["tables"]}
    assert counted == {name: len(rows) for name, rows in everything(database_url).items()}
    assert service("audit", "verify", "--head", manifest["audit_head"]).status == 0


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change one member of an archive."""
    draft = path.with_suffix(".draft")
    with ZipFile(path) as old, ZipFile(draft, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            changed = change(content) if member == name else content
            assert member != name or changed != content
            new.writestr(member, changed)
    shutil.move(draft, path)


Change = Callable[[bytes], bytes]
GRANTS, MANIFEST = "tables/grants.jsonl", "manifest.json"
TOUCHES: dict[str, tuple[str, Change, str]] = {
    "a moment": ("tables/people.jsonl", lambda text: text.replace(b"Z", b"X", 1), "cannot be read"),
    "a role": (GRANTS, lambda text: text.replace(b"administrator", b"official", 1), "table grants is not as"),
    "a row less": (GRANTS, lambda text: text[: text.rindex(b"\n", 0, -1) + 1], "table grants is not as"),
    "a row of another width": (GRANTS, lambda _: b"[]\n", "cannot be read"),
    "no manifest": (MANIFEST, lambda _: b"{}", "is no backup"),
    "another format": (MANIFEST, lambda text: text.replace(b'"format": 2', b'"format": 7'), "has the format 7"),
    "another table": (MANIFEST, lambda text: text.replace(b'"people"', b'"folk"'), "tables are not those of this"),
    "another schema": (MANIFEST, lambda text: text.replace(b'revision": "', b'revision": "x'), "made at the schema"),
    "another head": (MANIFEST, lambda text: text.replace(b'head": "', b'head": "f'), "does not end in the head"),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_touched_backup_leaves_nothing_behind(service: Run, peopled: Path, move: Move, touch: str) -> None:
    member, change, words = TOUCHES[touch]
    rewritten(peopled, member, change)
    target = move()
    assert service("init").status == 0
    before = everything(target)
    refused = service("restore", peopled)
    assert refused.status == 1
    assert words in refused.err
    assert "Traceback" not in refused.err
    assert everything(target) == before


def test_a_log_that_was_forged_before_the_backup_is_not_restored(
    service: Run, peopled: Path, move: Move, database_url: URL
) -> None:
    forged = {}

    def forge(text: bytes) -> bytes:
        forged["text"] = text.replace(b"role_given", b"role_taken", 1)
        return forged["text"]

    rewritten(peopled, "tables/audit_entries.jsonl", forge)
    new = hashlib.sha256(forged["text"]).hexdigest()

    def cover(text: bytes) -> bytes:
        manifest = json.loads(text)
        for table in manifest["tables"]:
            if table["name"] == "audit_entries":
                table["sha256"] = new
        return json.dumps(manifest).encode()

    rewritten(peopled, "manifest.json", cover)
    move()
    refused = service("restore", peopled)
    assert refused.status == 1
    assert "Nothing was restored. The log does not hold: entry 2 was changed" in refused.err


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_backup_is_refused(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.npq"
    path.write_bytes(content)
    refused = run("restore", path)
    assert refused.status == 1
    assert "no backup of this service" in refused.err or "no whole backup" in refused.err


def test_a_cut_off_backup_is_refused(service: Run, peopled: Path) -> None:
    peopled.write_bytes(peopled.read_bytes()[:-100])
    refused = service("restore", peopled)
    assert refused.status == 1
    assert "cut off" in refused.err


def test_a_backup_of_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    refused = run("backup", tmp_path / "all.npq")
    assert refused.status == 1
    assert refused.err.endswith("  Set the service up: moderation init\n")
    assert not (tmp_path / "all.npq").exists()


def test_every_type_of_column_can_be_backed_up() -> None:
    known = (String, Integer, Boolean, Date, Uuid, UtcMoment)
    kinds = {f"{table.name}.{column.name}": column.type for table in tables() for column in table.columns}
    assert kinds
    assert {name: kind for name, kind in kinds.items() if not isinstance(kind, known)} == {}


def test_no_table_is_forgotten(service: Run, peopled: Path, database_url: URL) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        standing = set(inspect(connection).get_table_names()) - {"alembic_version"}
        filled = {table.name for table in tables() if connection.scalar(select(func.count()).select_from(table))}
    engine.dispose()
    assert standing == {table.name for table in tables()}
    assert {"people", "grants", "tokens", "providers", "audit_entries", "qualifications"} <= filled
