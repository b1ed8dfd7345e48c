"""What froze takes nothing in any more: no result enters a frozen frame, no frame a round whose digits are known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, Table, func, select, text
from sqlalchemy.orm import Session

from moderation.database.bulk import insert_rows
from moderation.database.closing import closings, create_closings
from moderation.database.immutability import missing_triggers
from moderation.database.transaction import reading
from moderation.errors import Conflict
from moderation.providers.records import provider_by_code
from moderation.returns.records import Frame, Result, Return
from moderation.windows.records import window_by_code
from tests import builders
from tests.draws.frozen import WINDOW, World, open_world
from tests.inserting import inserting
from tests.worlds import Stand

TABLE = Result.__table__
COPY_OF_A_RESULT = (
    "INSERT INTO results SELECT return_id, 900, 'one-more', participant_ref, qualification, attempt, status, "
    "final_mark, max_mark, outcome, peer_moderated, changed_by_peer_moderation, borderline, assessed_on "
    "FROM results WHERE row = 1 AND return_id = :return_id"
)


def one_frozen(engine: Engine) -> World:
    """Make a window in which one frame is frozen."""
    opened = open_world(engine)
    opened.freeze("BBB")
    return opened


@pytest.fixture
def world(stand: Stand) -> World:
    return stand(one_frozen)


def by_statement(session: Session, return_id: int) -> None:
    session.execute(text(COPY_OF_A_RESULT), {"return_id": return_id})


def by_block(session: Session, return_id: int) -> None:
    assert isinstance(TABLE, Table)
    columns = [column.name for column in TABLE.columns]
    held = session.execute(select(TABLE).where(TABLE.c.return_id == return_id, TABLE.c.row == 1)).one()
    values = dict(zip(columns, held, strict=True)) | {"row": 900, "script_ref": "one-more"}
    insert_rows(session, TABLE, columns, rows=[tuple(values.values())])


@pytest.mark.parametrize("bring", [by_statement, by_block])
def test_no_result_enters_a_frozen_frame(world: World, bring: Callable[[Session, int], None]) -> None:
    with reading(world.engine) as session:
        return_id = session.scalars(select(Frame.return_id)).one()
        before = session.scalar(select(func.count()).select_from(Result))
    sentence = "The table results takes no further row of this return_id: it stands in frames already."
    with pytest.raises(Conflict) as refused, inserting(world.engine) as session:
        bring(session, return_id)
    assert refused.value.sentence == sentence
    with reading(world.engine) as session:
        assert session.scalar(select(func.count()).select_from(Result)) == before


@pytest.mark.parametrize("bring", [by_statement, by_block])
def test_a_return_that_is_not_frozen_takes_results(world: World, bring: Callable[[Session, int], None]) -> None:
    with inserting(world.engine) as session:
        window, provider = window_by_code(session, WINDOW), provider_by_code(session, "CCC")
        assert world.cast.official.person_id is not None
        lines = builders.make_lines(2)
        made = builders.make_return(session, window, provider, lines=lines, by=world.cast.official.person_id)
        bring(session, made.id)
        assert session.scalar(select(func.count()).where(TABLE.c.return_id == made.id)) == 3


def test_no_frame_enters_a_round_whose_digits_are_recorded(world: World) -> None:
    world.record_seed()
    with pytest.raises(Conflict, match="The table frames takes no further row of this round_id: it stands in seeds"):
        world.freeze("CCC")
    with reading(world.engine) as session:
        assert session.scalar(select(func.count()).select_from(Frame)) == 1
        assert session.scalar(select(func.count()).select_from(Return)) == 1


def test_a_table_comes_before_the_one_that_closes_it() -> None:
    order = [table.name for table in Frame.metadata.sorted_tables]
    assert all(order.index(closing.table) < order.index(closing.by) for closing in closings())


TOUCHES = {
    "dropped": ("DROP TRIGGER {name}", "DROP TRIGGER {name} ON {table}"),
    "switched off": (None, "ALTER TABLE {table} DISABLE TRIGGER {name}"),
    "on no replica": (None, "ALTER TABLE {table} ENABLE TRIGGER {name}"),
    "asked of another table": (
        None,
        (
            "CREATE OR REPLACE TRIGGER {name} AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_closed('draws', '{column}'); "
            "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
        ),
    ),
    "of another text": (
        "CREATE TRIGGER {name} BEFORE INSERT ON {table} BEGIN SELECT 1; END",
        "CREATE OR REPLACE FUNCTION refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    ),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_touched_trigger_is_noticed_and_can_be_made_anew(engine: Engine, touch: str) -> None:
    on_sqlite, on_postgresql = TOUCHES[touch]
    statement = on_sqlite if engine.dialect.name == "sqlite" else on_postgresql
    if statement is None:
        pytest.skip("SQLite knows no such thing")
    assert [closing.trigger for closing in closings()] == ["frames_closed_by_seeds", "results_closed_by_frames"]
    for closing in closings():
        with engine.connect() as connection:
            named = statement.format(name=closing.trigger, table=closing.table, column=closing.column)
            if engine.dialect.name == "sqlite" and not named.startswith("DROP"):
                connection.exec_driver_sql(f"DROP TRIGGER {closing.trigger}")
            connection.exec_driver_sql(named)
            assert closing.table in missing_triggers(connection)
            create_closings(connection, closings())
            assert missing_triggers(connection) == []
            connection.rollback()
