"""Enquiries and investigations written before the schema changed are the same afterwards, and still kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from moderation.cases.find import enquiries
from moderation.cases.record_enquiry import RecordEnquiry, record_enquiry
from moderation.database.engine import open_engine
from moderation.database.fingerprint import fingerprint
from moderation.database.immutability import missing_triggers
from moderation.database.schema import alembic_config, pending, upgrade
from moderation.database.transaction import reading
from moderation.findings.enquiry_records import EnquiryEventKind
from tests.builders import make_lines
from tests.cases.steps import Scene
from tests.databases import Databases
from tests.findings.signing import reopened, sign
from tests.moderated import SIGNED, drawn_window, settle_sample

STEP = "0033"
TABLES = ("enquiries", "enquiry_events", "investigations")
INVESTIGATION = text(
    "INSERT INTO investigations (provider_id, kind, stage, began_at, text_hash, recorded_by, recorded_at, public_id) "
    "SELECT provider_id, 'malpractice', 'confirmed', opened_at, :words, opened_by, opened_at, public_id FROM enquiries"
)


@pytest.fixture
def before(engine: Engine, databases: Databases) -> Iterator[Engine]:
    """Return a database as it was before the step."""
    address = databases.create_empty(engine.dialect.name)
    opened = open_engine(address)
    with opened.begin() as connection:
        config = alembic_config(connection)
        earlier = ScriptDirectory.from_config(config).get_revision(STEP).down_revision
        assert isinstance(earlier, str)
        command.upgrade(config, earlier)
    yield opened
    opened.dispose()
    databases.drop(address)


def rows(connection: Connection, table: str, columns: list[str]) -> list[tuple[object, ...]]:
    listed = ", ".join(columns)
    return [tuple(row) for row in connection.execute(text(f"SELECT {listed} FROM {table} ORDER BY id"))]


def test_rows_stay_as_they_were_and_a_later_finding_opens_its_own_enquiry(before: Engine) -> None:
    world = drawn_window(before, {"CCC": make_lines(40), "DDD": make_lines(40, prefix="D")})
    for code in ("CCC", "DDD"):
        settle_sample(world, code, overturned=2)
    sign(world)
    play = Scene(before, world.cast, world.cast.official)
    for each in play.look(enquiries):
        closing = RecordEnquiry(enquiry_id=each.enquiry.public_id, kind=EnquiryEventKind.CLOSED, text="Over.")
        play.do(record_enquiry, world.cast.official, closing)
    held = {}
    with before.begin() as connection:
        connection.execute(INVESTIGATION, {"words": fingerprint("words", "0" * 64)})
        for table in TABLES:
            columns = list(connection.execute(text(f"SELECT * FROM {table}")).keys())
            held[table] = (columns, rows(connection, table, columns))
    assert STEP in upgrade(before)
    assert pending(before) == []
    with before.connect() as connection:
        for table, (columns, written) in held.items():
            assert len(written) == len(["CCC", "DDD"])
            assert rows(connection, table, columns) == written
        assert missing_triggers(connection) == []
        if before.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    reopened(world, at=SIGNED)
    sign(world, at=SIGNED)
    with reading(before) as session:
        assert [each.provider_code for each in enquiries(session)] == ["CCC", "DDD", "CCC", "DDD"]
