"""What marking costs in statements: a bounded number, the same for a few scripts and for many."""

from __future__ import annotations

from sqlalchemy import Engine

from moderation.audit.act import Act, acting
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading, writing
from moderation.draws.records import SampledScript
from moderation.marking.allocation_records import InterestKind
from moderation.marking.interests import DeclareInterest, declare_interest
from moderation.marking.judge import Judge, judge
from moderation.marking.scoring import Marking
from moderation.marking.settle import SettleOutcomes, settle_outcomes
from moderation.marking.shown import awaiting_adjudication, queue_of, what_a_moderator_reads
from moderation.returns.records import Outcome
from moderation.windows.records import window_by_code
from tests.draws.frozen import WINDOW
from tests.marking.supplied import MARKED, STANDS, Table, supplied_world
from tests.statements import statements


def test_a_moderator_reads_a_script_by_eight_statements_at_most(engine: Engine) -> None:
    table = supplied_world(engine)
    table.allocate()
    moderator, allocation = table.holder(table.plain_or_given().script.id)
    with statements(engine) as sent, reading(engine) as session:
        what_a_moderator_reads(session, moderator, allocation)
    assert len(sent) <= 8, sent


def test_a_script_is_judged_by_fifteen_statements_at_most(engine: Engine) -> None:
    table = supplied_world(engine)
    table.allocate(emails=("moderator1@agent.example",))
    first, second = table.histories()[:2]
    # A process looks once for how the log names the tables.
    table.judge(first.script.id, Outcome.PASS)
    moderator, allocation = table.holder(second.script.id)
    marking = Marking(outcome=Outcome.PASS, mark=51, max_mark=97)
    with (
        statements(table.world.engine) as sent,
        acting(table.world.engine, lambda _: moderator, clock=fixed_clock(MARKED)) as act,
    ):
        judge(act, Judge(allocation, marking))
    assert len(sent) <= 15, sent


def everybody_judges(table: Table) -> int:
    """Give out every script and have each judged as its provider did; return how many there are."""
    table.allocate()
    histories = table.histories()
    for each in histories:
        table.judge(each.script.id, each.provider_outcome)
    return len(histories)


def test_an_interest_costs_no_more_for_a_moderator_who_holds_many_scripts(engine: Engine) -> None:
    table = supplied_world(engine)
    holder, idle = table.world.cast.moderators[:2]
    held = table.allocate(emails=("moderator1@agent.example",)).count
    costs = []
    for moderator in (idle, holder):
        command = DeclareInterest(InterestKind.PERSON, "somebody")
        with statements(engine) as sent, writing(engine) as session:
            declare_interest(Act(session, moderator, MARKED), command)
        costs.append(len(sent))
    assert held > 20
    # What is taken back and the entries that say so are a statement each, however many they are.
    assert costs[1] <= costs[0] + 2, costs


def test_many_outcomes_are_settled_by_as_many_statements_as_few(engine: Engine) -> None:
    table = supplied_world(engine)
    count = everybody_judges(table)
    lead = table.world.cast.lead
    with statements(engine) as sent, acting(engine, lambda _: lead, clock=fixed_clock(STANDS)) as act:
        settled = settle_outcomes(act, SettleOutcomes(WINDOW))
    assert count > len(settled) > 15
    assert len(sent) <= 20, sent


def test_the_disputes_of_a_window_are_listed_without_the_rest_of_it(engine: Engine) -> None:
    table = supplied_world(engine)
    everybody_judges(table)
    script = table.plain_or_given()
    lead = table.world.cast.lead
    with statements(engine) as sent, reading(engine) as session:
        window = window_by_code(session, WINDOW)
        assert awaiting_adjudication(session, lead, window, at=STANDS) == ()
        loaded = [each for each in session.identity_map.values() if isinstance(each, SampledScript)]
    assert loaded == [], "nothing was judged twice, so nothing is loaded"
    assert len(sent) <= 10, sent
    assert script.given


def test_a_queue_is_one_question(engine: Engine) -> None:
    table = supplied_world(engine)
    table.allocate(emails=("moderator1@agent.example",))
    with reading(engine) as session, statements(engine) as sent:
        assert len(queue_of(session, table.world.cast.moderators[0])) > 20
    assert len([each for each in sent if each.startswith("SELECT")]) == 1
