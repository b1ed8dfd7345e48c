"""The number of the log's newest entry: every act appends one, so it is the version of all that is recorded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from moderation.audit.records import AuditEntry
from moderation.database.engine import READING

NEWEST = select(func.coalesce(func.max(AuditEntry.number), 0))


def newest_entry(engine: Engine) -> int:
    """Return the newest entry's number: one statement, so on PostgreSQL it needs no transaction around it."""
    on_postgresql = engine.dialect.name == "postgresql"
    alone = engine.execution_options(**({"isolation_level": "AUTOCOMMIT"} if on_postgresql else {READING: True}))
    with alone.connect() as connection:
        return connection.execute(NEWEST).scalar_one()


def newest_entry_in(session: Session) -> int:
    """Return the newest entry's number within a snapshot."""
    return session.scalars(NEWEST).one()


def newest_moment_in(session: Session) -> datetime | None:
    """Return when the newest entry was made, within a snapshot; None where nothing happened yet."""
    last = select(func.max(AuditEntry.number)).scalar_subquery()
    return session.scalar(select(AuditEntry.at).where(AuditEntry.number == last))
