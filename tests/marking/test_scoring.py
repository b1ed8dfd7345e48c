"""A judgement follows the scheme where one is loaded, and the moderator's word where none is."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.draws.extend_sample import ExtendSample, extend_sample
from moderation.errors import NotAllowed, Rejected
from moderation.marking.allocation_records import MarkingRole
from moderation.marking.judgement_records import AdjudicationDecision, JudgementReason, JudgementScore
from moderation.marking.scoring import LoadedScheme, Marking, scheme_of, score
from moderation.marking.shown import what_a_moderator_reads
from moderation.providers.load_scheme import CriterionGiven, LoadScheme, load_scheme
from moderation.providers.scheme_records import Criterion, Scheme
from moderation.returns.records import Outcome
from tests.builders import DRAWN
from tests.draws.frozen import KEY, WINDOW
from tests.inserting import inserting
from tests.marking.supplied import MARKED, OTHER, STANDS, Table

PASS, FAIL = Outcome.PASS, Outcome.FAIL


def scheme(pass_mark: int | None = 3) -> LoadedScheme:
    criteria = {number: Criterion(id=number + 100, number=number, title="?", max_score=2) for number in (1, 2, 3)}
    return LoadedScheme(Scheme(id=7, qualification="NPQSL", version=1, pass_mark=pass_mark, max_mark=6), criteria)


@given(st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_total_and_outcome_follow_from_the_scores(scores: list[int]) -> None:
    found = score(scheme(), Marking(scores=dict(enumerate(scores, start=1))), note_required=False)
    assert (found.mark, found.max_mark) == (sum(scores), 6)
    assert found.outcome is (PASS if sum(scores) >= 3 else FAIL)
    assert found.scores == {101: scores[0], 102: scores[1], 103: scores[2]}


@given(
    scores=st.dictionaries(st.integers(-1, 5), st.integers(-2, 4)),
    mark=st.none() | st.integers(-2, 20_000),
    max_mark=st.none() | st.integers(-2, 20_000),
    outcome=st.none() | st.sampled_from([PASS, FAIL]),
    misleads=st.booleans(),
    note=st.none() | st.text(max_size=20),
    loaded=st.booleans(),
)
def test_whatever_is_entered_is_a_judgement_or_refused(
    scores: dict[int, int],
    mark: int | None,
    max_mark: int | None,
    outcome: Outcome | None,
    *,
    misleads: bool,
    note: str | None,
    loaded: bool,
) -> None:
    marking = Marking(scores=scores, mark=mark, max_mark=max_mark, outcome=outcome, total_misleads=misleads, note=note)
    try:
        found = score(scheme() if loaded else None, marking, note_required=False)
    except Rejected:
        return
    assert (found.mark is None) == (found.max_mark is None)
    if found.mark is not None and found.max_mark is not None:
        assert 0 <= found.mark <= found.max_mark
    assert not found.total_misleads or found.notes


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Rejected) as refusal:
        score(scheme(), Marking(scores={1: 3, 9: 0}, mark=4, max_mark=6, total_misleads=True), note_required=False)
    columns = [fault.column for fault in refusal.value.faults]
    assert columns == ["note", "criterion 1", "criterion 2", "criterion 3", "criterion 9", "mark"]


def test_a_total_that_misleads_needs_another_outcome_and_a_reason() -> None:
    scores = {1: 2, 2: 2, 3: 2}
    with pytest.raises(Rejected, match="does not mislead"):
        score(scheme(), Marking(scores=scores, outcome=PASS, total_misleads=True, note="Why"), note_required=False)
    with pytest.raises(Rejected, match="says otherwise"):
        score(scheme(), Marking(scores=scores, outcome=FAIL), note_required=False)
    marking = Marking(scores=scores, outcome=FAIL, total_misleads=True, note="It copies the source.")
    found = score(scheme(), marking, note_required=False)
    assert (found.outcome, found.reason) == (FAIL, JudgementReason.TOTAL_MISLEADS)


def test_a_scheme_without_a_pass_mark_asks_for_the_outcome() -> None:
    scores = {1: 2, 2: 2, 3: 2}
    with pytest.raises(Rejected, match="passes or fails"):
        score(scheme(pass_mark=None), Marking(scores=scores), note_required=False)
    assert score(scheme(pass_mark=None), Marking(scores=scores, outcome=FAIL), note_required=False).outcome is FAIL


def test_without_a_scheme_a_mark_is_optional() -> None:
    found = score(None, Marking(outcome=PASS), note_required=False)
    assert (found.mark, found.reason) == (None, JudgementReason.MARKED_WITHOUT_SCHEME)


def test_a_scheme_is_loaded_by_version_and_used_for_all_judgements_of_a_script(table: Table) -> None:
    lead, clock = table.world.cast.lead, fixed_clock(DRAWN)
    command = LoadScheme(qualification="NPQSL", criteria=[CriterionGiven("Leads", 2)], pass_mark=1)
    with inserting(table.world.engine) as session:
        assert load_scheme(Act(session, lead, clock()), command).version == 1
    script = next(each for each in table.histories() if each.qualification == "NPQSL" and not each.is_decoy)
    table.allocate()
    other = OTHER[script.provider_outcome]
    table.judge(script.script.id, other, marking=Marking(scores={1: 2 if other is PASS else 0}))
    newer = LoadScheme(qualification="NPQSL", criteria=[CriterionGiven("A", 5), CriterionGiven("B", 5)], pass_mark=9)
    with inserting(table.world.engine) as session:
        assert load_scheme(Act(session, lead, MARKED), newer).version == 2
    marking = Marking(scores={1: 0 if other is PASS else 2})
    table.allocate()
    table.judge(script.script.id, script.provider_outcome, role=MarkingRole.SECOND, marking=marking)
    with reading(table.world.engine) as session:
        assert session.query(JudgementScore).count() == 2
    assert not table.history(script.script.id).settlements
    table.adjudicate(script, AdjudicationDecision.CONFIRM)
    assert table.history(script.script.id).settlements[0].max_mark == 2


@pytest.mark.parametrize("before_the_draw", [True, False])
def test_no_scheme_tells_that_somebody_judged_a_script_before(table: Table, *, before_the_draw: bool) -> None:
    script = table.plain()
    if before_the_draw:
        load(table, script.qualification, criteria=2, at=DRAWN)
    table.allocate()
    other = OTHER[script.provider_outcome]
    given = Marking(scores={1: 1, 2: 1} if before_the_draw else {}, outcome=other)
    table.judge(script.script.id, other, marking=given)
    load(table, script.qualification, criteria=3, at=MARKED)
    table.allocate()
    firsts = [each for each in table.histories() if each.qualification == script.qualification and len(each.given) == 1]
    assert firsts
    shown = {scheme_shown(table, each.script.id, MarkingRole.FIRST) for each in firsts}
    assert shown == {scheme_shown(table, script.script.id, MarkingRole.SECOND)} == {1 if before_the_draw else None}


def test_a_later_draw_of_a_window_is_judged_by_the_same_scheme(table: Table) -> None:
    load(table, "NPQSL", criteria=2, at=DRAWN)
    load(table, "NPQSL", criteria=3, at=MARKED)
    before = {each.script.id for each in table.histories()}
    with inserting(table.world.engine) as session:
        command = ExtendSample(provider_code="CCC", window_code=WINDOW, to=40)
        extend_sample(Act(session, table.world.cast.official, STANDS), command, key=KEY)
    added = [each for each in table.histories() if each.script.id not in before and each.qualification == "NPQSL"]
    assert added
    with reading(table.world.engine) as session:
        found = [scheme_of(session, qualification=each.qualification, window=each.window) for each in added]
    assert {each.scheme.version for each in found if each} == {1}


def load(table: Table, qualification: str, *, criteria: int, at: datetime) -> None:
    command = LoadScheme(
        qualification=qualification, criteria=[CriterionGiven(f"Criterion {number}", 2) for number in range(criteria)]
    )
    with inserting(table.world.engine) as session:
        load_scheme(Act(session, table.world.cast.lead, at), command)


def scheme_shown(table: Table, script_id: int, role: MarkingRole) -> int | None:
    actor, allocation = table.holder(script_id, role)
    with reading(table.world.engine) as session:
        shown = what_a_moderator_reads(session, actor, allocation).scheme
    return shown.version if shown else None


def test_a_wrong_scheme_is_refused_with_all_its_faults(table: Table) -> None:
    command = LoadScheme(
        qualification="NPQX", criteria=[CriterionGiven("", 2), CriterionGiven("A\nB", 0)], pass_mark=99
    )
    with pytest.raises(Rejected) as refusal, inserting(table.world.engine) as session:
        load_scheme(Act(session, table.world.cast.lead, DRAWN), command)
    assert [fault.column for fault in refusal.value.faults] == ["qualification", "title", "title", "max_score"]
    high = LoadScheme(qualification="NPQSL", criteria=[CriterionGiven("A", 2)], pass_mark=3)
    with pytest.raises(Rejected, match="from 0 to the total, 2"), inserting(table.world.engine) as session:
        load_scheme(Act(session, table.world.cast.lead, DRAWN), high)
    with pytest.raises(NotAllowed), inserting(table.world.engine) as session:
        load_scheme(Act(session, table.world.cast.moderators[0], DRAWN), high)
