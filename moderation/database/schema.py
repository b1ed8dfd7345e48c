"""Migrates a database to the newest schema and reports its revision; works from an installed package."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from moderation.errors import Step, Unavailable, Verb

# Any number that nothing else locks: two servers that start together must not both migrate.
MIGRATION_LOCK = 0x4E5051_4D4947


def upgrade(engine: Engine) -> list[str]:
    """Bring the database to the newest schema; return the revisions that were applied, oldest first."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        applied = _pending(connection)
        if applied:
            command.upgrade(alembic_config(connection), "head")
    return applied


def current_revision(engine: Engine) -> str | None:
    """Return the revision of the database; None where no schema was ever made."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def pending(engine: Engine) -> list[str]:
    """Return the revisions that the database still lacks, oldest first."""
    with engine.connect() as connection:
        return _pending(connection)


def alembic_config(connection: Connection) -> Config:
    """Return alembic's configuration for one open connection."""
    config = Config()
    config.set_main_option("script_location", str(files("moderation.database") / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _pending(connection: Connection) -> list[str]:
    here = MigrationContext.configure(connection).get_current_revision()
    # From the first to the newest: our steps make one line.
    known = [step.revision for step in ScriptDirectory.from_config(alembic_config(connection)).walk_revisions()][::-1]
    if here is None:
        return known
    if here not in known:
        raise Unavailable(
            f"The database was made by a newer version ({here}). Install that version, or restore a backup.",
            then=Step(Verb.RESTORE),
        )
    return known[known.index(here) + 1 :]
