"""Opens the service's database for one command: to act as a person, or to look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from moderation.access.actor import ONLOOKER, Actor
from moderation.audit import act
from moderation.audit.act import Act
from moderation.database.clock import system_clock
from moderation.database.engine import open_engine
from moderation.database.revision import refuse_other_schema
from moderation.database.transaction import reading
from moderation.errors import Step, Unavailable, Verb
from moderation.people.find import person_by_email, the_operator
from moderation.settings import Settings, read_settings


def settings() -> Settings:
    """Read the settings from the environment of this command."""
    return read_settings(os.environ)


@contextmanager
def acting(email: str) -> Iterator[Act]:
    """Open a transaction in which the person with an e-mail address acts; it commits when the block ends well."""
    with opened() as engine, act.acting(engine, partial(_person, email), clock=system_clock) as opened_act:
        yield opened_act


def _person(email: str, session: Session) -> Actor:
    refuse_other_schema(session)
    return person_by_email(session, email)


@contextmanager
def operating() -> Iterator[Act]:
    """Open a transaction in which the operator of this machine acts, who needs no account."""
    with opened() as engine, act.acting(engine, _operator, clock=system_clock) as opened_act:
        yield opened_act


def _operator(session: Session) -> Actor:
    refuse_other_schema(session)
    return the_operator(session)


@contextmanager
def looking() -> Iterator[tuple[Session, Actor]]:
    """Open a read-only snapshot for the operator of this machine."""
    with opened() as engine, reading(engine) as session:
        refuse_other_schema(session)
        yield session, ONLOOKER


@contextmanager
def opened(found: Settings | None = None) -> Iterator[Engine]:
    """Open the database that the settings name, and close it; a file that does not exist is not made."""
    engine = open_engine((found or settings()).database_url)
    if engine.dialect.name == "sqlite" and engine.url.database and not Path(engine.url.database).exists():
        raise Unavailable(f"There is no database at {engine.url.database} yet.", then=Step(Verb.SET_UP))
    try:
        yield engine
    finally:
        engine.dispose()
