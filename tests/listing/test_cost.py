"""What a listing costs: as many statements for twenty records as for two, on either database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from moderation.access.actor import ONLOOKER
from moderation.database.transaction import reading
from moderation.draws.shown_frames import public_frames
from moderation.findings.shown_figures import page_of_figures
from moderation.findings.shown_public import public_page
from moderation.listing.listing import Wanted
from tests.listing.many import LISTINGS, MANY, many_records
from tests.moderated import SIGNED

MOST = 7


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Collect every question that is put to the database; what opens a transaction is none."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def cost(session: Session, engine: Engine, look: Callable[[Session], Any]) -> int:
    """Return how many statements a look takes."""
    with statements(engine) as asked:
        look(session)
    return len(asked)


def test_twenty_records_of_any_kind_take_no_more_statements_than_two(engine: Engine) -> None:
    many_records(engine)
    with reading(engine) as session:
        for kind, listing in LISTINGS.items():
            costs = {}
            for limit in (2, MANY):
                session.expunge_all()
                with statements(engine) as asked:
                    shown = listing.page(session, ONLOOKER, Wanted(limit=limit))
                assert len(shown) == limit, kind
                costs[limit] = len(asked)
            assert costs[2] == costs[MANY] <= MOST, (kind, costs)


def test_twenty_figures_take_no_more_statements_than_those_of_one_provider(engine: Engine) -> None:
    many_records(engine)
    with reading(engine) as session:
        whole = cost(session, engine, lambda session: page_of_figures(session, ONLOOKER, Wanted(), now=SIGNED))
        session.expunge_all()
        one = Wanted(provider_code="CCC")
        # One provider is looked up by its code first.
        assert whole == cost(session, engine, lambda session: page_of_figures(session, ONLOOKER, one, now=SIGNED)) - 1


def test_the_public_page_of_twenty_providers_and_windows_takes_few_statements(engine: Engine) -> None:
    with reading(engine) as session:
        empty = cost(session, engine, public_page)
    many_records(engine)
    with reading(engine) as session:
        assert len(public_page(session)) == MANY
        assert len(public_frames(session)) == MANY
        session.expunge_all()
        # The rounds and policies of windows are asked for where there is any.
        assert cost(session, engine, public_page) <= empty + 2


def test_a_whole_list_is_the_same_in_pages_of_any_size(engine: Engine) -> None:
    many_records(engine)
    windows = LISTINGS["windows"]
    with reading(engine) as session:
        codes = [each.code for each in windows.page(session, ONLOOKER, Wanted())]
        assert len(codes) == MANY
        for limit in (1, 7, MANY, MANY + 1):
            wanted = Wanted(limit=limit)
            assert [each.code for each in windows.all(session, ONLOOKER, wanted)] == codes
            newest = Wanted(limit=limit, newest_first=True)
            assert [each.code for each in windows.all(session, ONLOOKER, newest)] == codes[::-1]
