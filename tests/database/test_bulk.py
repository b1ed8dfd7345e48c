"""Many rows come in fast, whole, and within the transaction of the one who brings them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import Boolean, Column, Date, Engine, Integer, MetaData, String, Table, Uuid, func, select
from sqlalchemy.orm import Session

from moderation.database.bulk import BLOCK_ROWS, EmptyText, insert_rows
from moderation.database.columns import UtcMoment
from moderation.database.transaction import reading, seal
from moderation.database.wall import WrittenAfterSeal
from moderation.errors import Conflict
from moderation.providers.records import Provider
from tests.inserting import inserting

things = Table(
    "things",
    MetaData(),
    Column("row", Integer, primary_key=True),
    Column("name", String(50), nullable=False),
    Column("note", String(50)),
    Column("true", Boolean, nullable=False),
    Column("on", Date),
    Column("at", UtcMoment()),
    Column("key", Uuid),
)
NAMES = ["row", "name", "note", "true", "on", "at", "key"]
AT = datetime(2026, 6, 22, 9, 30, 0, 1, tzinfo=UTC)
ROWS = [
    (1, "plain", None, True, date(2026, 6, 22), AT, UUID(int=7)),
    (2, 'quote " comma , end', "tab\tand\nline\r\nbreak", False, None, None, None),
    (3, "", "\\N", True, None, None, None),
    (4, "\\.", "é ½ 漢", False, None, None, None),
    (5, " spaces ", "NULL", False, None, None, None),
    (6, "None", "None", False, None, None, None),
]


@pytest.fixture
def with_things(engine: Engine) -> Engine:
    with engine.begin() as connection:
        things.create(connection)
    return engine


def test_every_value_comes_back_as_it_was_brought(with_things: Engine) -> None:
    with inserting(with_things) as session:
        assert insert_rows(session, things, NAMES, rows=iter(ROWS)) == len(ROWS)
        found = session.execute(select(things).order_by(things.c.row)).fetchall()
    assert [tuple(row) for row in found] == ROWS


@pytest.mark.parametrize("row", ROWS, ids=[str(row[1]) for row in ROWS])
def test_each_row_comes_back_where_it_is_brought_alone(with_things: Engine, row: tuple[object, ...]) -> None:
    with inserting(with_things) as session:
        assert insert_rows(session, things, NAMES, rows=[row]) == 1
        assert tuple(session.execute(select(things)).one()) == row


def test_more_rows_than_a_block_all_come_in(with_things: Engine) -> None:
    many = ((number, "x", None, True, None, None, None) for number in range(2 * BLOCK_ROWS + 1))
    with inserting(with_things) as session:
        assert insert_rows(session, things, NAMES, rows=many) == 2 * BLOCK_ROWS + 1
        assert session.scalar(select(func.count()).select_from(things)) == 2 * BLOCK_ROWS + 1


def test_a_failure_half_way_leaves_nothing_behind(with_things: Engine) -> None:
    def broken() -> Iterator[tuple[object, ...]]:
        yield from ((number, "x", None, True, None, None, None) for number in range(BLOCK_ROWS + 5))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), inserting(with_things) as session:
        insert_rows(session, things, NAMES, rows=broken())
    with reading(with_things) as session:
        assert session.scalar(select(func.count()).select_from(things)) == 0


def test_a_violated_name_is_translated_here_too(engine: Engine) -> None:
    twice = [("AAA", "One", AT, UUID(int=1)), ("AAA", "Two", AT, UUID(int=2))]
    with pytest.raises(Conflict) as refused, inserting(engine) as session:
        insert_rows(session, Provider.__table__, ["code", "name", "created_at", "public_id"], rows=twice)
    assert refused.value.field == "code"


def test_what_waits_in_the_session_is_written_first(engine: Engine) -> None:
    with inserting(engine) as session:
        session.add(Provider(code="AAA", name="One", created_at=AT))
        rows = [("BBB", "Two", AT, UUID(int=2))]
        insert_rows(session, Provider.__table__, ["code", "name", "created_at", "public_id"], rows=rows)
        assert list(session.scalars(select(Provider.code).order_by(Provider.id))) == ["AAA", "BBB"]


def test_an_empty_text_where_nothing_is_allowed_is_refused_alike(with_things: Engine) -> None:
    with pytest.raises(EmptyText), inserting(with_things) as session:
        insert_rows(session, things, NAMES, rows=[(1, "x", "", True, None, None, None)])


def test_nothing_is_brought_in_after_the_seal(with_things: Engine) -> None:
    with pytest.raises(WrittenAfterSeal), inserting(with_things) as session:
        _seal_and_insert(session)


def _seal_and_insert(session: Session) -> None:
    seal(session)
    insert_rows(session, things, NAMES, rows=ROWS)
