"""Nothing is written before a permission was asked, after the entry of the log, or without one; by no way at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import Engine, Table, func, insert, select, text, update
from sqlalchemy.orm import Session

from moderation.access.actor import OPERATOR, Actor
from moderation.access.permissions import Permission, Role
from moderation.audit.act import Act, acting
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.audit.records import AuditEntry
from moderation.database.bulk import insert_rows
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading, writing
from moderation.database.wall import NotPermitted, Unlogged, Unvouched, WrittenAfterSeal, is_write, unlogged_tables
from moderation.errors import NotAllowed, Unavailable
from moderation.people.records import Scope, Token, TokenUse
from moderation.people.tokens import note_token_use
from moderation.providers.records import Provider
from tests.inserting import inserting

NOW = datetime(2026, 6, 22, 9, 30, tzinfo=UTC)
CLOCK = fixed_clock(NOW)
ROW = {"code": "AAA", "name": "An academy", "created_at": NOW}
ADMINISTRATOR = Actor(person_id=1, public_id="an-administrator", roles=frozenset({Role.ADMINISTRATOR}))
BY_HAND = (
    "INSERT INTO providers (code, name, created_at, public_id) "
    "VALUES ('AAA', 'An academy', '2026-06-22T09:30:00.000000Z', '00000000000000000000000000000001')"
)


def add(session: Session) -> None:
    session.add(Provider(**ROW))
    session.flush()


def change(session: Session) -> None:
    session.execute(update(Provider).values(name="Another"))


def insert_statement(session: Session) -> None:
    session.execute(insert(Provider).values(**ROW))


def raw_text(session: Session) -> None:
    session.execute(text(BY_HAND))


def behind_the_session(session: Session) -> None:
    session.connection().execute(text(BY_HAND))


def by_the_driver(session: Session) -> None:
    session.connection().exec_driver_sql(BY_HAND)


def many_rows(session: Session) -> None:
    table = Provider.__table__
    assert isinstance(table, Table)
    insert_rows(session, table, [*ROW, "public_id"], rows=[(*ROW.values(), uuid4())])


def in_a_query(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        # SQLite knows no writing query; REPLACE is its own way round.
        session.execute(text(BY_HAND.replace("INSERT", "REPLACE")))
        return
    session.execute(text(f"WITH put AS ({BY_HAND} RETURNING id) SELECT count(*) FROM put"))


WAYS = (
    add,
    change,
    insert_statement,
    raw_text,
    behind_the_session,
    by_the_driver,
    many_rows,
    in_a_query,
)
BY_RECORDS = (add, many_rows)
Way = Callable[[Session], None]


def the_administrator(_session: Session) -> Actor:
    return ADMINISTRATOR


def log(act: Act) -> None:
    act.log(Happened.PROVIDER_ADDED, Subject("provider", "AAA"), provider_code="AAA")


def counts(engine: Engine) -> tuple[int, int]:
    """Return how many providers and entries of the log stand."""
    with reading(engine) as session:
        providers = session.scalar(select(func.count()).select_from(Provider)) or 0
        return providers, session.scalar(select(func.count()).select_from(AuditEntry)) or 0


@pytest.mark.parametrize("write", WAYS)
def test_nothing_is_written_before_a_permission_was_asked(engine: Engine, write: Way) -> None:
    with pytest.raises(NotPermitted), acting(engine, the_administrator, clock=CLOCK) as act:
        write(act.session)
    assert counts(engine) == (0, 0)


@pytest.mark.parametrize("write", WAYS)
def test_nothing_is_written_after_the_entry(engine: Engine, write: Way) -> None:
    with acting(engine, the_administrator, clock=CLOCK) as act:
        act.permit(Permission.ADD_PROVIDER)
        log(act)
        with pytest.raises(WrittenAfterSeal):
            write(act.session)
        act.session.rollback()
    assert counts(engine) == (0, 0)


@pytest.mark.parametrize("write", BY_RECORDS)
def test_nothing_is_committed_without_an_entry(engine: Engine, write: Way) -> None:
    with pytest.raises(Unlogged):
        write_alone(engine, write)
    assert counts(engine) == (0, 0)


def write_alone(engine: Engine, write: Way) -> None:
    with acting(engine, the_administrator, clock=CLOCK) as act:
        act.permit(Permission.ADD_PROVIDER)
        write(act.session)


@pytest.mark.parametrize("write", WAYS)
def test_a_transaction_that_looks_writes_nothing(engine: Engine, write: Way) -> None:
    with pytest.raises(Unavailable), reading(engine) as session:
        write(session)
    assert counts(engine) == (0, 0)


@pytest.mark.parametrize("write", [way for way in WAYS if way not in BY_RECORDS])
def test_no_row_of_fact_is_written_past_the_records_that_the_log_vouches_for(engine: Engine, write: Way) -> None:
    with acting(engine, the_administrator, clock=CLOCK) as act:
        act.permit(Permission.ADD_PROVIDER)
        with pytest.raises(Unvouched):
            write(act.session)
        act.session.rollback()
    assert counts(engine) == (0, 0)


@pytest.mark.parametrize("write", BY_RECORDS)
def test_what_was_permitted_and_logged_is_committed(engine: Engine, write: Way) -> None:
    with acting(engine, the_administrator, clock=CLOCK) as act:
        act.permit(Permission.ADD_PROVIDER)
        write(act.session)
        log(act)
        log(act)
    assert counts(engine) == (1, 2)


def test_a_permission_that_was_refused_opens_nothing(engine: Engine) -> None:
    with acting(engine, the_administrator, clock=CLOCK) as act:
        with pytest.raises(NotAllowed):
            act.permit(Permission.DRAW)
        with pytest.raises(NotPermitted):
            add(act.session)
        act.session.rollback()
    assert counts(engine) == (0, 0)


def test_no_entry_is_written_before_a_permission_was_asked(engine: Engine) -> None:
    with pytest.raises(NotPermitted), acting(engine, the_administrator, clock=CLOCK) as act:
        log(act)
    assert counts(engine) == (0, 0)


def test_an_act_that_found_nothing_to_do_needs_no_entry(engine: Engine) -> None:
    with acting(engine, the_administrator, clock=CLOCK) as act:
        act.permit(Permission.ADD_PROVIDER)
        assert act.session.scalars(select(Provider).with_for_update()).all() == []
    assert counts(engine) == (0, 0)


def test_what_a_savepoint_took_back_needs_no_second_entry(engine: Engine) -> None:
    with acting(engine, the_administrator, clock=CLOCK) as act:
        act.permit(Permission.ADD_PROVIDER)
        with act.session.begin_nested() as kept:
            add(act.session)
            kept.rollback()
        add(act.session)
        log(act)
    assert counts(engine) == (1, 1)


def test_a_door_keeps_its_own_without_an_act(engine: Engine) -> None:
    with inserting(engine) as session:
        token = Token(label="API", scope=Scope.DFE, digest="0" * 64, expires_on=NOW.date(), created_at=NOW)
        session.add(token)
    with writing(engine) as session:
        note_token_use(session, token.id, NOW)
    with reading(engine) as session:
        assert session.scalar(select(TokenUse.last_used_at)) == NOW


def test_what_a_door_keeps_is_a_short_list() -> None:
    assert unlogged_tables() == {"drafts", "token_requests", "token_uses"}


def test_the_wall_is_gone_with_its_transaction(engine: Engine) -> None:
    with engine.connect() as connection:
        with pytest.raises(NotPermitted), writing(connection) as session:
            add(session)
        connection.rollback()
        connection.execute(text(BY_HAND))
        connection.commit()
    assert counts(engine) == (1, 0)


def test_the_moment_of_an_act_is_one(engine: Engine) -> None:
    moments = iter([NOW, NOW.replace(year=2027)])
    with acting(engine, lambda _session: OPERATOR, clock=lambda: next(moments)) as act:
        assert act.at == act.at == NOW


@pytest.mark.parametrize(
    ("statement", "writes"),
    [
        ("SELECT 1", False),
        ("SELECT updated_at, deleted FROM returns WHERE note = 'INSERT INTO x' -- DELETE", False),
        ('SELECT "update" FROM returns', False),
        ("SELECT * FROM returns FOR UPDATE", False),
        ("SELECT * FROM returns FOR NO KEY UPDATE", False),
        ("SAVEPOINT a", False),
        ("SELECT 1 /* UPDATE */", False),
        ("insert into returns values (1)", True),
        ("REPLACE INTO returns VALUES (1)", True),
        ("WITH a AS (UPDATE returns SET id = 1 RETURNING 1) SELECT 1", True),
        ("TRUNCATE returns", True),
        ("MERGE INTO returns USING x ON true WHEN MATCHED THEN DELETE", True),
        ("COPY returns FROM STDIN", True),
        ("SELECT * INTO other FROM returns", True),
        ("DROP TRIGGER returns_kept", True),
        ("ALTER TABLE returns DISABLE TRIGGER ALL", True),
    ],
)
def test_a_write_is_known_by_its_words(statement: str, *, writes: bool) -> None:
    assert is_write(statement) is writes
