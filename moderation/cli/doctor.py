"""`moderation doctor`: checks what the service needs to run, a line each, with what to do where something is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import Engine, literal, select

from moderation.audit.records import AuditEntry
from moderation.cli.acting import opened, settings
from moderation.cli.commands import command
from moderation.cli.refusal import REFUSED
from moderation.cli.set_up import sqlite_file
from moderation.cli.steps import said
from moderation.database.clock import system_clock
from moderation.database.closed_lists import other_lists
from moderation.database.columns import moment_text
from moderation.database.immutability import missing_triggers
from moderation.database.schema import current_revision, pending
from moderation.database.transaction import reading
from moderation.draws.key_records import keys_in_use
from moderation.draws.signing import is_open_to_others, load_key
from moderation.errors import ServiceError, Step, Verb
from moderation.proof.all_tables import all_records
from moderation.proof.prove import prove
from moderation.scripts.file_store import kept_files, place_of
from moderation.settings import Settings
from sampling.signature import key_id

LEAST_FREE_BYTES = 1 << 30
EARLIEST_NOW = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check; where something is wrong, its sentence says what to do."""

    name: str
    is_sound: bool
    sentence: str

    def __str__(self) -> str:
        """Say it on one line."""
        return f"{'ok  ' if self.is_sound else 'FAIL'}  {self.name:<10}  {self.sentence}"


@command("doctor")
def doctor() -> int:
    """Check settings, database, log, signing key, clock and disk; fails when any check does."""
    is_sound = True
    for check in examine():
        click.echo(str(check))
        is_sound = is_sound and check.is_sound
    return 0 if is_sound else REFUSED


def examine() -> Iterator[Check]:
    """Make every check that can be made, in the order in which one rests on another."""
    try:
        found = settings()
    except ServiceError as refusal:
        yield Check("settings", is_sound=False, sentence=refusal.sentence.replace("\n", "; "))
        return
    yield Check("settings", is_sound=True, sentence=f"{found.environment.value}, everything under {found.var}")
    yield _folder(found)
    used: list[set[str]] = []
    yield from _examine_database(found, used)
    yield _key(found, used[0] if used else None)
    yield _space(found.var)


def _folder(found: Settings) -> Check:
    """Look at the folder and the database in it: the records name people."""
    if not found.var.is_dir():
        return Check("folder", is_sound=False, sentence=f"{found.var} is no folder yet. Make it: moderation init")
    places = [path for path in (found.var, sqlite_file(found)) if path is not None and path.exists()]
    opened_to_others = [str(path) for path in places if is_open_to_others(path)]
    if opened_to_others:
        sentence = f"{' and '.join(opened_to_others)} can be read by others. Close it: moderation init"
        return Check("folder", is_sound=False, sentence=sentence)
    return Check("folder", is_sound=True, sentence=f"{found.var} is its owner's alone")


def _examine_database(found: Settings, used: list[set[str]]) -> Iterator[Check]:
    """Make the checks of the database; the keys that signed certificates are put into `used` once they are read."""
    checks: tuple[tuple[str, Callable[[Engine], str]], ...] = (
        ("schema", _schema),
        ("triggers", _triggers),
        ("clock", _clock),
    )
    try:
        with opened(found) as engine:
            with reading(engine) as session:
                # Nothing is asked of the server before the first statement.
                session.execute(select(literal(1)))
                yield Check("database", is_sound=True, sentence=f"{engine.dialect.name} answers")
            for name, ask in checks:
                check = _checked(name, ask, engine)
                yield check
                if name == "schema" and not check.is_sound:
                    return
            yield from _proofs(engine)
            yield _files(engine, found.var)
            with reading(engine) as session:
                used.append(keys_in_use(session))
    except ServiceError as refusal:
        yield Check("database", is_sound=False, sentence=said(refusal))


def _checked(name: str, ask: Callable[[Engine], str], engine: Engine) -> Check:
    try:
        return Check(name, is_sound=True, sentence=ask(engine))
    except ServiceError as refusal:
        return Check(name, is_sound=False, sentence=said(refusal))


def _schema(engine: Engine) -> str:
    lacking = pending(engine)
    if lacking:
        raise ServiceError(f"{len(lacking)} steps behind this version.", then=Step(Verb.SET_UP))
    all_records()
    with engine.connect() as connection:
        other = other_lists(connection)
    if other:
        raise ServiceError(
            f"The closed lists {', '.join(other)} hold other values than this version knows: install the version that "
            "brought the database to its schema, or restore a backup into a new database."
        )
    return f"at {current_revision(engine)}, the newest"


def _triggers(engine: Engine) -> str:
    all_records()
    with engine.connect() as connection:
        unguarded = missing_triggers(connection)
    if unguarded:
        raise ServiceError(
            f"What was written could be changed in {', '.join(unguarded)}: a trigger is missing, switched off or "
            "changed. Find out who did it (compare with the last backup), then restore into a new database."
        )
    return "every table of facts refuses changes"


def _proofs(engine: Engine) -> Iterator[Check]:
    with reading(engine) as session:
        for proof in prove(session):
            advice = "" if proof.holds else " Find out who did it: compare with the last backup."
            yield Check(proof.name, is_sound=proof.holds, sentence=f"{proof.sentence}{advice}")


def _clock(engine: Engine) -> str:
    now = system_clock()
    with reading(engine) as session:
        last = session.scalar(select(AuditEntry.at).order_by(AuditEntry.number.desc()).limit(1))
    if now < EARLIEST_NOW:
        raise ServiceError(f"This machine says it is {moment_text(now)}. Set its clock.")
    if last is not None and now < last:
        raise ServiceError(f"It is {moment_text(now)} here, before the last entry of the log, {moment_text(last)}.")
    return f"{moment_text(now)}, after the last entry of the log"


def _files(engine: Engine, var: Path) -> Check:
    with reading(engine) as session:
        handed_in = kept_files(session)
    lost = [kept for kept in handed_in if _size(place_of(var, kept.script_id, sha256=kept.sha256)) != kept.byte_count]
    if lost:
        sentence = (
            f"{len(lost):,} of {len(handed_in):,} files of scripts are lost or cut, first that of {lost[0].script_id}. "
            "Restore the last backup elsewhere and copy them from its folder scripts."
        )
        return Check("files", is_sound=False, sentence=sentence)
    return Check("files", is_sound=True, sentence=f"{len(handed_in):,} files of scripts are there, whole in size")


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _key(found: Settings, used: set[str] | None) -> Check:
    try:
        key = load_key(found)
    except ServiceError as refusal:
        return Check("key", is_sound=False, sentence=said(refusal))
    identifier = key_id(key.public_key())
    sentence = f"{found.signing_key}, readable by its owner alone, key id {identifier}"
    if used is None:
        # What cannot be checked is a fault.
        sentence = f"{found.signing_key} holds the key {identifier}; no database says which key signed certificates"
        return Check("key", is_sound=False, sentence=sentence)
    if used and identifier not in used:
        sentence = (
            f"{found.signing_key} holds the key {identifier}, and certificates are signed with "
            f"{', '.join(sorted(used))}. Put the right key back from its copy."
        )
        return Check("key", is_sound=False, sentence=sentence)
    return Check("key", is_sound=True, sentence=sentence)


def _space(folder: Path) -> Check:
    standing = next((place for place in (folder, *folder.parents) if place.exists()), Path.cwd())
    free = shutil.disk_usage(standing).free
    sentence = f"{free / 2**30:,.1f} GiB free where {folder} lies"
    if free < LEAST_FREE_BYTES:
        return Check("disk", is_sound=False, sentence=f"Only {sentence}. Make room.")
    return Check("disk", is_sound=True, sentence=sentence)
