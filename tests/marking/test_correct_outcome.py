"""An outcome that was recorded wrongly is put right by two lead moderators before the sign-off, and both are kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, Rejected, Verb
from moderation.marking.allocation_records import InterestKind
from moderation.marking.correct_outcome import (
    ConfirmCorrection,
    Corrected,
    ProposeCorrection,
    RefuseCorrection,
    confirm_correction,
    open_corrections,
    propose_correction,
    refuse_correction,
)
from moderation.marking.correction_records import OutcomeCorrection
from moderation.marking.history import ScriptHistory
from moderation.marking.records import SettledHow
from moderation.returns.records import Outcome
from moderation.texts.records import KeptText
from tests.inserting import inserting
from tests.marking.supplied import STANDS, Table

WHY = "Two rows slipped in the import."


@pytest.fixture
def wrong(table: Table) -> ScriptHistory:
    """Return a script whose outcome was imported as a fail."""
    script = table.histories()[0]
    name = f"{script.provider_code},{script.script.script_ref}"
    table.import_file(f"provider,script_ref,mark,max_mark,outcome\n{name},40,100,fail\n")
    return table.history(script.script.id)


def propose(
    table: Table, script: ScriptHistory, *, actor: Actor | None = None, outcome: Outcome = Outcome.PASS, mark: int = 50
) -> OutcomeCorrection:
    command = ProposeCorrection(script_id=script.script.public_id, outcome=outcome, reason=WHY, mark=mark, max_mark=100)
    with inserting(table.world.engine) as session:
        return propose_correction(Act(session, actor or table.world.cast.lead, STANDS), command)


def confirm(table: Table, script: ScriptHistory, *, actor: Actor | None = None) -> Corrected:
    with inserting(table.world.engine) as session:
        command = ConfirmCorrection(script.script.public_id)
        return confirm_correction(Act(session, actor or table.world.cast.other_lead, STANDS), command)


def refuse(table: Table, script: ScriptHistory, *, actor: Actor | None = None) -> None:
    with inserting(table.world.engine) as session:
        command = RefuseCorrection(script.script.public_id)
        refuse_correction(Act(session, actor or table.world.cast.other_lead, STANDS), command)


def test_a_correction_supersedes_and_both_values_and_people_are_kept(table: Table, wrong: ScriptHistory) -> None:
    correction = propose(table, wrong)
    confirm(table, wrong)
    first, second = table.history(wrong.script.id).settlements
    assert (first.how, first.national_outcome, first.national_mark) == (SettledHow.IMPORTED, Outcome.FAIL, 40)
    assert (second.how, second.national_outcome, second.national_mark) == (SettledHow.CORRECTED, Outcome.PASS, 50)
    cast = table.world.cast
    assert (second.proposed_by, second.settled_by) == (cast.lead.person_id, cast.other_lead.person_id)
    with reading(table.world.engine) as session:
        assert session.get_one(KeptText, (correction.public_id, "reason")).text == WHY
        actions = list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))
    assert actions[-2:] == ["outcome_correction_proposed", "outcome_corrected"]


def test_nobody_confirms_their_own_correction(table: Table, wrong: ScriptHistory) -> None:
    with pytest.raises(Conflict, match="Nobody proposes") as refused:
        confirm(table, wrong)
    assert [step.verb for step in refused.value.then] == [Verb.PROPOSE_CORRECTION]
    propose(table, wrong)
    with pytest.raises(Conflict, match="another lead moderator confirms"):
        confirm(table, wrong, actor=table.world.cast.lead)
    for actor in (table.world.cast.official, table.world.cast.moderators[0]):
        with pytest.raises(NotAllowed):
            confirm(table, wrong, actor=actor)
    assert len(table.history(wrong.script.id).settlements) == 1


def test_a_refused_correction_leaves_the_outcome_and_another_may_come(table: Table, wrong: ScriptHistory) -> None:
    propose(table, wrong)
    with pytest.raises(Conflict, match="proposed already"):
        propose(table, wrong)
    with reading(table.world.engine) as session:
        frame = wrong.script.frame_id
        assert open_corrections(session, [frame]) == {frame: [wrong.script.script_ref]}
    refuse(table, wrong)
    with reading(table.world.engine) as session:
        assert open_corrections(session, [frame]) == {}
    propose(table, wrong, outcome=Outcome.FAIL, mark=41)
    confirm(table, wrong)
    assert [each.national_mark for each in table.history(wrong.script.id).settlements] == [40, 41]


def test_what_is_recorded_already_or_not_settled_is_no_correction(table: Table, wrong: ScriptHistory) -> None:
    with pytest.raises(Rejected, match="what is recorded already"):
        propose(table, wrong, outcome=Outcome.FAIL, mark=40)
    with pytest.raises(Conflict, match="not settled yet"):
        propose(table, table.histories()[1])


def test_what_was_signed_off_is_decided_anew_and_never_corrected(table: Table, wrong: ScriptHistory) -> None:
    table.turn_seal(wrong)
    with pytest.raises(Conflict, match="signed off"):
        propose(table, wrong)
    table.turn_seal(wrong)
    with pytest.raises(Conflict, match="was signed off once") as refused:
        propose(table, wrong)
    assert [step.verb for step in refused.value.then] == [Verb.JUDGE_AGAIN]


def test_a_lead_with_an_interest_corrects_nothing(table: Table, wrong: ScriptHistory) -> None:
    table.declare(table.world.cast.lead, InterestKind.PROVIDER, wrong.provider_code)
    with pytest.raises(NotAllowed, match="Another lead moderator"):
        propose(table, wrong)


def test_whoever_proposed_or_confirmed_a_correction_does_not_decide_anew(table: Table, wrong: ScriptHistory) -> None:
    propose(table, wrong)
    confirm(table, wrong)
    cast = table.world.cast
    assert {cast.lead.person_id, cast.other_lead.person_id} <= table.history(wrong.script.id).deciders()
