"""A file of outcomes is taken over whole or not at all, and every fault is named."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.draws.find import sampled_script_named
from moderation.errors import Conflict, NotAllowed, Rejected, Step, Verb
from moderation.marking.import_outcomes import ImportOutcomes, import_outcomes
from moderation.marking.outcome_file import read_outcomes
from moderation.marking.records import SettledHow, Settlement
from moderation.returns.records import Outcome
from moderation.scripts.exclude_script import ApproveExclusion, ProposeExclusion, approve_exclusion, propose_exclusion
from moderation.scripts.records import ScriptEvent, ScriptEventKind, ScriptReason
from moderation.scripts.seal_records import turn_seals
from moderation.scripts.supply_script import SupplyScript, supply_script
from moderation.texts.keep import text_hash
from moderation.texts.records import KeptText
from tests import builders
from tests.builders import DRAWN
from tests.draws.frozen import WINDOW
from tests.inserting import inserting
from tests.marking.supplied import MARKED, OTHER, Table

HEADER = "provider,script_ref,mark,max_mark,outcome\n"


def whole_file(table: Table, *, overturn: bool = False) -> str:
    """Write an outcome for every script of every frame."""
    lines = []
    for code, held in table.world.lines.items():
        for line in held:
            assert line.outcome is not None
            outcome = OTHER[line.outcome] if overturn else line.outcome
            lines.append(f"{code},{line.script_ref},{line.final_mark},100,{outcome}\n")
    return HEADER + "".join(lines)


def settlements(table: Table) -> list[Settlement]:
    with reading(table.world.engine) as session:
        return list(session.scalars(select(Settlement)))


def sampled_references(table: Table) -> set[str]:
    return {each.script.script_ref for each in table.histories()}


def log(table: Table) -> list[AuditEntry]:
    with reading(table.world.engine) as session:
        return list(session.scalars(select(AuditEntry)))


def test_sampled_scripts_are_settled_and_the_other_rows_counted(table: Table) -> None:
    text = whole_file(table)
    imported = table.import_file(text)
    assert (imported.rows_count, imported.used_count, imported.unsampled_count) == (224, 24, 200)
    assert imported.record is not None
    assert imported.record.sha256 == hashlib.sha256(text.encode()).hexdigest()
    for history in table.histories():
        (settlement,) = history.settlements
        assert settlement.how is SettledHow.IMPORTED
        assert settlement.national_outcome is history.provider_outcome
        assert settlement.national_mark == history.provider_mark


def test_an_overturn_is_taken_over_as_it_is(table: Table) -> None:
    table.import_file(whole_file(table, overturn=True))
    assert all(each.settlements[0].national_outcome is OTHER[each.provider_outcome] for each in table.histories())


def test_a_file_from_a_spreadsheet_reads_the_same(table: Table) -> None:
    text = "\ufeff" + whole_file(table).replace("\n", "\r\n")
    assert table.import_file(text).used_count == 24


def test_a_reason_is_kept_where_it_can_be_erased(table: Table) -> None:
    script = table.histories()[0]
    reason = '"Weak, says ""A. Person""\nand another"'
    text = "reason,provider,script_ref,mark,max_mark,outcome\n"
    table.import_file(
        text + f"{reason},{script.provider_code},{script.script.script_ref},1,2,fail\n", other_maximum=True
    )
    (settlement,) = settlements(table)
    with reading(table.world.engine) as session:
        kept = session.get_one(KeptText, (settlement.public_id, "reason"))
    assert kept.text == 'Weak, says "A. Person"\nand another'
    assert settlement.text_hash == text_hash([kept])


def test_a_script_is_settled_once_and_every_row_that_says_otherwise_is_named(table: Table) -> None:
    table.import_file(whole_file(table))
    with pytest.raises(Rejected) as refused:
        table.import_file(whole_file(table, overturn=True))
    assert len(refused.value.faults) == len(settlements(table)) == 24
    assert all("is settled already, as " in fault.sentence for fault in refused.value.faults)


def test_rows_that_repeat_what_is_recorded_change_nothing(table: Table) -> None:
    whole = whole_file(table)
    held = [each for each in whole.splitlines()[1:] if each.split(",")[1] in sampled_references(table)]
    table.import_file(HEADER + "\n".join(held[:5]))
    rest = table.import_file(whole)
    assert (rest.used_count, rest.repeated_count, rest.unsampled_count) == (19, 5, 200)
    entries = len(log(table))
    again = table.import_file(whole)
    assert (again.record, again.used_count, again.repeated_count) == (None, 0, 24)
    assert len(log(table)) == entries
    assert len(settlements(table)) == 24


def test_a_maximum_that_is_not_the_providers_is_asked_about(table: Table) -> None:
    script = table.histories()[0]
    text = HEADER + f"{script.provider_code},{script.script.script_ref},20,40,pass\n"
    with pytest.raises(Rejected, match="marked this script out of 100") as refused:
        table.import_file(text)
    assert refused.value.then == (Step(Verb.IMPORT_OTHER_MAXIMUM, window=WINDOW),)
    assert settlements(table) == []
    table.import_file(text, other_maximum=True)
    assert [(each.national_mark, each.max_mark) for each in settlements(table)] == [(20, 40)]


def test_outcomes_of_nobody_are_refused_with_their_row_and_value(table: Table) -> None:
    with inserting(table.world.engine) as session:
        builders.make_provider(session, code="LATE")
    lines = [
        "XXX,AAA-000001,1,100,pass",
        "LATE,L-1,1,100,pass",
        "AAA,AAA-nothing,1,100,pass",
        "AAA,AAA-000001,x,100,pass",
    ]
    with pytest.raises(Rejected) as refused:
        table.import_file(whole_file(table).split("\nAAA,AAA-000001,")[0] + "\n" + "\n".join(lines))
    first, *rest = refused.value.faults
    assert [(fault.row, fault.column, fault.value) for fault in refused.value.faults] == [
        (2, "provider", "XXX"),
        (3, "provider", "LATE"),
        (4, "script_ref", "AAA-nothing"),
        (5, "mark", "x"),
    ]
    assert first.sentence.startswith("There is no provider with this code. The window 2014J holds the frames of AAA, ")
    assert rest[0].sentence.startswith("No frame of this provider froze")
    assert rest[1].sentence == "The frame of AAA in the window 2014J holds no such script."
    assert settlements(table) == []


def test_nothing_of_a_faulty_file_is_imported_and_all_its_faults_are_named(table: Table) -> None:
    lines = [
        "AAA,AAA-000001,50,100,pass",
        "A A,CCC-1,50,100,pass",
        "CCC,é,50,100,pass",
        "CCC,CCC-000001,-1,100,pass",
        "CCC,CCC-000002,101,100,pass",
        "CCC,CCC-000003,50,,pass",
        "CCC,CCC-000004,50,100,PASS",
        "CCC,CCC-000005,50,100",
        f"CCC,CCC-000006,{10**400},100,pass",
        "CCC,CCC-000007,50,100,fail",
        "CCC,CCC-000007,50,100,fail",
        "CCC,CCC-000008,1,0,fail",
    ]
    with pytest.raises(Rejected) as refusal:
        table.import_file(HEADER + "\n".join(lines))
    found = [(fault.row, fault.column) for fault in refusal.value.faults]
    assert found == [
        (3, "provider"),
        (4, "script_ref"),
        (5, "mark"),
        (6, "mark"),
        (7, "max_mark"),
        (8, "outcome"),
        (9, None),
        (10, "mark"),
        (12, "script_ref"),
        (13, "max_mark"),
    ]
    assert settlements(table) == []


@pytest.mark.parametrize(
    "text",
    ["", "\n", HEADER, "provider,script_ref\n", HEADER.strip() + ",colour\n", b"\xff\xfe\x00", HEADER + '"open'],
)
def test_a_file_that_is_none_is_refused(table: Table, text: str | bytes) -> None:
    with pytest.raises(Rejected):
        table.import_file(text)


@given(st.text(alphabet="providescrt_f,mak\n\r\"'=0129AC-\0é", max_size=80))
def test_whatever_a_file_holds_it_is_read_or_refused(text: str) -> None:
    found = read_outcomes(io.BytesIO((HEADER + text).encode()), lambda _: True)
    assert found.faults or found.sampled


def test_a_file_without_a_sampled_script_is_refused(table: Table) -> None:
    unsampled = next(
        line for line in whole_file(table).splitlines()[1:] if line.split(",")[1] not in sampled_references(table)
    )
    with pytest.raises(Conflict, match="None of the 1 rows"):
        table.import_file(HEADER + unsampled)


def test_nothing_is_imported_before_the_draw(table: Table) -> None:
    with inserting(table.world.engine) as session:
        builders.make_window(session, table.world.cast, code="2015B")
    command = ImportOutcomes("2015B", io.BytesIO((HEADER + "AAA,AAA-000001,1,2,pass\n").encode()))
    with pytest.raises(Conflict, match="No sample") as refused, inserting(table.world.engine) as session:
        import_outcomes(Act(session, table.world.cast.lead, MARKED), command)
    assert refused.value.then == (Step(Verb.DRAW, window="2015B"),)


def test_an_excluded_script_is_ignored_and_a_missing_one_is_a_fault(table: Table) -> None:
    excluded, missing = [each for each in table.histories() if each.provider_code == "CCC"][:2]
    cast, clock = table.world.cast, fixed_clock(DRAWN)
    with inserting(table.world.engine) as session:
        command = ProposeExclusion(excluded.script.public_id, ScriptReason.UNDER_INVESTIGATION)
        propose_exclusion(Act(session, cast.official, clock()), command)
    with inserting(table.world.engine) as session:
        approve_exclusion(Act(session, cast.witness, clock()), ApproveExclusion(excluded.script.public_id))
    with inserting(table.world.engine) as session:
        session.add(
            ScriptEvent(
                sampled_script_id=missing.script.id,
                kind=ScriptEventKind.DECLARED_MISSING,
                reason_code=ScriptReason.NOT_KEPT,
                recorded_by=cast.lead.person_id,
                recorded_at=DRAWN,
            )
        )
    with pytest.raises(Rejected, match="recorded as missing") as refused:
        table.import_file(whole_file(table))
    reference = missing.script.script_ref
    assert refused.value.then == (Step(Verb.SUPPLY_SCRIPT, window=WINDOW, provider="CCC", script=reference),)
    with inserting(table.world.engine) as session:
        named = sampled_script_named(
            session, provider_code="CCC", window_code=WINDOW, script_ref=missing.script.script_ref
        )
        supply_script(Act(session, cast.lead, clock()), SupplyScript(script_id=named.script.public_id))
    imported = table.import_file(whole_file(table))
    assert (imported.used_count, imported.excluded) == (23, (("CCC", excluded.script.script_ref),))
    assert table.history(excluded.script.id).settlements == []


def test_an_imported_script_is_not_excluded_afterwards(table: Table) -> None:
    table.import_file(whole_file(table))
    script = table.histories()[0]
    command = ProposeExclusion(script.script.public_id, ScriptReason.RESULT_VOIDED)
    with pytest.raises(Conflict, match="marking"), inserting(table.world.engine) as session:
        propose_exclusion(Act(session, table.world.cast.official, MARKED), command)


def test_scripts_that_are_moderated_here_are_not_imported(table: Table) -> None:
    script = table.plain()
    table.allocate()
    table.judge(script.script.id, OTHER[script.provider_outcome])
    with pytest.raises(Rejected, match="is being moderated here") as refused:
        table.import_file(whole_file(table))
    assert len(refused.value.faults) == 24


def test_nothing_is_imported_after_the_sign_off(table: Table) -> None:
    script, lead = table.histories()[0], table.world.cast.lead.person_id
    assert lead is not None
    with inserting(table.world.engine) as session:
        turn_seals(session, [script.script.frame_id], by=lead, at=MARKED)
    with pytest.raises(Rejected, match="signed off"):
        table.import_file(whole_file(table))


def test_only_a_lead_moderator_imports(table: Table) -> None:
    for actor in (table.world.cast.moderators[0], table.world.cast.official, table.world.cast.administrator):
        with pytest.raises(NotAllowed):
            table.import_file(whole_file(table), actor=actor)


def test_a_mark_may_be_left_out(table: Table) -> None:
    script = table.histories()[0]
    table.import_file(HEADER + f"{script.provider_code},{script.script.script_ref},,,fail\n")
    (settlement,) = settlements(table)
    assert (settlement.national_mark, settlement.national_outcome) == (None, Outcome.FAIL)
