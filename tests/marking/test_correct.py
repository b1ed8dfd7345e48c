"""A judgement may be corrected for a while that is the same for all, and no answer tells who else looks at a script."""

from __future__ import annotations

from datetime import datetime

import pytest

from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.clock import end_of_day, london_day
from moderation.database.transaction import reading
from moderation.errors import Conflict, ServiceError
from moderation.marking.allocation_records import InterestKind, MarkingRole
from moderation.marking.correcting import correctable_until
from moderation.marking.history import ScriptHistory
from moderation.marking.judgement_records import AdjudicationDecision
from moderation.marking.records import SettledHow
from moderation.marking.reveal import Revealed, RevealMark, reveal
from moderation.marking.scoring import Marking
from moderation.returns.records import Outcome
from tests import builders
from tests.inserting import inserting
from tests.marking.supplied import MARKED, OTHER, STANDS, Table

LAST = builders.later(correctable_until(MARKED), minutes=-1)


def judged(table: Table) -> tuple[list[ScriptHistory], set[int]]:
    """Judge all scripts, two of them otherwise than their provider; return the numbers of those looked at again."""
    table.allocate()
    scripts = table.histories()
    differ = {each.script.id for each in [each for each in scripts if not each.is_decoy][:2]}
    for each in scripts:
        other = each.script.id in differ
        table.judge(each.script.id, OTHER[each.provider_outcome] if other else each.provider_outcome)
    return scripts, differ | {each.script.id for each in scripts if each.is_decoy}


def correcting(table: Table, script: ScriptHistory, *, at: datetime) -> str:
    """Correct a first judgement and return the answer, without the alias of the script."""
    try:
        table.correct(script.script.id, Marking(outcome=script.provider_outcome, note="I misread page 3."), at=at)
    except ServiceError as refusal:
        return refusal.sentence.replace(script.script.alias, "X")
    return "corrected"


def show(table: Table, script: ScriptHistory, *, at: datetime = STANDS) -> Revealed:
    actor, allocation = table.holder(script.script.id)
    with inserting(table.world.engine) as session:
        return reveal(Act(session, actor, at), RevealMark(allocation))


def refused(table: Table, script: ScriptHistory) -> str:
    with pytest.raises(Conflict) as refusal:
        show(table, script)
    return refusal.value.sentence.replace(script.script.alias, "X")


def test_a_judgement_may_be_corrected_until_the_end_of_the_next_day_in_london() -> None:
    assert correctable_until(MARKED) == end_of_day(london_day(builders.later(MARKED, days=1)))


def test_every_judgement_may_be_corrected_while_others_may(table: Table) -> None:
    scripts, again = judged(table)
    table.allocate()
    assert again
    assert {correcting(table, each, at=LAST) for each in scripts} == {"corrected"}


def test_one_sentence_closes_all_corrections_at_once(table: Table) -> None:
    scripts, again = judged(table)
    table.settle()
    table.allocate()
    settled = {each.script.id for each in table.histories() if each.settlements}
    assert settled == {each.script.id for each in scripts} - again
    (answer,) = {correcting(table, each, at=STANDS) for each in scripts}
    assert "stands as it is" in answer


def test_a_decision_of_a_lead_does_not_show_in_the_refusal_of_a_correction(table: Table) -> None:
    script = table.disputed()
    before = correcting(table, script, at=STANDS)
    table.adjudicate(script, AdjudicationDecision.REFER_BACK)
    assert correcting(table, script, at=STANDS) == before


def test_nothing_is_settled_or_decided_while_it_may_be_corrected(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, script.provider_outcome)
    with pytest.raises(Conflict, match="may still be corrected"):
        table.settle(at=LAST)
    table.correct(script.script.id, Marking(outcome=OTHER[script.provider_outcome], note="I misread page 3."), at=LAST)
    with pytest.raises(Conflict, match="No outcome of the window"):
        table.settle()
    table.allocate()
    assert not table.history(script.script.id).settlements


def test_a_dispute_is_decided_once_its_judgements_stand(table: Table) -> None:
    script = table.disputed()
    with pytest.raises(Conflict, match="may still be corrected"):
        table.adjudicate(script, AdjudicationDecision.CONFIRM, at=LAST)
    table.correct(script.script.id, Marking(outcome=script.provider_outcome, note="The other says so."), at=LAST)
    with pytest.raises(Conflict, match="No outcome of the window"):
        table.settle()
    table.adjudicate(script, AdjudicationDecision.CONFIRM)
    (settlement,) = table.history(script.script.id).settlements
    assert settlement.how is SettledHow.ADJUDICATED


def test_nothing_is_settled_after_the_sign_off(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, script.provider_outcome)
    table.turn_seal(script)
    with pytest.raises(Conflict, match="No outcome of the window"):
        table.settle()


def test_until_the_sign_off_no_mark_is_shown_and_no_refusal_differs(table: Table) -> None:
    scripts, _ = judged(table)
    table.settle()
    (answer,) = {refused(table, each) for each in scripts}
    assert "not signed off" in answer


def test_marks_are_shown_after_the_sign_off_and_the_reveal_is_recorded(table: Table) -> None:
    script = table.plain()
    table.allocate()
    mine = [each for each in table.histories() if each.script.frame_id == script.script.frame_id]
    for each in mine:
        table.judge(each.script.id, each.provider_outcome)
    table.allocate()
    for each in mine:
        if each.is_decoy:
            table.judge(each.script.id, each.provider_outcome, role=MarkingRole.SECOND)
    table.settle()
    refused(table, script)
    table.turn_seal(script)
    for _ in range(2):
        shown = show(table, script)
        assert (shown.provider_outcome, shown.provider_mark) == (script.provider_outcome, script.provider_mark)
    with reading(table.world.engine) as session:
        assert session.query(AuditEntry).filter(AuditEntry.action == "mark_revealed").count() == 1
    table.turn_seal(script)
    refused(table, script)


def test_no_mark_is_shown_while_a_script_beside_it_waits_for_its_outcome(table: Table) -> None:
    scripts, again = judged(table)
    table.settle()
    waiting, beside = next(
        (one, other)
        for one in scripts
        for other in scripts
        if one.script.id in again and other.script.id not in again and other.script.frame_id == one.script.frame_id
    )
    # As when an extension is still moderated after the sign-off of the metric's sample.
    table.turn_seal(waiting)
    assert refused(table, beside) == refused(table, waiting)


@pytest.mark.parametrize("code", ["AAA", "BBB", "CCC"])
def test_an_interest_closes_what_was_judged_before_whatever_it_concerns(table: Table, code: str) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, OTHER[script.provider_outcome])
    actor, _ = table.holder(script.script.id)
    table.declare(actor, InterestKind.PROVIDER, code, at=builders.later(MARKED, minutes=1))
    assert "stands as it is" in correcting(table, script, at=LAST)


def test_no_answer_to_a_moderator_says_what_was_judged(table: Table) -> None:
    scripts, _ = judged(table)
    table.settle()
    answers = {correcting(table, each, at=STANDS) for each in scripts} | {refused(table, each) for each in scripts}
    words = " ".join(answers).lower()
    codes = {each.provider_code.lower() for each in scripts}
    assert not [word for word in (*codes, *Outcome, "second", "decoy", "overturn", "settle") if word in words]
