"""Whatever the check accepts, filing stores: no constraint of the database says more than the check does."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from moderation.database.transaction import reading
from moderation.errors import Conflict
from moderation.returns.checking.check import ReturnRejected
from moderation.returns.records import Result
from tests.inserting import inserting
from tests.returns.files import a_file, a_pending_row, a_row
from tests.returns.seasons import Season, open_season
from tests.worlds import Stand

CELLS: dict[str, list[str]] = {
    "script_ref": ["A", "a" * 64, "-1", "=1"],
    "participant_ref": ["P1", "p" * 64, "1234567"],
    "qualification": ["NPQSL", "NPQEL", ""],
    "final_mark": ["", "0", "61", "10000"],
    "max_mark": ["", "0", "1", "100", "10000"],
    "outcome": ["", "pass", "fail"],
    "peer_moderated": ["", "yes", "no"],
    "changed_by_peer_moderation": ["", "yes", "no"],
    "assessed_on": ["", "2015-06-02", "0001-01-01", "9999-12-31"],
    "status": ["final", "pending", "voided", ""],
    "attempt": ["1", "99", "100"],
    "borderline": ["yes", "no", ""],
}
ROWS = st.one_of(
    st.fixed_dictionaries({}, optional={name: st.sampled_from(cells) for name, cells in CELLS.items()}),
    st.fixed_dictionaries(
        {"status": st.sampled_from(["pending", "voided"])},
        optional={
            name: st.sampled_from(CELLS[name])
            for name in ("max_mark", "peer_moderated", "changed_by_peer_moderation", "assessed_on", "attempt")
        },
    ),
)


@pytest.fixture
def open_for_returns(stand: Stand) -> Season:
    return stand(open_season)


def made(changes: dict[str, str], number: int) -> dict[str, str]:
    """Return a row that is right but for some changes."""
    is_open = changes.get("status") in {"pending", "voided"}
    return a_pending_row(number, **changes) if is_open else a_row(number, **changes)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=1, max_size=3))
@example([{"status": "pending", "peer_moderated": "", "changed_by_peer_moderation": "yes"}])
@example([{"status": "voided", "max_mark": "10000", "assessed_on": "9999-12-31"}])
def test_what_the_check_accepts_is_filed(open_for_returns: Season, changes: list[dict[str, str]]) -> None:
    rows = [made(change, number) for number, change in enumerate(changes)]
    # Any other refusal would be the database's.
    with suppress(ReturnRejected):
        filed = open_for_returns.file("AAA", a_file(rows))
        assert filed.version.presented_count == len(rows)


def test_the_database_s_own_refusal_names_the_column(open_for_returns: Season) -> None:
    filed = open_for_returns.file("AAA", a_file([a_row(1)])).version
    with reading(open_for_returns.engine) as session:
        held = session.scalars(select(Result).where(Result.return_id == filed.id)).one()
    values = {column.key: getattr(held, column.key) for column in Result.__table__.columns}
    wrong = {"row": 3, "script_ref": "x", "peer_moderated": False, "changed_by_peer_moderation": True}
    with pytest.raises(Conflict, match="was peer moderated") as refusal, inserting(open_for_returns.engine) as session:
        session.add(Result(**{**values, **wrong}))
    assert refusal.value.field == "changed_by_peer_moderation"
