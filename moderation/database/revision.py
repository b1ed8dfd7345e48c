"""Tells whether a database has the schema of this version; it does not migrate."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from moderation.errors import Step, Unavailable, Verb

BEHIND = "The database is not at the schema of this version."


@cache
def known_revisions() -> tuple[str, ...]:
    """Return the revisions that this version knows, oldest first: each migration's file begins with its own."""
    folder = files("moderation.database") / "migrations" / "versions"
    return tuple(sorted(file.name.partition("_")[0] for file in folder.iterdir() if file.name[:1].isdigit()))


def refuse_other_schema(session: Session) -> None:
    """Refuse a database that an older version made, or a newer one; the first question of each transaction."""
    try:
        stored = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        if is_unprepared(error):
            raise behind() from None
        raise
    if stored == known_revisions()[-1]:
        return
    if stored is None or stored in known_revisions():
        raise behind()
    raise Unavailable(
        f"The database was made by a newer version of this service ({stored}). Install that version, or restore a "
        "backup into a new database.",
        then=Step(Verb.RESTORE),
    )


def behind() -> Unavailable:
    """Return the refusal of a database that lacks what this version needs."""
    return Unavailable(BEHIND, then=Step(Verb.SET_UP))


def is_unprepared(error: Exception) -> bool:
    """Tell whether an error comes from a database that lacks tables or columns which this version needs."""
    if not isinstance(error, DBAPIError):
        return False
    missing = ("42P01", "42703")
    message = str(error.orig)
    return getattr(error.orig, "sqlstate", None) in missing or message.startswith(("no such table", "no such column"))
