"""The number of the log's newest entry: every act appends one, so it is the version of all that is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from moderation.audit.records import AuditEntry

STATEMENT = f"SELECT coalesce(max(number), 0) FROM {AuditEntry.__tablename__}"  # noqa: S608 - our own name


def newest_entry(engine: Engine) -> int:
    """Return the newest entry's number, asked of the driver itself: it is asked with every request."""
    held = engine.raw_connection()
    try:
        driver: Any = held.driver_connection
        if engine.dialect.name == "postgresql":
            # One statement needs no transaction around it.
            driver.autocommit = True
            try:
                return int(driver.execute(STATEMENT).fetchone()[0])
            finally:
                driver.autocommit = False
        return int(driver.execute(STATEMENT).fetchone()[0])
    finally:
        held.close()


def newest_moment_in(session: Session) -> datetime | None:
    """Return when the newest entry was made, within a snapshot; None where nothing happened yet."""
    return session.scalar(select(AuditEntry.at).order_by(AuditEntry.number.desc()).limit(1))


def newest_entry_in(session: Session) -> int:
    """Return the newest entry's number within a snapshot."""
    return session.scalar(select(func.coalesce(func.max(AuditEntry.number), 0))) or 0
