"""Looking at many rows at once finds what looking at each alone finds."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.returns.checking import check
from moderation.returns.checking.check import AT_A_GLANCE, CheckedReturn, ReturnRejected, check_return
from tests.returns.files import RULES, a_file, a_pending_row, a_row

WRONG = st.sampled_from(
    [{"script_ref": ""}, {"outcome": "Merit"}, {"assessed_on": "2001-01-01"}, {"participant_ref": "@"}]
)
CHANGES: st.SearchStrategy[dict[str, str]] = st.one_of(
    st.just({}),
    st.builds(lambda mark: {"final_mark": str(mark)}, st.integers(0, 100)),
    st.just({"attempt": "2", "borderline": "yes"}),
    WRONG,
)


@settings(deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=150))
def test_any_size_of_a_glance_finds_the_same(changes: list[dict[str, str]]) -> None:
    file = a_file(a_row(number, **changed) for number, changed in enumerate(changes, start=1))
    one_by_one = outcome(file, rows_at_once=1)
    assert [outcome(file, rows_at_once=size) for size in (2, 7, 64, AT_A_GLANCE)] == [one_by_one] * 4


def test_a_fault_deep_in_a_file_is_found_in_its_row() -> None:
    rows = [a_row(number) for number in range(1, 5 * AT_A_GLANCE)]
    rows[3 * AT_A_GLANCE + 17]["outcome"] = "Merit"
    with pytest.raises(ReturnRejected) as refused:
        check_return(a_file(rows), RULES)
    (fault,) = refused.value.faults
    assert (fault.row, fault.column, fault.value) == (3 * AT_A_GLANCE + 17 + 2, "outcome", "Merit")


def test_rows_above_one_that_cannot_be_read_are_looked_at_too() -> None:
    written = a_file([a_row(1), a_row(2, outcome="Merit"), a_pending_row(3)]).getvalue()
    with pytest.raises(ReturnRejected) as refused:
        check_return(io.BytesIO(written + b'"open'), RULES)
    assert [fault.row for fault in refused.value.faults] == [3, 5]


def outcome(file: io.BytesIO, *, rows_at_once: int) -> CheckedReturn | list[object]:
    """Check a file with glances at so many rows and return what it counts, or what is wrong with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "AT_A_GLANCE", rows_at_once)
        try:
            return check_return(file, RULES)
        except ReturnRejected as refusal:
            return list(refusal.faults)
