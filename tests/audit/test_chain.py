"""The log has no gaps, and every way of tampering with it is found and named."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.orm import Session

from moderation.access.actor import OPERATOR
from moderation.audit.log import NotForTheLog, Subject, append, head
from moderation.audit.records import EMPTY_HEAD, AuditEntry
from moderation.audit.verify import PAGE_ROWS, Damage, Verification, verify
from moderation.database.transaction import reading
from moderation.database.wall import WrittenAfterSeal
from moderation.providers.records import Provider
from tests.inserting import inserting

NOW = datetime(2026, 6, 22, 9, 30, tzinfo=UTC)


def note(session: Session, number: int = 1) -> AuditEntry:
    return append(
        session,
        at=NOW,
        actor=OPERATOR,
        action="frame_frozen",
        subject=Subject("frame", UUID(int=number)),
        details={"scripts_count": number, "codes": ["a", "b"], "late": False},
        provider_code="AAA",
        window_code="2026A",
    )


def fill(engine: Engine, count: int) -> None:
    with inserting(engine) as session:
        for number in range(1, count + 1):
            note(session, number)


def tamper(engine: Engine, *statements: str) -> None:
    """Do to the log what somebody with the whole database could do."""
    with engine.begin() as connection:
        _disarm(connection)
        for statement in statements:
            connection.execute(text(statement))


def _disarm(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER audit_entries_kept_from_update")
        connection.exec_driver_sql("DROP TRIGGER audit_entries_kept_from_delete")
    else:
        connection.exec_driver_sql("DROP TRIGGER audit_entries_kept ON audit_entries")


def check(engine: Engine, wanted: str | None = None) -> Verification:
    with reading(engine) as session:
        return verify(session, head=wanted)


def newest(engine: Engine) -> str:
    with reading(engine) as session:
        return head(session)


def test_an_empty_log_holds_and_its_head_is_zeros(engine: Engine) -> None:
    assert newest(engine) == EMPTY_HEAD
    assert check(engine, EMPTY_HEAD) == Verification(sound_count=0, head=EMPTY_HEAD, head_found=True)


def test_entries_are_numbered_from_one_and_each_holds_the_hash_of_the_last(engine: Engine) -> None:
    fill(engine, 3)
    with reading(engine) as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous_hash for entry in entries] == [EMPTY_HEAD, entries[0].hash, entries[1].hash]
    assert entries[0].details == '{"codes":["a","b"],"late":false,"scripts_count":1}'


def test_a_log_longer_than_a_page_holds(engine: Engine) -> None:
    fill(engine, PAGE_ROWS + 1)
    found = check(engine)
    assert found.holds
    assert found.sound_count == PAGE_ROWS + 1
    assert found.head == newest(engine)


@pytest.mark.parametrize(
    "change",
    [
        "at = at",
        "actor_public_id = 'somebody'",
        "actor_role = 'official'",
        "action = 'frame_thawed'",
        "subject_type = 'draw'",
        "subject_id = 'x'",
        "provider_code = 'BBB'",
        "provider_code = NULL",
        "window_code = '2026B'",
        "details = '{}'",
    ],
)
def test_a_changed_entry_is_named(engine: Engine, change: str) -> None:
    fill(engine, 5)
    if change == "at = at":
        later = "'2027-01-01T00:00:00.000000Z'"
        change = f"at = {later}"
    tamper(engine, f"UPDATE audit_entries SET {change} WHERE number = 3")
    found = check(engine)
    assert (found.damage, found.damaged_number, found.sound_count) == (Damage.CHANGED, 3, 2)
    assert "entry 3 was changed" in found.sentence


def test_an_entry_rewritten_with_its_hash_is_named_too(engine: Engine) -> None:
    fill(engine, 5)
    with reading(engine) as session:
        entry = session.get_one(AuditEntry, 3)
        session.expunge(entry)
    entry.details = "{}"
    tamper(engine, f"UPDATE audit_entries SET details = '{{}}', hash = '{entry.computed_hash()}' WHERE number = 3")
    found = check(engine)
    assert (found.damage, found.damaged_number) == (Damage.CHANGED, 3)


def test_a_missing_entry_is_named(engine: Engine) -> None:
    fill(engine, 5)
    tamper(engine, "DELETE FROM audit_entries WHERE number = 3")
    found = check(engine)
    assert (found.damage, found.damaged_number, found.sound_count) == (Damage.MISSING, 3, 2)


def test_a_missing_entry_whose_gap_was_closed_is_named(engine: Engine) -> None:
    fill(engine, 5)
    closing = (f"UPDATE audit_entries SET number = {number - 1} WHERE number = {number}" for number in (4, 5))
    tamper(engine, "DELETE FROM audit_entries WHERE number = 3", *closing)
    found = check(engine)
    assert (found.damage, found.damaged_number) == (Damage.MISSING, 3)


def test_reordered_entries_are_named(engine: Engine) -> None:
    fill(engine, 5)
    moves = [(3, 99), (4, 3), (99, 4)]
    tamper(engine, *(f"UPDATE audit_entries SET number = {new} WHERE number = {old}" for old, new in moves))
    found = check(engine)
    assert (found.damage, found.damaged_number) == (Damage.REORDERED, 3)


def test_a_cut_tail_holds_by_itself_and_is_found_by_a_printed_head(engine: Engine) -> None:
    fill(engine, 5)
    printed = newest(engine)
    assert check(engine, printed).holds
    tamper(engine, "DELETE FROM audit_entries WHERE number > 3")
    assert check(engine).holds
    found = check(engine, printed)
    assert not found.holds
    assert "cut off, or this is another log" in found.sentence


def test_an_earlier_head_is_found_in_a_log_that_went_on(engine: Engine) -> None:
    fill(engine, 2)
    printed = newest(engine)
    fill(engine, 3)
    assert check(engine, printed.upper()).holds


APPENDING = """
import sys
from tests.audit.test_chain import note
from moderation.database.engine import open_engine
from tests.inserting import inserting
engine = open_engine(sys.argv[1])
for _ in range(10):
    with inserting(engine) as session:
        note(session)
"""


def test_who_appends_at_once_gets_numbers_without_gaps(engine: Engine, repository: Path) -> None:
    address = engine.url.render_as_string(hide_password=False)
    programs = [
        subprocess.Popen([sys.executable, "-c", APPENDING, address], cwd=repository, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [program.communicate(timeout=120)[1].decode() for program in programs] == ["", "", ""]
    found = check(engine)
    assert found.holds
    assert found.sound_count == 30


def test_threads_that_append_at_once_get_numbers_without_gaps(engine: Engine) -> None:
    failures: list[Exception] = []

    def act() -> None:
        try:
            for _ in range(10):
                with inserting(engine) as session:
                    note(session)
        except Exception as failure:  # noqa: BLE001 - it is told by the assertion below
            failures.append(failure)

    threads = [threading.Thread(target=act) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert check(engine).sound_count == 30


def test_an_action_that_fails_leaves_no_gap(engine: Engine) -> None:
    fill(engine, 1)
    with pytest.raises(ZeroDivisionError):
        _note_and_stumble(engine)
    fill(engine, 1)
    assert check(engine).sound_count == 2


def _note_and_stumble(engine: Engine) -> None:
    with inserting(engine) as session:
        note(session)
        raise ZeroDivisionError


def test_further_entries_may_follow_but_nothing_else(engine: Engine) -> None:
    with pytest.raises(WrittenAfterSeal):
        _note_twice_and_write(engine)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def _note_twice_and_write(engine: Engine) -> None:
    with inserting(engine) as session:
        note(session)
        note(session)
        session.add(Provider(code="AAA", name="A", created_at=NOW))


@pytest.mark.parametrize(
    "unfit",
    ["ada@example.org", "x" * 201, "two\nlines", 1.5, ["x"] * 51, {"nested": 1}, [["list"]]],
    ids=["an address", "a long text", "lines", "a float", "a long list", "an object", "lists in lists"],
)
def test_the_log_takes_codes_and_counts_only(engine: Engine, unfit: object) -> None:
    with inserting(engine) as session, pytest.raises(NotForTheLog):
        append(
            session,
            at=NOW,
            actor=OPERATOR,
            action="x",
            subject=Subject("frame", "1"),
            details={"x": unfit},  # type: ignore[dict-item]
        )
