"""Moments, days and the order of references mean the same on every database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Engine, Integer, MetaData, Table, select
from sqlalchemy.exc import StatementError

from moderation.database.clock import end_of_day, fixed_clock, london_day, start_of_day
from moderation.database.columns import UtcMoment, byte_ordered, moment_text
from moderation.database.fingerprint import fingerprint, new_salt

moments = Table("moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcMoment()))
references = Table("refs", MetaData(), Column("ref", byte_ordered(64), primary_key=True))

SUMMER = timezone(timedelta(hours=1))
LIKE_PEOPLE_SORT = ["a", "B", "_", "A", "b", "a-b", "ab", "a/b", "10", "9", "a.b", "Z", "-"]


def test_a_moment_comes_back_as_the_same_instant_in_utc(engine: Engine) -> None:
    written = datetime(2026, 6, 22, 13, 30, 0, 7, tzinfo=SUMMER)
    with engine.begin() as connection:
        moments.create(connection)
        connection.execute(moments.insert(), {"id": 1, "at": written})
        read = connection.scalar(select(moments.c.at))
    assert read == written
    assert read.utcoffset() == timedelta(0)


def test_moments_are_compared_and_sorted_as_instants(engine: Engine) -> None:
    early, late = datetime(2026, 6, 22, 12, 30, tzinfo=SUMMER), datetime(2026, 6, 22, 12, 0, tzinfo=UTC)
    with engine.begin() as connection:
        moments.create(connection)
        connection.execute(moments.insert(), [{"id": 1, "at": late}, {"id": 2, "at": early}])
        assert list(connection.scalars(select(moments.c.id).order_by(moments.c.at))) == [2, 1]
        assert list(connection.scalars(select(moments.c.id).where(moments.c.at < late))) == [2]


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        moments.create(connection)
        with pytest.raises(StatementError, match="names no time zone"):
            connection.execute(moments.insert(), {"id": 1, "at": datetime(2026, 6, 22)})  # noqa: DTZ001


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=2, max_size=2))
def test_the_text_of_moments_sorts_as_time_does(pair: list[datetime]) -> None:
    first, second = pair
    assert (moment_text(first) < moment_text(second)) == (first < second)


def sorted_by_the_database(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        references.create(connection)
        connection.execute(references.insert(), [{"ref": ref} for ref in LIKE_PEOPLE_SORT])
        return list(connection.scalars(select(references.c.ref).order_by(references.c.ref)))


def test_references_sort_by_their_bytes(engine: Engine) -> None:
    assert sorted_by_the_database(engine) == sorted(LIKE_PEOPLE_SORT, key=str.encode)


@pytest.mark.postgresql
def test_references_sort_by_their_bytes_under_icu(icu_engine: Engine) -> None:
    assert sorted_by_the_database(icu_engine) == sorted(LIKE_PEOPLE_SORT, key=str.encode)


@pytest.mark.postgresql
def test_the_icu_database_would_sort_otherwise_by_itself(icu_engine: Engine) -> None:
    with icu_engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT x FROM (VALUES ('a'), ('B')) AS v (x) ORDER BY x").scalars().all()
    assert found == ["a", "B"]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 22), 24)])
def test_a_day_ends_in_london_also_when_the_clocks_change(day: date, hours: int) -> None:
    assert end_of_day(day) - start_of_day(day) == timedelta(hours=hours)
    assert london_day(end_of_day(day) - timedelta(microseconds=1)) == day
    assert london_day(end_of_day(day)) == day + timedelta(days=1)


def test_a_fixed_clock_stands_and_needs_a_zone() -> None:
    clock = fixed_clock(datetime(2026, 6, 22, 13, tzinfo=SUMMER))
    assert clock() == clock() == datetime(2026, 6, 22, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="has none"):
        fixed_clock(datetime(2026, 6, 22))  # noqa: DTZ001


def test_a_fingerprint_depends_on_text_and_salt() -> None:
    salt = new_salt()
    assert fingerprint("reason", salt) == fingerprint("reason", salt)
    assert fingerprint("reason", salt) != fingerprint("reason", new_salt())
    assert fingerprint("reason", salt) != fingerprint("Reason", salt)
