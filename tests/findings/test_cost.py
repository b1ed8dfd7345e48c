"""What a figure costs: a bounded number of questions, none of which reads through all that is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from moderation.database.engine import open_engine
from moderation.database.transaction import reading
from moderation.findings.breakdown import all_by_qualification
from moderation.findings.extension import extension_evidence
from moderation.findings.figures import figures, published_figures
from tests.builders import make_lines
from tests.databases import Databases
from tests.findings.signing import sign
from tests.moderated import Drawn, drawn_window, settle_sample

LARGE = ("results", "sampled_scripts", "settlements", "script_events", "audit_entries")


@contextmanager
def asked(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Collect every question that is put to the database."""
    questions: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001
        if statement.lstrip().upper().startswith("SELECT"):
            questions.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield questions
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def world(databases: Databases) -> Iterator[Drawn]:
    address = databases.create("sqlite")
    engine = open_engine(address)
    world = drawn_window(engine, {f"P{number:02d}": make_lines(40) for number in range(12)})
    for number in range(12):
        settle_sample(world, f"P{number:02d}", pending=number % 2)
    yield world
    engine.dispose()
    databases.drop(address)


def test_twelve_figures_take_no_more_questions_than_one(world: Drawn) -> None:
    sign(world, *(f"P{number:02d}" for number in range(0, 12, 4)))
    with asked(world.engine) as many, reading(world.engine) as session:
        assert len(figures(session)) == 12
    with asked(world.engine) as one, reading(world.engine) as session:
        assert len(figures(session, provider_code="P01")) == 1
    # One provider is looked up by its code first.
    assert len(many) == len(one) - 1
    assert len(many) <= 8


def test_breakdowns_of_many_figures_take_no_more_questions_than_those_of_one(world: Drawn) -> None:
    sign(world, *(f"P{number:02d}" for number in range(0, 12, 2)))
    counted = []
    for wanted in (1, 6):
        with reading(world.engine) as session:
            signed = [figure for figure in figures(session) if figure.finding_id is not None][:wanted]
            with asked(world.engine) as questions:
                assert len(all_by_qualification(session, signed)) == 4 * wanted
            counted.append(len(questions))
    assert counted[0] == counted[1] <= 4


def test_no_question_reads_through_a_large_table(world: Drawn) -> None:
    with asked(world.engine) as questions, reading(world.engine) as session:
        figures(session)
        published_figures(session)
        extension_evidence(session, window_code=world.code, provider_code="P01")
    sign(world, "P00")
    with asked(world.engine) as later, reading(world.engine) as session:
        figures(session, provider_code="P00")
    scanned = set()
    with world.engine.connect() as connection:
        for statement, parameters in questions + later:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            scanned |= {match[1] for row in plan if (match := re.match(r"SCAN (\w+)", row[-1]))}
    assert questions
    assert later
    assert scanned & set(LARGE) == set()


def test_the_search_for_scans_finds_one(world: Drawn) -> None:
    with world.engine.connect() as connection:
        plan = connection.execute(text("EXPLAIN QUERY PLAN SELECT * FROM results")).fetchall()
    assert re.match(r"SCAN (\w+)", plan[0][-1])
