"""Scripts are given out evenly, obeying standardisation, and never twice to one person."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import Engine, select

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, Rejected
from moderation.marking.allocate import Allocate, allocate
from moderation.marking.allocation_records import Allocation, AllocationEndReason, MarkingRole
from moderation.marking.end_allocation import TakeBack, take_back
from moderation.marking.judgement_records import AdjudicationDecision
from moderation.marking.standardise import (
    AddStandardisationRound,
    AgreedScript,
    JudgeStandardisation,
    add_standardisation_round,
    judge_standardisation,
)
from moderation.people.find import person_by_id
from moderation.people.records import Grant
from moderation.returns.records import Outcome
from tests.builders import DRAWN
from tests.draws.frozen import WINDOW
from tests.inserting import inserting
from tests.marking.supplied import OTHER, Table, supplied_world

PASS, FAIL = Outcome.PASS, Outcome.FAIL


def allocations(table: Table) -> list[Allocation]:
    with reading(table.world.engine) as session:
        return list(session.scalars(select(Allocation)))


def test_every_script_is_given_to_one_moderator_and_the_load_is_even(table: Table) -> None:
    assert table.allocate().count == 24
    given = allocations(table)
    assert len({each.sampled_script_id for each in given}) == 24
    assert set(Counter(each.moderator_id for each in given).values()) == {6}
    assert {each.role for each in given} == {MarkingRole.FIRST}


def test_what_is_given_out_is_not_given_out_again(table: Table) -> None:
    table.allocate()
    with pytest.raises(Conflict, match="No script of the window"):
        table.allocate()


def test_only_named_moderators_are_given_scripts(table: Table) -> None:
    table.allocate(emails=("moderator1@agent.example", "moderator2@agent.example"))
    named = {each.person_id for each in table.world.cast.moderators[:2]}
    assert {each.moderator_id for each in allocations(table)} == named


def test_all_wrong_names_are_said_at_once(table: Table) -> None:
    with pytest.raises(Rejected) as refusal:
        table.allocate(emails=("nobody@agent.example", "official@dfe.example"))
    assert [fault.value for fault in refusal.value.faults] == ["nobody@agent.example", "official@dfe.example"]


def test_a_second_moderator_is_never_the_first(table: Table) -> None:
    table.allocate()
    for each in table.histories():
        table.judge(each.script.id, OTHER[each.provider_outcome])
    assert table.allocate().count == 24
    pairs = Counter((each.sampled_script_id, each.moderator_id) for each in allocations(table))
    assert len(pairs) == 48
    assert set(pairs.values()) == {1}


def test_nobody_is_left_when_all_have_had_a_script(table: Table) -> None:
    script = table.plain()
    table.allocate()
    for _ in range(3):
        table.send_back(script.script.id)
        table.allocate()
    table.send_back(script.script.id)
    with pytest.raises(Conflict, match="4 has had it already"):
        table.allocate()


def test_a_lead_who_decided_on_a_script_is_not_given_it(table: Table) -> None:
    script = table.disputed()
    holders = {each.allocation.moderator_id for each in table.history(script.script.id).given}
    both = next(each for each in table.world.cast.moderators if each.person_id not in holders)
    with inserting(table.world.engine) as session:
        session.add(Grant(person_id=both.person_id, role=Role.LEAD_MODERATOR, provider_id=None, created_at=DRAWN))
    table.adjudicate(script, AdjudicationDecision.REFER_BACK, actor=as_now(table, both))
    table.allocate()
    assert table.holder(script.script.id, MarkingRole.THIRD)[0].person_id not in {*holders, both.person_id}


def as_now(table: Table, actor: Actor) -> Actor:
    assert actor.person_id is not None
    with reading(table.world.engine) as session:
        return person_by_id(session, actor.person_id)


def test_a_lead_takes_scripts_back_from_somebody_absent(table: Table) -> None:
    table.allocate()
    allocation = allocations(table)[0]
    lead, clock = table.world.cast.lead, fixed_clock(DRAWN)
    command = TakeBack(allocation.public_id, AllocationEndReason.RECOGNISED)
    with pytest.raises(Rejected), inserting(table.world.engine) as session:
        take_back(Act(session, lead, clock()), command)
    command = TakeBack(allocation.public_id, AllocationEndReason.ABSENCE)
    with inserting(table.world.engine) as session:
        take_back(Act(session, lead, clock()), command)
    assert table.allocate().count == 1


def test_only_a_lead_moderator_allocates(table: Table) -> None:
    for actor in (table.world.cast.moderators[0], table.world.cast.official, table.world.cast.administrator):
        with pytest.raises(NotAllowed), inserting(table.world.engine) as session:
            allocate(Act(session, actor, DRAWN), Allocate(WINDOW))


def add_round(table: Table, qualification: str, outcomes: list[Outcome]) -> list[UUID]:
    command = AddStandardisationRound(
        qualification, [AgreedScript(f"script {place}", each) for place, each in enumerate(outcomes)]
    )
    with inserting(table.world.engine) as session:
        scripts = add_standardisation_round(Act(session, table.world.cast.lead, DRAWN), command)
        return [each.public_id for each in scripts]


def sit(table: Table, actor: Actor, scripts: list[UUID], outcomes: list[Outcome]) -> None:
    for script, outcome in zip(scripts, outcomes, strict=True):
        with inserting(table.world.engine) as session:
            command = JudgeStandardisation(script, outcome)
            judge_standardisation(Act(session, actor, DRAWN), command)


def test_live_work_needs_standardisation_for_the_qualification(engine: Engine) -> None:
    table = supplied_world(engine, policy={"standardisation_required": "yes"})
    with pytest.raises(Conflict, match="4 has not passed standardisation"):
        table.allocate()
    good, bad, half, _ = table.world.cast.moderators
    agreed = [PASS, FAIL, PASS]
    scripts = add_round(table, "NPQSL", agreed)
    sit(table, good, scripts, agreed)
    sit(table, bad, scripts, [PASS, PASS, PASS])
    sit(table, half, scripts[:2], agreed[:2])
    allocated = table.allocate()
    qualifications = {each.script.id: each.qualification for each in table.histories()}
    given = allocations(table)
    assert {each.moderator_id for each in given} == {good.person_id}
    assert {qualifications[each.sampled_script_id] for each in given} == {"NPQSL"}
    assert allocated.count + len(allocated.unassigned) == 24


def test_a_standardisation_script_is_judged_once_and_a_new_round_is_a_new_chance(engine: Engine) -> None:
    table = supplied_world(engine, policy={"standardisation_required": "yes"})
    moderator = table.world.cast.moderators[0]
    first = add_round(table, "NPQSL", [PASS])
    sit(table, moderator, first, [FAIL])
    with pytest.raises(Conflict, match="judged once"):
        sit(table, moderator, first, [PASS])
    with pytest.raises(Conflict, match="has not passed"):
        table.allocate(emails=("moderator1@agent.example",))
    sit(table, moderator, add_round(table, "NPQSL", [FAIL]), [FAIL])
    assert table.allocate(emails=("moderator1@agent.example",)).count > 0


def test_a_round_without_scripts_or_for_no_qualification_is_refused(table: Table) -> None:
    with pytest.raises(Rejected) as refusal:
        add_round(table, "NPQX", [])
    assert [fault.column for fault in refusal.value.faults] == ["qualification", "scripts"]
