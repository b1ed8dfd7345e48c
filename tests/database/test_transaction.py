"""One place commits; what the database refuses becomes a sentence; nothing is written after the seal."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, insert, select, text

from moderation.access.permissions import Role
from moderation.database.engine import open_engine
from moderation.database.fingerprint import fingerprint, new_salt
from moderation.database.lock import lock_row
from moderation.database.refusals import BUSY, UNREACHABLE, UNWRITABLE
from moderation.database.transaction import reading
from moderation.errors import Busy, Conflict, Unavailable
from moderation.people.records import Grant, Person, PersonDetail
from moderation.providers.records import Accreditation, Provider, ProviderStatus
from tests.inserting import inserting

NOW = datetime(2026, 6, 22, 9, 30, tzinfo=UTC)


def provider(code: str = "AAA", name: str = "An academy") -> Provider:
    return Provider(code=code, name=name, created_at=NOW)


def count(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Provider)) or 0


def test_a_block_that_ends_well_is_committed_and_its_records_can_still_be_read(engine: Engine) -> None:
    with inserting(engine) as session:
        added = provider()
        session.add(added)
    assert added.code == "AAA"
    assert count(engine) == 1


def test_a_block_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        _add_and_stumble(engine)
    assert count(engine) == 0


def _add_and_stumble(engine: Engine) -> None:
    with inserting(engine) as session:
        session.add(provider())
        session.flush()
        raise ZeroDivisionError


def test_who_reads_cannot_write(engine: Engine) -> None:
    with pytest.raises(Unavailable, match="read-only"), reading(engine) as session:
        session.execute(insert(Provider).values(code="AAA", name="A", created_at=NOW))
    with inserting(engine) as session:
        session.add(provider())
    assert count(engine) == 1


def test_who_reads_sees_one_moment(engine: Engine) -> None:
    with reading(engine) as session:
        before = session.scalar(select(func.count()).select_from(Provider))
        with inserting(engine) as other:
            other.add(provider())
        assert session.scalar(select(func.count()).select_from(Provider)) == before == 0


def test_a_violated_name_gives_the_field_and_the_sentence(engine: Engine) -> None:
    with inserting(engine) as session:
        session.add(provider())
    with pytest.raises(Conflict) as refused, inserting(engine) as session:
        session.add(provider(name="Another"))
    assert refused.value.field == "code"
    assert refused.value.sentence == "There is a provider with this code already."


def test_a_violated_name_of_another_table_gives_its_own_sentence(engine: Engine) -> None:
    _add_person(engine, email="ada@example.org")
    with pytest.raises(Conflict) as refused:
        _add_person(engine, email="ada@example.org")
    assert refused.value.field == "email"


def _add_person(engine: Engine, *, email: str) -> int:
    with inserting(engine) as session:
        salt = new_salt()
        person = Person(created_at=NOW, email_hash=fingerprint(email, salt))
        session.add(person)
        session.flush()
        session.add(PersonDetail(person_id=person.id, email=email, salt=salt))
    return person.id


def test_a_violation_nobody_explained_still_gives_a_plain_sentence(engine: Engine) -> None:
    person = _add_person(engine, email="ada@example.org")
    with pytest.raises(Conflict, match="ck_grants_provider_named") as refused, inserting(engine) as session:
        session.add(Grant(person_id=person, role=Role.PROVIDER, created_at=NOW))
    assert "INSERT" not in refused.value.sentence


def test_a_reference_to_nothing_is_a_conflict(engine: Engine) -> None:
    with pytest.raises(Conflict, match="Nothing was changed"), inserting(engine) as session:
        session.add(Grant(person_id=99, role=Role.OFFICIAL, created_at=NOW))


def test_a_change_of_what_was_written_is_a_conflict_that_names_the_table(engine: Engine) -> None:
    with inserting(engine) as session:
        added = provider()
        session.add(added)
        session.flush()
        status = {"status": Accreditation.ACCREDITED, "since": NOW, "reason_code": "added", "created_at": NOW}
        session.add(ProviderStatus(provider_id=added.id, **status))
    with pytest.raises(Conflict) as refused, inserting(engine) as session:
        session.execute(text("DELETE FROM provider_statuses"))
    assert refused.value.sentence == "The table provider_statuses keeps every row as it was written; DELETE is refused."


def test_a_mistake_in_the_program_is_not_dressed_up(engine: Engine) -> None:
    with pytest.raises(Exception, match="nowhere") as raised, inserting(engine) as session:
        session.execute(text("SELECT * FROM nowhere"))
    assert not isinstance(raised.value, Conflict | Unavailable)


def test_two_who_want_the_same_row_wait_for_each_other(engine: Engine) -> None:
    with inserting(engine) as session:
        added = provider()
        session.add(added)
    seen: list[str] = []
    holding = threading.Event()

    def second() -> None:
        holding.wait(10)
        with inserting(engine) as session:
            lock_row(session, Provider, added.id)
            seen.extend(session.scalars(select(Provider.name).where(Provider.id != added.id)))

    waiting = threading.Thread(target=second)
    waiting.start()
    with inserting(engine) as session:
        lock_row(session, Provider, added.id)
        holding.set()
        session.add(Provider(code="DDD", name="Added while held", created_at=added.created_at))
    waiting.join(20)
    assert seen == ["Added while held"]


def test_who_waits_too_long_is_told_to_try_again(engine: Engine) -> None:
    with inserting(engine) as session:
        added = provider()
        session.add(added)
    with inserting(engine) as session:
        lock_row(session, Provider, added.id)
        with pytest.raises(Busy) as refused:
            _take_impatiently(engine, added.id)
    assert refused.value.sentence == BUSY


def _take_impatiently(engine: Engine, row: int) -> None:
    impatient = open_engine(engine.url)

    @event.listens_for(impatient, "connect")
    def lose_patience(connection: Any, _record: object) -> None:
        sqlite = engine.dialect.name == "sqlite"
        connection.execute("PRAGMA busy_timeout = 50" if sqlite else "SET lock_timeout = '50ms'")
        connection.commit()

    try:
        with inserting(impatient) as session:
            lock_row(session, Provider, row)
    finally:
        impatient.dispose()


def test_a_database_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    for address in (f"sqlite:///{tmp_path}/no/such/folder/x.db", "postgresql://nobody@127.0.0.1:1/nothing"):
        with pytest.raises(Unavailable) as refused, reading(open_engine(address)) as session:
            session.execute(text("SELECT 1"))
        assert refused.value.sentence == UNREACHABLE


def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear colleague, " * 100)
    with pytest.raises(Unavailable) as refused, reading(open_engine(f"sqlite:///{path}")) as session:
        session.execute(text("SELECT * FROM sqlite_master"))
    assert refused.value.sentence in {UNREACHABLE, UNWRITABLE}


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(Unavailable, match="SQLite or PostgreSQL"):
        open_engine("mysql://localhost/x")


def test_sqlite_keeps_its_promises(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("these settings are SQLite's")
    with engine.connect() as connection:
        held = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("foreign_keys", "recursive_triggers", "synchronous", "journal_mode")
        }
    assert held == {"foreign_keys": 1, "recursive_triggers": 1, "synchronous": 2, "journal_mode": "wal"}


def test_postgresql_speaks_utc(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no time zone")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW timezone").scalar_one() == "UTC"
