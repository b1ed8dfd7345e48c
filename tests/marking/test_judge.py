"""Judgements are independent, append-only and lead to one settled outcome."""

from __future__ import annotations

import pytest

from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.audit.verify import verify
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from moderation.marking.allocation_records import AllocationEndReason, MarkingRole
from moderation.marking.judgement_records import AdjudicationDecision, Judgement, JudgementReason
from moderation.marking.records import SettledHow
from moderation.marking.scoring import Marking
from moderation.proof.words import changed_words
from moderation.returns.records import Outcome
from moderation.scripts.exclude_script import ApproveExclusion, ProposeExclusion, approve_exclusion, propose_exclusion
from moderation.scripts.records import ScriptReason, events_of
from moderation.scripts.seal_records import turn_seals
from moderation.scripts.state import ScriptStanding, state_of
from moderation.texts.erase import erase_texts
from moderation.texts.records import KeptText
from moderation.texts.shown import shown
from tests import builders
from tests.builders import DRAWN
from tests.inserting import inserting
from tests.marking.supplied import MARKED, OTHER, STANDS, Table

CONFIRM, OVERRIDE, REFER = AdjudicationDecision.CONFIRM, AdjudicationDecision.OVERRIDE, AdjudicationDecision.REFER_BACK


def test_a_first_judgement_that_agrees_settles_the_outcome(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, script.provider_outcome)
    table.settle()
    (settlement,) = table.history(script.script.id).settlements
    assert settlement.how is SettledHow.FIRST_AGREED
    assert (settlement.national_outcome, settlement.national_mark) == (script.provider_outcome, 51)


def test_a_decoy_that_agrees_is_given_to_a_second_moderator(table: Table) -> None:
    script = table.decoy()
    table.allocate()
    table.judge(script.script.id, script.provider_outcome)
    with pytest.raises(Conflict, match="No outcome of the window"):
        table.settle()
    table.second(script.script.id, script.provider_outcome)
    table.settle()
    (settlement,) = table.history(script.script.id).settlements
    assert settlement.how is SettledHow.SECOND_AGREED


def test_an_overturn_needs_a_second_moderator_who_is_another_person(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, OTHER[script.provider_outcome])
    with pytest.raises(Conflict, match="No outcome of the window"):
        table.settle()
    table.second(script.script.id, OTHER[script.provider_outcome])
    table.settle()
    history = table.history(script.script.id)
    assert history.settlements[0].national_outcome is OTHER[script.provider_outcome]
    assert len(history.people()) == 2


def test_two_that_differ_are_decided_by_a_lead_who_judged_neither(table: Table) -> None:
    script = table.disputed()
    assert not table.history(script.script.id).settlements
    table.adjudicate(script, OVERRIDE, script.provider_outcome)
    (settlement,) = table.history(script.script.id).settlements
    assert (settlement.how, settlement.national_outcome) == (SettledHow.ADJUDICATED, script.provider_outcome)


def test_a_confirmed_judgement_stands_with_its_mark(table: Table) -> None:
    script = table.disputed()
    table.adjudicate(script, CONFIRM)
    (settlement,) = table.history(script.script.id).settlements
    assert (settlement.national_outcome, settlement.national_mark) == (OTHER[script.provider_outcome], 51)


def test_a_script_referred_back_gets_a_third_judgement_and_then_a_decision(table: Table) -> None:
    script = table.disputed()
    table.adjudicate(script, REFER)
    with pytest.raises(Conflict, match="does not wait"):
        table.adjudicate(script, CONFIRM, actor=table.world.cast.other_lead)
    table.allocate()
    other, later = table.world.cast.other_lead, builders.later(STANDS, days=2)
    table.judge(script.script.id, script.provider_outcome, role=MarkingRole.THIRD, at=STANDS)
    with pytest.raises(Conflict, match="may still be corrected"):
        table.adjudicate(script, CONFIRM, actor=other)
    with pytest.raises(NotAllowed, match="had no part"):
        table.adjudicate(script, CONFIRM, at=later)
    with pytest.raises(Rejected, match="once already"):
        table.adjudicate(script, REFER, actor=other, at=later)
    table.adjudicate(script, OVERRIDE, script.provider_outcome, actor=other, at=later)
    assert len(table.history(script.script.id).settlements) == 1


def test_an_override_that_says_the_same_is_refused(table: Table) -> None:
    script = table.disputed()
    with pytest.raises(Rejected, match="confirm it"):
        table.adjudicate(script, OVERRIDE, OTHER[script.provider_outcome])
    with pytest.raises(Rejected, match="override alone"):
        table.adjudicate(script, CONFIRM, Outcome.PASS)
    with pytest.raises(NotAllowed):
        table.adjudicate(script, CONFIRM, actor=table.world.cast.moderators[0])


def test_a_correction_supersedes_and_needs_a_reason(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, OTHER[script.provider_outcome])
    with pytest.raises(Rejected, match="Write something"):
        table.correct(script.script.id, Marking(outcome=script.provider_outcome))
    corrected = table.correct(script.script.id, Marking(outcome=script.provider_outcome, note="I misread page 3."))
    assert (corrected.number, corrected.reason_code) == (2, JudgementReason.CORRECTION)
    history = table.history(script.script.id)
    assert [each.outcome for each in history.given[0].judgements] == [
        OTHER[script.provider_outcome],
        script.provider_outcome,
    ]
    # What was said once is looked at again, whatever the correction says, and a lead moderator sees that two differed.
    table.second(script.script.id, script.provider_outcome)
    with pytest.raises(Conflict, match="No outcome of the window"):
        table.settle()
    table.adjudicate(script, CONFIRM)
    assert table.history(script.script.id).settlements[0].how is SettledHow.ADJUDICATED


def test_a_settled_script_is_neither_judged_nor_corrected_again(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, script.provider_outcome)
    with pytest.raises(Conflict, match="judged the script"):
        table.judge(script.script.id, script.provider_outcome)
    table.settle()
    with pytest.raises(Conflict, match="stands as it is"):
        table.correct(
            script.script.id, Marking(outcome=OTHER[script.provider_outcome], note="Late thought."), at=STANDS
        )


def test_somebody_elses_script_does_not_exist(table: Table) -> None:
    script = table.plain()
    table.allocate()
    holder, allocation = table.holder(script.script.id)
    stranger = next(each for each in table.world.cast.moderators if each is not holder)
    with pytest.raises(NotFound, match="allocated to you"):
        table.judge_as(stranger, allocation, Marking(outcome=Outcome.PASS))
    with pytest.raises(NotAllowed):
        table.judge_as(table.world.cast.lead, allocation, Marking(outcome=Outcome.PASS))


def test_notes_are_kept_where_they_can_be_erased(table: Table) -> None:
    script = table.plain()
    table.allocate()
    marking = Marking(outcome=script.provider_outcome, note="Ms Example writes well.")
    judgement = table.judge(script.script.id, script.provider_outcome, marking=marking)
    with reading(table.world.engine) as session:
        assert str(shown(session, [judgement.public_id])[judgement.public_id]) == "Ms Example writes well."
        log = " ".join(entry.details for entry in session.query(AuditEntry))
    assert "Example" not in log
    assert judgement.text_hash is not None
    with inserting(table.world.engine) as session:
        assert list(changed_words(session)) == []
        note = KeptText.record_id == judgement.public_id
        session.query(KeptText).filter(note).update({"text": "She writes badly."})
        (fault,) = changed_words(session)
        assert fault == f"the words of the row {judgement.public_id} of judgements are not those that it was made with."
        erase_texts(session, [judgement.public_id], at=judgement.submitted_at)
    with reading(table.world.engine) as session:
        assert session.get(Judgement, judgement.id) is not None
        assert list(changed_words(session)) == []
        assert verify(session).holds


def test_the_log_says_that_a_script_was_judged_and_not_how(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, script.provider_outcome)
    table.settle()
    with reading(table.world.engine) as session:
        entries = session.query(AuditEntry).order_by(AuditEntry.number).all()[-2:]
    assert [entry.action for entry in entries] == ["judgement_submitted", "outcome_settled"]
    assert not any("pass" in entry.details or "fail" in entry.details for entry in entries)


def test_a_recognised_script_goes_to_somebody_else(table: Table) -> None:
    script = table.plain()
    table.allocate()
    first, allocation = table.holder(script.script.id)
    table.send_back(script.script.id)
    with pytest.raises(Conflict, match="no longer yours"):
        table.judge_as(first, allocation, Marking(outcome=Outcome.PASS))
    table.allocate()
    second, _ = table.holder(script.script.id)
    assert second.person_id != first.person_id


def test_an_unreadable_script_goes_back_to_its_provider(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.send_back(script.script.id, AllocationEndReason.UNREADABLE)
    with reading(table.world.engine) as session:
        state = state_of(events_of(session, script.script), due_on=script.script.due_on)
    assert state.standing is ScriptStanding.ASKED
    assert state.due_on > script.script.due_on
    with pytest.raises(Conflict, match="No script"):
        table.allocate()


def test_a_moderator_gives_no_reason_of_a_lead(table: Table) -> None:
    script = table.plain()
    table.allocate()
    with pytest.raises(Rejected, match="recognised"):
        table.send_back(script.script.id, AllocationEndReason.BALANCE)


def test_an_excluded_script_is_not_judged(table: Table) -> None:
    script = table.plain()
    table.allocate()
    cast, clock = table.world.cast, fixed_clock(DRAWN)
    with inserting(table.world.engine) as session:
        command = ProposeExclusion(script.script.public_id, ScriptReason.RESULT_VOIDED)
        propose_exclusion(Act(session, cast.official, clock()), command)
    with inserting(table.world.engine) as session:
        approve_exclusion(Act(session, cast.witness, clock()), ApproveExclusion(script.script.public_id))
    with pytest.raises(Conflict, match="not here"):
        table.judge(script.script.id, Outcome.PASS)


def test_a_judged_script_is_not_excluded(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, OTHER[script.provider_outcome])
    command = ProposeExclusion(script.script.public_id, ScriptReason.RESULT_VOIDED)
    with pytest.raises(Conflict, match="marking"), inserting(table.world.engine) as session:
        propose_exclusion(Act(session, table.world.cast.official, DRAWN), command)


def test_nothing_is_judged_after_the_sign_off_until_it_is_reopened(table: Table) -> None:
    script, lead = table.plain(), table.world.cast.lead.person_id
    assert lead is not None
    table.allocate()
    with inserting(table.world.engine) as session:
        turn_seals(session, [script.script.frame_id], by=lead, at=MARKED)
    with pytest.raises(Conflict, match="signed off") as refusal:
        table.judge(script.script.id, Outcome.PASS)
    assert script.provider_code not in refusal.value.sentence
    with inserting(table.world.engine) as session:
        turn_seals(session, [script.script.frame_id], by=lead, at=MARKED)
    table.judge(script.script.id, Outcome.PASS)
