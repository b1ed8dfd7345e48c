"""The one place where anything is committed, and where the database's refusals become sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, SessionTransaction

from moderation.database.engine import READING
from moderation.database.refusals import as_service_error
from moderation.database.wall import Phase, Wall, put_around

WALL = "wall"
SNAPSHOT = {READING: True, "postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}


class UnitOfWork(Session):
    """A session of one transaction behind a wall; see `moderation.database.wall`."""


@contextmanager
def writing(engine: Engine | Connection) -> Iterator[Session]:
    """Open the transaction of an act: it commits when the block ends well and leaves nothing behind when it does not.

    Nothing is written before a permission was asked, nothing after the entry of the log, and nothing without one.
    """
    with _session(engine, Wall()) as session:
        yield session


@contextmanager
def restoring(engine: Engine) -> Iterator[Session]:
    """Open a transaction that brings a backup back, log and all: the one way to write without an act."""
    with _session(engine, Wall(Phase.UNGUARDED)) as session:
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a transaction that sees one moment and can write nothing."""
    snapshot = engine.execution_options(**_snapshot_options(engine))
    with _translated(), UnitOfWork(snapshot, expire_on_commit=False) as session, session.begin():
        yield session


def wall_of(session: Session) -> Wall:
    """Return the wall of a transaction."""
    wall = session.info.get(WALL)
    assert isinstance(wall, Wall), "this session was opened by none of the ways that stand in this file"
    return wall


def seal(session: Session) -> None:
    """Refuse every further write of this transaction except to the log."""
    session.flush()
    wall_of(session).seal()


@contextmanager
def noting(session: Session) -> Iterator[None]:
    """Let rows of fact be written by what notes each of them for the log."""
    wall: Wall | None = session.info.get(WALL)
    if wall is None:
        yield
        return
    before, wall.is_noting = wall.is_noting, True
    try:
        yield
    finally:
        wall.is_noting = before


def note_write(session: Session, statement: str) -> None:
    """Count a write that passes by the session's own statements, or refuse it."""
    # Who only looks stands behind no wall: the database itself refuses.
    wall = session.info.get(WALL)
    if wall is not None:
        wall.note_write(statement)


@contextmanager
def _session(engine: Engine | Connection, wall: Wall) -> Iterator[Session]:
    with _translated(), UnitOfWork(engine, expire_on_commit=False) as session:
        session.info[WALL] = wall
        try:
            with session.begin():
                yield session
        finally:
            if isinstance(engine, Connection):
                put_around(engine, None)


def _snapshot_options(engine: Engine) -> dict[str, object]:
    return dict(SNAPSHOT) if engine.dialect.name == "postgresql" else {READING: True}


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # What brings in many rows speaks to the driver directly, so its refusals come without SQLAlchemy's wrapping.
        refusal = as_service_error(error)
        if refusal is None:
            raise
        raise refusal from error


@event.listens_for(UnitOfWork, "after_begin")
def _stand_behind_wall(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    put_around(connection, session.info.get(WALL))


@event.listens_for(UnitOfWork, "before_flush")
def _begin_noting(session: Session, _context: object, _instances: object) -> None:
    wall: Wall | None = session.info.get(WALL)
    if wall is not None:
        wall.is_noting = True


@event.listens_for(UnitOfWork, "after_flush")
@event.listens_for(UnitOfWork, "after_soft_rollback")
def _end_noting(session: Session, _context: object) -> None:
    wall: Wall | None = session.info.get(WALL)
    if wall is not None:
        wall.is_noting = False


@event.listens_for(UnitOfWork, "before_commit")
def _check_commit(session: Session) -> None:
    if not session.in_nested_transaction() and WALL in session.info:
        session.flush()
        wall_of(session).check_commit()
