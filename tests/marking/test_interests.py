"""An interest is obeyed from the moment it is declared, and declaring one tells nothing of whose a script is."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import select

from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotFound
from moderation.marking.allocate import Allocate, allocate
from moderation.marking.allocation_records import Allocation, InterestDeclared, InterestKind
from moderation.marking.interests import WithdrawInterest, withdraw_interest
from moderation.marking.judge import Judge, judge
from moderation.marking.scoring import Marking
from moderation.marking.shown import queue_of
from moderation.returns.records import Outcome
from tests.builders import DRAWN
from tests.draws.frozen import WINDOW
from tests.inserting import inserting
from tests.marking.supplied import Table

PASS = Outcome.PASS


def allocations(table: Table) -> list[Allocation]:
    with reading(table.world.engine) as session:
        return list(session.scalars(select(Allocation)))


def test_allocation_obeys_the_register_of_interests(table: Table) -> None:
    first, second, *_ = table.world.cast.moderators
    table.declare(first, InterestKind.PROVIDER, "CCC")
    script = next(each for each in table.histories() if each.provider_code == "BBB")
    table.declare(second, InterestKind.PERSON, script.participant_ref)
    table.allocate()
    codes = {each.script.id: each.provider_code for each in table.histories()}
    given = allocations(table)
    assert "CCC" not in {codes[each.sampled_script_id] for each in given if each.moderator_id == first.person_id}
    people = {each.moderator_id for each in given if each.sampled_script_id == script.script.id}
    assert second.person_id not in people


@pytest.mark.parametrize("code", ["AAA", "CCC"])
def test_an_interest_declared_later_takes_all_unjudged_scripts_away(table: Table, code: str) -> None:
    table.allocate()
    first = table.world.cast.moderators[0]
    mine = [each for each in allocations(table) if each.moderator_id == first.person_id]
    judged = next(each for each in mine)
    table.judge_as(first, judged.public_id, Marking(outcome=PASS), at=DRAWN)
    table.declare(first, InterestKind.PROVIDER, code)
    with reading(table.world.engine) as session:
        # What is left is what was judged: what remained of the others would tell whose they are not.
        assert [line.allocation_id for line in queue_of(session, first)] == [judged.public_id]
        last = session.query(AuditEntry).order_by(AuditEntry.number).all()[-len(mine) :]
    assert [entry.action for entry in last] == ["interest_declared", *["allocation_ended"] * (len(mine) - 1)]
    assert {entry.subject_id for entry in last[1:]} == {str(each.public_id) for each in mine if each is not judged}
    assert all('"reason":"interest"' in entry.details and entry.provider_code for entry in last[1:])
    table.allocate()
    again = [each for each in allocations(table) if each.moderator_id == first.person_id]
    assert len(again) == len(mine)
    held = [[given for given in each.given if given.end is None] for each in table.histories()]
    assert all(len({given.allocation.role for given in each}) == len(each) >= 1 for each in held)


def test_an_interest_declared_while_scripts_are_given_out_is_obeyed(table: Table) -> None:
    first = table.world.cast.moderators[0]
    other = Thread(target=lambda: table.declare(first, InterestKind.PROVIDER, "CCC"))
    with inserting(table.world.engine) as session:
        allocate(Act(session, table.world.cast.lead, DRAWN), Allocate(WINDOW))
        other.start()
        # Long enough to come as far as it can.
        other.join(timeout=0.5)
    other.join()
    with reading(table.world.engine) as session:
        assert queue_of(session, first) == ()


def test_a_script_that_is_judged_while_its_moderator_declares_an_interest_is_judged_or_taken_back(table: Table) -> None:
    table.allocate()
    first = table.world.cast.moderators[0]
    mine = [each for each in allocations(table) if each.moderator_id == first.person_id]
    other = Thread(target=lambda: table.declare(first, InterestKind.PROVIDER, "CCC"))
    with inserting(table.world.engine) as session:
        judge(Act(session, first, DRAWN), Judge(mine[0].public_id, Marking(outcome=PASS)))
        other.start()
        other.join(timeout=0.5)
    other.join()
    given = [each for history in table.histories() for each in history.given if each.allocation.id == mine[0].id]
    assert [(each.end, len(each.judgements)) for each in given] == [(None, 1)]
    with pytest.raises(Conflict, match="taken back"):
        table.judge_as(first, mine[1].public_id, Marking(outcome=PASS))


def test_a_script_of_ones_interest_is_not_judged_even_if_it_came(table: Table) -> None:
    table.allocate()
    script = table.plain_or_given()
    actor, allocation = table.holder(script.script.id)
    with inserting(table.world.engine) as session:
        session.add(
            InterestDeclared(
                person_id=actor.person_id, kind=InterestKind.PROVIDER, code=script.provider_code, declared_at=DRAWN
            )
        )
    with pytest.raises(Conflict, match="no longer yours") as refusal:
        table.judge_as(actor, allocation, Marking(outcome=PASS))
    assert script.provider_code not in refusal.value.sentence


def test_a_withdrawn_interest_holds_no_longer(table: Table) -> None:
    first, second, *_ = table.world.cast.moderators
    interest = table.declare(first, InterestKind.PROVIDER, "CCC")
    with pytest.raises(NotFound), inserting(table.world.engine) as session:
        withdraw_interest(Act(session, second, DRAWN), WithdrawInterest(interest))
    with inserting(table.world.engine) as session:
        withdraw_interest(Act(session, first, DRAWN), WithdrawInterest(interest))
    table.allocate(emails=("moderator1@agent.example",))
    assert len(allocations(table)) == 24


def test_an_interest_in_an_unknown_provider_is_refused(table: Table) -> None:
    with pytest.raises(NotFound, match="no provider"):
        table.declare(table.world.cast.moderators[0], InterestKind.PROVIDER, "XYZ")
