"""A database from before addresses were hashed keeps its people, and every reference to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, text

from moderation.database.engine import open_engine
from moderation.database.schema import alembic_config, upgrade
from tests.databases import Databases

BEFORE = "0030"
WRITTEN = """
    INSERT INTO people (id, public_id, created_at)
    VALUES (7, '0123456789abcdef0123456789abcdef', '2015-06-01 09:00:00');
    INSERT INTO person_details (person_id, email) VALUES (7, 'ada@example.org');
    INSERT INTO grants (id, public_id, person_id, role, created_at)
    VALUES (3, '1123456789abcdef0123456789abcdef', 7, 'official', '2015-06-01 09:00:00')
"""


@pytest.fixture
def older(engine: Engine, databases: Databases) -> Iterator[Engine]:
    """Return a database as it was before, with somebody in it."""
    address = databases.create_empty(engine.dialect.name)
    opened = open_engine(address)
    with opened.begin() as connection:
        command.upgrade(alembic_config(connection), BEFORE)
    with opened.begin() as connection:
        for statement in WRITTEN.split(";"):
            connection.execute(text(statement))
    yield opened
    opened.dispose()
    databases.drop(address)


def test_people_from_before_stay_as_they_were_with_nothing_in_the_new_columns(older: Engine) -> None:
    upgrade(older)
    statement = (
        "SELECT people.id, email_hash, email, name, salt, role FROM people "
        "JOIN person_details ON person_details.person_id = people.id JOIN grants ON grants.person_id = people.id"
    )
    with older.connect() as connection:
        assert [tuple(row) for row in connection.execute(text(statement))] == [
            (7, None, "ada@example.org", None, None, "official")
        ]
