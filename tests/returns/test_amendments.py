"""What changes after the freeze stands beside the frame."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine, select

from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.database.transaction import reading
from moderation.errors import Conflict, NotAllowed, NotFound, Rejected
from moderation.returns.amendments import AmendResult, amend_result, amendments_of, standing_values
from moderation.returns.records import Amendment, AmendmentReason, Frame
from sampling.frame_file import read_frame
from tests.inserting import inserting
from tests.returns.files import a_file, a_pending_row, a_row
from tests.returns.seasons import WINDOW, Season, open_season
from tests.windows.scenes import CLOCK
from tests.worlds import Stand

ROWS = [a_row(1), a_row(2), a_pending_row(3)]


def amended(season: Season, *, script: str = "2014J-000001", by: str = "AAA", **changes: str) -> list[Amendment]:
    command = AmendResult(
        provider_code="AAA",
        window_code=WINDOW,
        script_ref=script,
        changes=changes,
        reason=AmendmentReason.PARTICIPANT_APPEAL,
    )
    with inserting(season.engine) as session:
        return list(amend_result(Act(session, season.staff[by], CLOCK()), command))


def filed_and_frozen(engine: Engine) -> Season:
    """Open a window in which one return is frozen."""
    season = open_season(engine)
    season.file("AAA", a_file(ROWS))
    season.freeze("AAA")
    return season


@pytest.fixture
def frozen(stand: Stand) -> Season:
    return stand(filed_and_frozen)


def test_an_appeal_is_recorded_with_what_it_changed_and_the_frame_stays(frozen: Season) -> None:
    made = amended(frozen, final_mark="30", outcome="fail")
    assert [(each.field, each.value_before, each.value_after) for each in made] == [
        ("final_mark", "61", "30"),
        ("outcome", "pass", "fail"),
    ]
    with reading(frozen.engine) as session:
        frame = session.scalars(select(Frame)).one()
        assert frame.digest == read_frame(a_file(ROWS)).digest(bytes.fromhex(frame.salt))
        assert [each.field for each in amendments_of(session, frame)] == ["final_mark", "outcome"]
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "result_amended")).all()
    assert [json.loads(entry.details)["field"] for entry in entries] == ["final_mark", "outcome"]


def test_a_second_amendment_starts_from_the_first(frozen: Season) -> None:
    amended(frozen, outcome="fail")
    (second,) = amended(frozen, outcome="pass")
    assert (second.value_before, second.value_after) == ("fail", "pass")
    with reading(frozen.engine) as session:
        frame = session.scalars(select(Frame)).one()
        assert standing_values(session, frame, script_ref="2014J-000001")["outcome"] == "pass"


def test_all_that_is_wrong_with_an_amendment_is_said_at_once(frozen: Season) -> None:
    with pytest.raises(Rejected) as refusal:
        amended(frozen, final_mark="61", outcome="maybe", qualification="NPQXX", script_ref="other")
    assert [fault.column for fault in refusal.value.faults] == ["final_mark", "outcome", "qualification", "script_ref"]


@pytest.mark.parametrize("changes", [{}, {"final_mark": "101"}, {"max_mark": "60"}])
def test_an_amendment_changes_something_and_leaves_a_right_result(frozen: Season, changes: dict[str, str]) -> None:
    with pytest.raises(Rejected):
        amended(frozen, **changes)


@pytest.mark.parametrize("script", ["2014J-000003", "2014J-9", "x\x00", ""])
def test_only_scripts_of_the_frame_are_amended(frozen: Season, script: str) -> None:
    with pytest.raises(NotFound, match="The frame holds no script"):
        amended(frozen, script=script, outcome="fail")


def test_only_the_provider_amends(frozen: Season) -> None:
    with pytest.raises(NotAllowed, match="for your own provider only"):
        amended(frozen, by="BBB", outcome="fail")


def test_before_the_freeze_a_new_return_is_the_way(season: Season) -> None:
    season.file("AAA", a_file(ROWS))
    with pytest.raises(Conflict, match="a new return says what changed"):
        amended(season, outcome="fail")
