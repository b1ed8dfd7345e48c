"""Whoever decides on a script had no part in it and no interest in it, and is not told which stands in the way."""

from __future__ import annotations

from datetime import datetime

import pytest

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed
from moderation.marking.allocation_records import InterestKind
from moderation.marking.history import ScriptHistory
from moderation.marking.judgement_records import AdjudicationDecision
from moderation.marking.records import SettledHow
from moderation.marking.scoring import Marking
from moderation.marking.shown import awaiting_adjudication, what_an_adjudicator_reads
from moderation.people.find import person_by_id
from moderation.people.records import Grant
from moderation.returns.records import Outcome
from moderation.windows.records import window_by_code
from tests import builders
from tests.draws.frozen import WINDOW
from tests.inserting import inserting
from tests.marking.supplied import MARKED, OTHER, STANDS, Table

CONFIRM = AdjudicationDecision.CONFIRM


def waiting_for(table: Table, lead: Actor) -> list[str]:
    with reading(table.world.engine) as session:
        window = window_by_code(session, WINDOW)
        return [line.alias for line in awaiting_adjudication(session, lead, window, at=STANDS)]


def refusals(table: Table, script: ScriptHistory, lead: Actor) -> set[str]:
    """Have a lead read and decide what is not theirs; return what they are told."""
    told = set()
    with pytest.raises(NotAllowed) as refusal, reading(table.world.engine) as session:
        what_an_adjudicator_reads(session, lead, script.script.public_id)
    told.add(refusal.value.sentence)
    with pytest.raises(NotAllowed) as refusal:
        table.adjudicate(script, CONFIRM, actor=lead)
    told.add(refusal.value.sentence)
    assert script.provider_code not in " ".join(told)
    return told


def also_lead(table: Table, moderator: Actor) -> Actor:
    assert moderator.person_id is not None
    with inserting(table.world.engine) as session:
        session.add(
            Grant(
                person_id=moderator.person_id,
                role=Role.LEAD_MODERATOR,
                provider_id=None,
                created_at=builders.OPENED,
            )
        )
        session.flush()
        return person_by_id(session, moderator.person_id)


def test_a_lead_with_an_interest_neither_sees_nor_decides_a_script(table: Table) -> None:
    script, lead = table.disputed(), table.world.cast.lead
    assert waiting_for(table, lead) == [script.script.alias]
    table.declare(lead, InterestKind.PROVIDER, script.provider_code)
    assert waiting_for(table, lead) == []
    assert len(refusals(table, script, lead)) == 1
    table.adjudicate(script, CONFIRM, actor=table.world.cast.other_lead)


def test_a_lead_with_an_interest_decides_nothing_anew(table: Table) -> None:
    script, lead = table.plain(), table.world.cast.lead
    table.allocate()
    table.judge(script.script.id, script.provider_outcome)
    table.settle()
    table.declare(lead, InterestKind.PERSON, script.participant_ref)
    for _ in range(2):
        table.turn_seal(script)
    with pytest.raises(NotAllowed, match="Another lead moderator"):
        table.readjudicate(script, OTHER[script.provider_outcome], actor=lead)


def test_whoever_sent_a_script_back_does_not_decide_on_it(table: Table) -> None:
    script = table.plain()
    table.allocate()
    holder, _ = table.holder(script.script.id)
    table.send_back(script.script.id)
    table.allocate()
    table.judge(script.script.id, OTHER[script.provider_outcome])
    table.second(script.script.id, script.provider_outcome)
    both = also_lead(table, holder)
    assert waiting_for(table, both) == []
    # The sentence is the same as for an interest.
    told = refusals(table, script, both)
    table.declare(table.world.cast.lead, InterestKind.PROVIDER, script.provider_code)
    assert told == refusals(table, script, table.world.cast.lead)


def test_a_dispute_waits_until_its_judgements_stand(table: Table) -> None:
    script, lead = table.disputed(), table.world.cast.lead
    with reading(table.world.engine) as session:
        assert awaiting_adjudication(session, lead, window_by_code(session, WINDOW), at=MARKED) == ()
    assert waiting_for(table, lead) == [script.script.alias]


def test_an_adjudicator_sees_what_was_said_before_it_was_corrected(table: Table) -> None:
    script = table.disputed()
    table.correct(script.script.id, Marking(outcome=script.provider_outcome, note="I misread page 3."))
    with reading(table.world.engine) as session:
        shown = what_an_adjudicator_reads(session, table.world.cast.lead, script.script.public_id)
    assert [(each.outcome, each.earlier) for each in shown.judgements] == [
        (script.provider_outcome, (OTHER[script.provider_outcome],)),
        (script.provider_outcome, ()),
    ]


def test_a_readjudication_supersedes_and_keeps_the_earlier_outcome(table: Table) -> None:
    script = table.plain()
    with pytest.raises(Conflict, match="not settled yet"):
        table.readjudicate(script, script.provider_outcome)
    script = table.disputed()
    table.adjudicate(script, CONFIRM)
    sign_and_reopen(table, script)
    with pytest.raises(NotAllowed, match="had no part"):
        table.readjudicate(script, script.provider_outcome, actor=table.world.cast.lead)
    table.readjudicate(script, script.provider_outcome)
    kept = table.history(script.script.id).settlements
    assert [(each.sequence, each.how) for each in kept] == [
        (1, SettledHow.ADJUDICATED),
        (2, SettledHow.RE_ADJUDICATED),
    ]
    assert kept[-1].national_outcome is script.provider_outcome


def test_one_person_alone_never_overturns_what_was_not_signed_off_and_reopened(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, script.provider_outcome)
    table.settle()
    with pytest.raises(Conflict, match="signed off and reopened"):
        table.readjudicate(script, OTHER[script.provider_outcome])
    table.turn_seal(script)
    with pytest.raises(Conflict, match="is signed off"):
        table.readjudicate(script, OTHER[script.provider_outcome])
    table.turn_seal(script)
    table.readjudicate(script, OTHER[script.provider_outcome])
    assert len(table.history(script.script.id).settlements) == 2


def test_what_was_settled_after_the_reopening_is_not_decided_anew(table: Table) -> None:
    script = table.plain()
    table.allocate()
    sign_and_reopen(table, script, at=MARKED)
    table.judge(script.script.id, script.provider_outcome)
    table.settle()
    with pytest.raises(Conflict, match="signed off and reopened"):
        table.readjudicate(script, OTHER[script.provider_outcome])


def test_whoever_settled_signed_off_or_reopened_does_not_decide_anew(table: Table) -> None:
    lead, other = table.world.cast.lead, table.world.cast.other_lead
    script = table.histories()[0]
    name = f"{script.provider_code},{script.script.script_ref}"
    table.import_file(f"provider,script_ref,mark,max_mark,outcome\n{name},,,fail\n", actor=other)
    sign_and_reopen(table, script)
    third = also_lead(table, table.world.cast.moderators[0])
    for actor in (lead, other):
        with pytest.raises(NotAllowed, match="had no part"):
            table.readjudicate(script, Outcome.PASS, actor=actor)
    table.readjudicate(script, Outcome.PASS, actor=third)
    assert [each.how for each in table.history(script.script.id).settlements] == [
        SettledHow.IMPORTED,
        SettledHow.RE_ADJUDICATED,
    ]


def sign_and_reopen(table: Table, script: ScriptHistory, *, at: datetime = STANDS) -> None:
    for _ in range(2):
        table.turn_seal(script, at=at)
