"""Two who do the same at once: one of them wins, and the other is told so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, func, select

from moderation.database.transaction import reading
from moderation.errors import Busy, Conflict
from moderation.returns.records import Frame, Result, Return
from moderation.windows.policy_records import WindowPolicy
from tests.returns.files import a_plain_file
from tests.returns.seasons import Season

Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[object]:
    """Do all at the same moment, and return what each gave or the Conflict that it met."""
    start = threading.Barrier(len(deeds))

    def do(deed: Deed) -> object:
        start.wait()
        try:
            return deed()
        except (Busy, Conflict) as conflict:
            return conflict

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def conflicts(answers: list[object]) -> list[str]:
    return [answer.sentence for answer in answers if isinstance(answer, Conflict)]


def test_of_two_freezes_one_freezes_and_the_other_says_that_it_is_done(season: Season) -> None:
    season.file("AAA", a_plain_file(200))
    season.file("BBB", a_plain_file(200))
    (sentence,) = conflicts(at_once(season.freeze, season.freeze))
    assert "is frozen already" in sentence
    with reading(season.engine) as session:
        assert session.scalar(select(func.count()).select_from(Frame)) == 2
        assert session.scalar(select(func.count()).select_from(WindowPolicy)) == 1


def test_of_two_filings_both_are_versions_or_one_is_told_to_try_again(season: Season) -> None:
    answers = at_once(*(lambda count=count: season.file("AAA", a_plain_file(count)) for count in (300, 301)))
    assert all("try again" in sentence for sentence in conflicts(answers))
    with reading(season.engine) as session:
        held = session.execute(select(Return.version, Return.final_count).order_by(Return.version)).all()
        results = session.scalar(select(func.count()).select_from(Result))
    assert [version for version, _ in held] == list(range(1, len(held) + 1))
    assert len(held) + len(conflicts(answers)) == 2
    assert results == sum(count for _, count in held)


def test_filings_of_several_providers_do_not_disturb_one_another(season: Season) -> None:
    answers = at_once(*(lambda code=code: season.file(code, a_plain_file(300)) for code in ("AAA", "BBB", "CCC")))
    assert conflicts(answers) == []


@pytest.fixture
def mid_filing(season: Season) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Hold each filing after it wrote its version: one event says that it is there, the other lets it go on."""
    arrived, go_on = threading.Event(), threading.Event()

    def hold(_mapper: object, _connection: object, _record: Return) -> None:
        arrived.set()
        go_on.wait(5)

    event.listen(Return, "after_insert", hold)
    yield arrived, go_on
    event.remove(Return, "after_insert", hold)


def test_a_freeze_waits_for_a_filing_that_has_begun(
    season: Season, mid_filing: tuple[threading.Event, threading.Event]
) -> None:
    arrived, go_on = mid_filing
    with ThreadPoolExecutor(2) as pool:
        filing = pool.submit(season.file, "AAA", a_plain_file(50))
        assert arrived.wait(5)
        freezing = pool.submit(season.freeze)
        assert not freezing.done()
        go_on.set()
        filed = filing.result()
        (frozen,) = freezing.result().frozen
    assert frozen.frame.return_id == filed.version.id
    assert frozen.frame.scripts_count == 50
