"""Makes what a service needs before anybody can act: its folder, its database and its signing key."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, func, select

from moderation.audit.adopt_records import adopt_records
from moderation.cli.records import all_records
from moderation.database.clock import Clock
from moderation.database.engine import open_engine
from moderation.database.immutability import vouched_tables
from moderation.database.schema import upgrade
from moderation.database.transaction import writing
from moderation.draws.signing import create_key
from moderation.errors import Unavailable
from moderation.settings import Settings
from moderation.windows.default_policy import default_version
from moderation.windows.policy_records import PolicyVersion


def furnish(settings: Settings, *, clock: Clock) -> list[str]:
    """Make whatever is missing and return a sentence for each thing made."""
    made = [*_make_folder(settings.var)]
    engine = open_engine(settings.database_url)
    try:
        made += [*_make_database(engine), *_record_policy(engine, clock), *_adopt_records(engine, clock)]
    finally:
        engine.dispose()
    if create_key(settings):
        made.append(f"The signing key {settings.signing_key} was made: keep it safe, and out of backups of the data.")
    return made


def _make_folder(folder: Path) -> list[str]:
    if folder.is_dir():
        return []
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise Unavailable(f"The folder {folder} cannot be made: {error.strerror}. Set MODERATION_VAR.") from None
    return [f"The folder {folder} was made: everything that grows lies there."]


def _make_database(engine: Engine) -> list[str]:
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    applied = upgrade(engine)
    if not applied:
        return []
    return [f"The database {engine.url.render_as_string()} was brought to the schema {applied[-1]}."]


def _record_policy(engine: Engine, clock: Clock) -> list[str]:
    all_records()
    with writing(engine) as session:
        if session.scalar(select(func.count()).select_from(PolicyVersion)):
            return []
        label = default_version(session, at=clock()).label
    return [f"The default policy {label!r} was recorded."]


def _adopt_records(engine: Engine, clock: Clock) -> list[str]:
    metadata = all_records()
    with writing(engine) as session:
        if not adopt_records(session, [metadata.tables[name] for name in sorted(vouched_tables())], clock=clock):
            return []
    return ["The log vouches from now on for every record that stood already: compare them with your last backup."]
