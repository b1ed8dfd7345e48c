"""Nothing that a moderator or adjudicator sees, and no sentence that they are told, holds what is the provider's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Engine

from moderation.audit.act import Act
from moderation.database.transaction import reading
from moderation.draws.draw_window import DrawWindow, draw_window
from moderation.draws.find import samples
from moderation.errors import NotAllowed, NotFound, ServiceError
from moderation.marking.allocate import Allocate, allocate
from moderation.marking.allocation_records import AllocationEndReason, MarkingRole
from moderation.marking.end_allocation import SendBack, send_back
from moderation.marking.history import histories_of
from moderation.marking.scoring import Marking
from moderation.marking.shown import (
    awaiting_adjudication,
    queue_of,
    what_a_moderator_reads,
    what_an_adjudicator_reads,
)
from moderation.providers.load_scheme import CriterionGiven, LoadScheme, load_scheme
from moderation.returns.records import Outcome
from moderation.scripts.records import ScriptEvent, ScriptEventKind
from moderation.scripts.seal_records import turn_seals
from moderation.windows.records import window_by_code
from tests import builders
from tests.builders import DRAWN, Line
from tests.draws.frozen import KEY, World
from tests.inserting import inserting
from tests.marking.supplied import OTHER, STANDS, Table
from tests.worlds import Stand

CODE, NAME, WINDOW = "ZEBRAQUUX", "Provider ZEBRAQUUX", "2014J"
# Marks that nobody else gives, so that each can be searched for.
MARK, MAX_MARK = 7351, 9973


def recognisable(engine: Engine) -> Table:
    """Make a window with one provider whose every trace can be recognised."""
    lines = [
        Line(
            f"{CODE}-REF-{number}",
            outcome=Outcome.FAIL if number % 2 else Outcome.PASS,
            final_mark=MARK,
            max_mark=MAX_MARK,
            peer_moderated=True,
            changed=True,
        )
        for number in range(30)
    ]
    with inserting(engine) as session:
        cast = builders.make_cast(session)
        provider = builders.make_provider(session, CODE)
        window = builders.make_window(
            session, cast, code=WINDOW, providers=[provider], policy={"standardisation_required": "no"}
        )
        assert cast.official.person_id is not None
        builders.freeze(session, window, provider, lines=lines, by=cast.official.person_id)
        builders.record_seed(session, window, cast)
    with inserting(engine) as session:
        draw_window(Act(session, cast.official, DRAWN), DrawWindow(WINDOW), key=KEY)
    with inserting(engine) as session:
        session.add_all(
            ScriptEvent(
                sampled_script_id=each.script.id,
                kind=ScriptEventKind.SUPPLIED,
                recorded_by=cast.lead.person_id,
                recorded_at=DRAWN,
            )
            for each in list(samples(session, window_by_code(session, WINDOW)))
        )
    with inserting(engine) as session:
        scheme = LoadScheme(
            qualification="NPQSL",
            criteria=[CriterionGiven("Leads with purpose", 2), CriterionGiven("Uses evidence", 2)],
            pass_mark=3,
        )
        load_scheme(Act(session, cast.lead, DRAWN), scheme)
    return Table(World(engine, cast, {CODE: lines}))


@pytest.fixture
def table(stand: Stand) -> Table:
    return stand(recognisable)


def traces(table: Table) -> list[str]:
    """List everything that would tell whose script it is, or what the provider gave it."""
    with reading(table.world.engine) as session:
        found = list(samples(session, window_by_code(session, WINDOW)))
    numbers = [str(MARK), str(MAX_MARK)]
    names = [CODE, NAME, "REF", "P1", "peer", "changed", "borderline", "provider", "position", "rank", "decoy"]
    own = [str(each.script.public_id) for each in found] + [each.script.ticket for each in found]
    return [*names, *numbers, *own, "provider_outcome", "second", "2014J"]


def leaks(text: str, table: Table, *, but: tuple[str, ...] = ()) -> list[str]:
    return [trace for trace in traces(table) if trace.lower() in text.lower() and trace not in but]


def serialised(value: object) -> str:
    return json.dumps(value, default=lambda each: each.isoformat() if isinstance(each, date) else str(each))


def test_the_search_for_leaks_finds_what_the_provider_gave(table: Table) -> None:
    script = table.histories()[0]
    found = leaks(f"{script.provider_code} {script.script.script_ref} {script.provider_mark}", table)
    assert {CODE, str(MARK), "REF"} <= set(found)


def test_a_reading_holds_nothing_of_the_providers(table: Table) -> None:
    table.allocate()
    read = 0
    for actor in table.world.cast.moderators:
        with reading(table.world.engine) as session:
            queue = queue_of(session, actor)
            assert leaks(serialised([asdict(each) for each in queue]), table) == []
            for line in queue:
                shown = serialised(asdict(what_a_moderator_reads(session, actor, line.allocation_id)))
                assert leaks(shown, table) == []
                assert "pass" not in shown
                assert "fail" not in shown
                assert line.alias in shown
                read += 1
    assert read == 3


def test_first_and_second_moderator_read_the_same(table: Table) -> None:
    table.allocate()
    script = table.plain_or_given()
    marking = marking_for(OTHER[script.provider_outcome])
    first, first_id = table.holder(script.script.id)
    with reading(table.world.engine) as session:
        shown_first = asdict(what_a_moderator_reads(session, first, first_id))
    table.judge(script.script.id, Outcome.PASS, marking=marking)
    table.allocate()
    second, second_id = table.holder(script.script.id, MarkingRole.SECOND)
    with reading(table.world.engine) as session:
        shown_second = asdict(what_a_moderator_reads(session, second, second_id))
        assert leaks(serialised(shown_second), table) == []
    assert {**shown_first, "allocation_id": None} == {**shown_second, "allocation_id": None}


def test_an_adjudicator_sees_the_judgements_and_nothing_of_the_provider_or_the_people(table: Table) -> None:
    table.allocate()
    script = table.plain_or_given()
    table.judge(script.script.id, Outcome.PASS, marking=marking_for(OTHER[script.provider_outcome]))
    table.allocate()
    table.judge(script.script.id, Outcome.PASS, role=MarkingRole.SECOND, marking=marking_for(script.provider_outcome))
    lead = table.world.cast.lead
    with reading(table.world.engine) as session:
        (line,) = awaiting_adjudication(session, lead, window_by_code(session, WINDOW), at=STANDS)
        shown = what_an_adjudicator_reads(session, lead, line.script_id)
    assert {each.outcome for each in shown.judgements} == {Outcome.PASS, Outcome.FAIL}
    text = serialised([asdict(line), asdict(shown)])
    assert leaks(text, table, but=(str(script.script.public_id),)) == []
    assert "moderator" not in text


def test_no_refusal_tells_a_moderator_whose_script_it_is(table: Table) -> None:
    table.allocate()
    _, allocation = table.holder(table.plain_or_given().script.id)
    sentences = list(refusals(table, allocation))
    assert len(sentences) == 5
    for sentence in sentences:
        assert leaks(sentence, table) == []


def refusals(table: Table, allocation: UUID) -> Iterator[str]:
    script = table.plain_or_given()
    actor, _ = table.holder(script.script.id)
    for marking in (Marking(), Marking(scores={1: 9, 2: -1, 77: 0}, mark=1)):
        with pytest.raises(ServiceError) as refusal:
            table.judge_as(actor, allocation, marking)
        yield refusal.value.sentence
    table.judge_as(actor, allocation, marking_for(OTHER[script.provider_outcome]))
    for again in (
        lambda: table.judge_as(actor, allocation, marking_for(Outcome.PASS)),
        lambda: table.send_back(script.script.id, AllocationEndReason.UNREADABLE),
    ):
        with pytest.raises(ServiceError) as refusal:
            again()
        yield refusal.value.sentence
    assert table.world.cast.lead.person_id is not None
    with inserting(table.world.engine) as session:
        turn_seals(session, [script.script.frame_id], by=table.world.cast.lead.person_id, at=DRAWN)
    with pytest.raises(ServiceError) as refusal:
        table.correct(script.script.id, marking_for(script.provider_outcome))
    yield refusal.value.sentence


def test_a_second_moderator_may_send_a_script_back_like_a_first(table: Table) -> None:
    table.allocate()
    script = table.plain_or_given()
    table.judge(script.script.id, Outcome.PASS, marking=marking_for(OTHER[script.provider_outcome]))
    table.allocate()
    actor, allocation = table.holder(script.script.id, MarkingRole.SECOND)
    with inserting(table.world.engine) as session:
        send_back(Act(session, actor, DRAWN), SendBack(allocation, AllocationEndReason.UNREADABLE))
    # The script stays here for somebody else: a refusal would tell that another judged it.
    assert table.allocate().count == 1


def test_only_adjudicators_see_judgements_side_by_side(table: Table) -> None:
    script = table.histories()[0]
    for actor in (table.world.cast.moderators[0], table.world.cast.official):
        with reading(table.world.engine) as session, pytest.raises(NotAllowed):
            what_an_adjudicator_reads(session, actor, script.script.public_id)


def test_a_script_of_somebody_else_is_not_read(table: Table) -> None:
    table.allocate()
    holder, allocation = table.holder(table.plain_or_given().script.id)
    for actor in table.world.cast.moderators:
        if actor is not holder:
            with reading(table.world.engine) as session, pytest.raises(NotFound):
                what_a_moderator_reads(session, actor, allocation)


def test_scripts_are_given_out_in_an_order_that_says_nothing(table: Table) -> None:
    with reading(table.world.engine) as session:
        aliases = [each.script.alias for each in histories_of(session, window_by_code(session, WINDOW))]
    assert aliases == sorted(aliases)
    with inserting(table.world.engine) as session:
        given = allocate(Act(session, table.world.cast.lead, DRAWN), Allocate(WINDOW))
    assert given.count == len(aliases)


def marking_for(outcome: Outcome) -> Marking:
    scores = {1: 2, 2: 2} if outcome is Outcome.PASS else {1: 0, 2: 1}
    return Marking(scores=scores)
