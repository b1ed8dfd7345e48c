"""What is odd about a return is said before it is filed, and never in the way of filing it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from moderation.errors import Rejected
from moderation.returns.checking.check import check_return
from moderation.returns.preview import Preview, preview_return
from tests.inserting import inserting
from tests.returns.files import RULES, a_file, a_plain_file, a_row
from tests.returns.seasons import WINDOW, Season
from tests.windows.scenes import CLOCK, a_window, opened

KINDS = [
    ({"script_ref": "03-Jan"}, "like_dates"),
    ({"script_ref": "Sep-25"}, "like_dates"),
    ({"script_ref": "01/03"}, "like_dates"),
    ({"script_ref": "2025-03-01"}, "like_dates"),
    ({"participant_ref": "1/3/2025"}, "like_dates"),
    ({"script_ref": "2025010000000000"}, "lost_digits"),
    ({"script_ref": "2.02501E11"}, "lost_digits"),
]


def kinds(file: io.BytesIO) -> list[str]:
    return [warning.kind for warning in check_return(file, RULES).warnings]


@pytest.mark.parametrize(("changes", "kind"), KINDS)
def test_a_reference_that_a_spreadsheet_may_have_changed_is_warned_of(changes: dict[str, str], kind: str) -> None:
    assert kinds(a_file([a_row(1), a_row(2, **changes), a_row(3)])) == [kind]


@pytest.mark.parametrize(
    "reference", ["2025010000000017", "S-01-Jan", "Jan", "13/13", "2025-13", "S2025-03-01", "45.0"]
)
def test_a_reference_of_another_kind_is_not(reference: str) -> None:
    assert kinds(a_file([a_row(1, script_ref=reference)])) == []


def test_references_that_are_alike_are_warned_of_with_an_example() -> None:
    rows = [a_row(1, script_ref="A-7"), a_row(2, script_ref="a-007"), a_row(3, script_ref="A-70")]
    (warning,) = check_return(a_file(rows), RULES).warnings
    assert warning.kind == "alike"
    assert "1 script reference differs" in warning.sentence
    assert "'A-7' and 'a-007'" in warning.sentence


def test_zeros_that_were_lost_in_some_rows_are_warned_of() -> None:
    assert kinds(a_file([a_row(1, script_ref="007"), a_row(2, script_ref="12")])) == ["lost_zeros"]
    assert kinds(a_file([a_row(1, script_ref="007"), a_row(2, script_ref="112")])) == []


def test_a_fail_above_a_pass_is_warned_of_where_qualification_and_maximum_are_the_same() -> None:
    fail = {"outcome": "fail", "final_mark": "70"}
    (warning,) = check_return(a_file([a_row(1), a_row(2, **fail)]), RULES).warnings
    assert (warning.kind, "1 fail has" in warning.sentence) == ("fail_above_pass", True)
    assert kinds(a_file([a_row(1), a_row(2, **fail, max_mark="101"), a_row(3, **fail, qualification="NPQH")])) == []


def test_a_column_that_was_sorted_by_itself_is_warned_of() -> None:
    marks = [34, 81, 57, 22, 68, 45, 30, 75, 50, 12]
    rows = [
        a_row(number, final_mark=str(mark), outcome="pass" if mark >= 40 else "fail")
        for number, mark in enumerate(marks)
    ]
    assert kinds(a_file(rows)) == []
    shuffled = [row | {"final_mark": str(mark)} for row, mark in zip(rows, sorted(marks), strict=True)]
    assert kinds(a_file(shuffled)) == ["fail_above_pass", "sorted_alone"]
    outcomes = sorted(row["outcome"] for row in rows)
    assert "sorted_alone" in kinds(
        a_file([row | {"outcome": outcome} for row, outcome in zip(rows, outcomes, strict=True)])
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_last_row_without_its_end_is_warned_of(encoding: str) -> None:
    whole = a_plain_file(2).getvalue().decode()
    assert kinds(io.BytesIO(whole.encode(encoding))) == []
    assert kinds(io.BytesIO(whole.rstrip("\n").encode(encoding))) == ["last_row_open"]


def seen(season: Season, file: io.BytesIO, *, provider: str = "AAA", expected: int | None = None) -> Preview:
    with inserting(season.engine) as session:
        return preview_return(
            session, file, window_code=WINDOW, provider_code=provider, now=CLOCK(), expected_count=expected
        )


def odd(preview: Preview) -> list[str]:
    return [warning.kind for warning in preview.warnings if warning.kind != "late"]


def test_results_that_are_gone_are_counted_before_and_when_it_is_filed(season: Season) -> None:
    season.file("AAA", a_plain_file(60))
    preview = seen(season, a_plain_file(20))
    assert odd(preview) == ["results_gone"]
    assert preview.warnings[0].sentence.startswith("Of the 60 results of version 1, 40 are gone.")
    filed = season.file("AAA", a_plain_file(20))
    assert filed.is_new
    assert "results_gone" in [warning.kind for warning in filed.warnings]


def test_results_of_which_most_changed_are_counted(season: Season) -> None:
    season.file("AAA", a_file(a_row(number) for number in range(5)))
    changed = [a_row(number, final_mark="62") for number in range(3)] + [a_row(3), a_row(4)]
    preview = seen(season, a_file(changed))
    assert odd(preview) == ["most_changed"]
    assert "Of the 5 results that stood in version 1 too, 3 changed." in preview.warnings[0].sentence


def test_the_bytes_of_another_provider_are_named_without_saying_whose(season: Season) -> None:
    season.file("BBB", a_plain_file(3))
    preview = seen(season, a_plain_file(3))
    assert odd(preview) == ["filed_by_another"]
    assert "BBB" not in preview.warnings[0].sentence
    assert odd(seen(season, a_plain_file(3), provider="BBB")) == []


def test_results_in_the_frame_of_another_window_are_counted(season: Season) -> None:
    season.file("AAA", a_plain_file(3))
    season.freeze("AAA")
    opened(season.engine, season.official, command=replace(a_window(), code="2014L"))
    with inserting(season.engine) as session:
        preview = preview_return(
            session, a_plain_file(5, first=2), window_code="2014L", provider_code="AAA", now=CLOCK()
        )
    assert odd(preview) == ["judged_elsewhere"]
    assert preview.warnings[0].sentence.startswith(f"2 results stand in the frame of the window {WINDOW} already")


def test_a_return_of_another_number_than_expected_is_refused(season: Season) -> None:
    assert seen(season, a_plain_file(3), expected=3).checked.presented_count == 3
    with pytest.raises(Rejected, match="holds 3 results and 60 are expected"):
        seen(season, a_plain_file(3), expected=60)


def test_a_return_after_its_day_is_late(season: Season) -> None:
    due = a_window().returns_due_on
    kinds = [warning.kind for warning in seen(season, a_plain_file(3)).warnings]
    assert kinds == (["late"] if date(2026, 6, 22) > due else [])
