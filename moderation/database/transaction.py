"""The one place where anything is committed, and where the database's refusals become sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import ORMExecuteState, Session

from moderation.database.engine import READING
from moderation.database.refusals import as_service_error

SEALED = "sealed"
SNAPSHOT = {READING: True, "postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}


class WrittenAfterSeal(Exception):
    """An action wrote after its audit entry: a mistake in the program, never in what was asked."""


class UnitOfWork(Session):
    """A session of one transaction; once sealed it takes no further writes."""


@contextmanager
def writing(engine: Engine | Connection) -> Iterator[Session]:
    """Open a transaction that commits when the block ends well and leaves nothing behind when it does not."""
    with _translated(), UnitOfWork(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a transaction that sees one moment and can write nothing."""
    snapshot = engine.execution_options(**_snapshot_options(engine))
    with _translated(), UnitOfWork(snapshot, expire_on_commit=False) as session, session.begin():
        yield session


def seal(session: Session) -> None:
    """Let nothing more be written in this transaction."""
    session.flush()
    session.info[SEALED] = True


@contextmanager
def unsealed(session: Session) -> Iterator[None]:
    """Let the one who sealed a transaction write once more, and seal it again."""
    session.flush()
    session.info[SEALED] = False
    yield
    seal(session)


def refuse_if_sealed(session: Session) -> None:
    """Refuse a write that passes by the session's own events."""
    if session.info.get(SEALED):
        raise WrittenAfterSeal("An action writes its audit entry last; something was written after it.")


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


@event.listens_for(UnitOfWork, "before_flush")
def _refuse_flush(session: Session, _context: object, _instances: object) -> None:
    if session.new or session.deleted or any(session.is_modified(record) for record in session.dirty):
        refuse_if_sealed(session)


@event.listens_for(UnitOfWork, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        refuse_if_sealed(state.session)


@event.listens_for(UnitOfWork, "after_transaction_end")
def _forget_seal(session: Session, transaction: object) -> None:
    if getattr(transaction, "parent", None) is None:
        session.info.pop(SEALED, None)
