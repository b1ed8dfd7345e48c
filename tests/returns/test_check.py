"""A return is checked whole: every fault at once, each where it stands, and nothing that is right is refused."""

from __future__ import annotations

import io
import itertools
import time
import tracemalloc
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.errors import Fault
from moderation.returns.checking import check
from moderation.returns.checking.check import CheckedReturn, ReturnRejected, check_return
from moderation.returns.columns import KNOWN, REQUIRED
from moderation.returns.reading import MOST_KINDS
from sampling.frame_file import read_frame
from tests.returns.files import RULES, a_file, a_pending_row, a_plain_file, a_row

# Each fault alone in its row: the cells that are changed, and the columns that must be named.
PLANTED: dict[str, tuple[dict[str, str], list[str]]] = {
    "an empty reference": ({"script_ref": ""}, ["script_ref"]),
    "a reference with a space": ({"script_ref": "a b"}, ["script_ref"]),
    "a reference that is a formula": ({"script_ref": "=1+1"}, ["script_ref"]),
    "a reference of 65 characters": ({"script_ref": "a" * 65}, ["script_ref"]),
    "a reference with an accent": ({"script_ref": "é"}, ["script_ref"]),
    "a reference with a line break": ({"script_ref": "a\nb"}, ["script_ref"]),
    "a teacher reference number": ({"participant_ref": "1234567"}, ["participant_ref"]),
    "a teacher reference number with a slash": ({"participant_ref": "12/34567"}, ["participant_ref"]),
    "a teacher reference number with its letters": ({"participant_ref": "RP1234567"}, ["participant_ref"]),
    "an e-mail address": ({"participant_ref": "ann@example.org"}, ["participant_ref"]),
    "an empty participant": ({"participant_ref": ""}, ["participant_ref"]),
    "a participant that is a formula": ({"participant_ref": "-cmd"}, ["participant_ref"]),
    "a participant with a tab inside": ({"participant_ref": "P\t1"}, ["participant_ref"]),
    "a participant behind an at sign": ({"participant_ref": "@SUM"}, ["participant_ref"]),
    "an unknown qualification": ({"qualification": "NPQXX"}, ["qualification"]),
    "a qualification in words": ({"qualification": "Senior"}, ["qualification"]),
    "a mark and a half": ({"final_mark": "61.5"}, ["final_mark"]),
    "a mark with a sign": ({"final_mark": "+61"}, ["final_mark"]),
    "a mark with a leading zero": ({"final_mark": "061"}, ["final_mark"]),
    "a mark in other digits": ({"final_mark": "٦١"}, ["final_mark"]),
    "a mark that no machine holds": ({"final_mark": "1" + "0" * 400}, ["final_mark"]),
    "a mark above 10,000": ({"final_mark": "10001", "max_mark": "10000"}, ["final_mark"]),
    "no mark": ({"final_mark": ""}, ["final_mark"]),
    "a mark above the maximum": ({"final_mark": "101"}, ["final_mark"]),
    "a maximum of nothing": ({"max_mark": "0", "final_mark": "0"}, ["max_mark"]),
    "a maximum above 10,000": ({"max_mark": "10001"}, ["max_mark"]),
    "an outcome of another scheme": ({"outcome": "Merit"}, ["outcome"]),
    "no outcome": ({"outcome": ""}, ["outcome"]),
    "an outcome with a space inside": ({"outcome": "pa ss"}, ["outcome"]),
    "a truth that is no word": ({"peer_moderated": "2"}, ["peer_moderated"]),
    "a change without a word": ({"changed_by_peer_moderation": ""}, ["changed_by_peer_moderation"]),
    "a change without moderation": (
        {"peer_moderated": "no", "changed_by_peer_moderation": "yes"},
        ["changed_by_peer_moderation"],
    ),
    "a change without a word on moderation of a pending result": (
        {
            "status": "pending",
            "final_mark": "",
            "outcome": "",
            "peer_moderated": "",
            "changed_by_peer_moderation": "yes",
        },
        ["changed_by_peer_moderation"],
    ),
    "30 February": ({"assessed_on": "2015-02-30"}, ["assessed_on"]),
    "29 February of a common year": ({"assessed_on": "2015-02-29"}, ["assessed_on"]),
    "a day with a short year": ({"assessed_on": "02/06/15"}, ["assessed_on"]),
    "a week": ({"assessed_on": "2015-W23-2"}, ["assessed_on"]),
    "a day without dashes": ({"assessed_on": "20150602"}, ["assessed_on"]),
    "a day before the window": ({"assessed_on": "2014-09-26"}, ["assessed_on"]),
    "a day after the window": ({"assessed_on": "2015-07-14"}, ["assessed_on"]),
    "no day": ({"assessed_on": ""}, ["assessed_on"]),
    "an unknown status": ({"status": "done"}, ["status"]),
    "no status": ({"status": ""}, ["status"]),
    "an attempt of nothing": ({"attempt": "0"}, ["attempt"]),
    "the hundredth attempt": ({"attempt": "100"}, ["attempt"]),
    "no attempt": ({"attempt": ""}, ["attempt"]),
    "a borderline that is no word": ({"borderline": "maybe"}, ["borderline"]),
    "a mark that is pending": ({"status": "pending", "outcome": ""}, ["final_mark"]),
    "an outcome that is voided": ({"status": "voided", "final_mark": ""}, ["outcome"]),
    "a NUL": ({"participant_ref": "P\x00"}, ["participant_ref"]),
    "bytes that are no UTF-8": ({"qualification": "NPQ\udc81"}, ["qualification"]),
    "everything": (
        dict.fromkeys(KNOWN, "?"),
        [*KNOWN],
    ),
}


def places(faults: tuple[Fault, ...]) -> list[tuple[int | None, str | None]]:
    return [(fault.row, fault.column) for fault in faults]


def rejected(file: io.BytesIO) -> ReturnRejected:
    with pytest.raises(ReturnRejected) as refusal:
        check_return(file, RULES)
    return refusal.value


def answer_to(file: io.BytesIO) -> CheckedReturn | ReturnRejected:
    try:
        return check_return(file, RULES)
    except ReturnRejected as refusal:
        return refusal


def counts(checked: CheckedReturn) -> tuple[int, ...]:
    return (checked.presented_count, checked.final_count, checked.pending_count, checked.voided_count)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_where_it_stands_and_no_other(name: str) -> None:
    changes, columns = PLANTED[name]
    faults = rejected(a_file([a_row(1), a_row(2, **changes), a_row(3)])).faults
    assert places(faults) == [(3, column) for column in columns]
    assert [fault.value for fault in faults] == [a_row(2, **changes)[column] for column in columns]
    assert all(fault.sentence.endswith(".") for fault in faults)


def test_a_thousand_faults_of_every_kind_are_all_found_in_order() -> None:
    rows: list[dict[str, str]] = []
    expected: list[tuple[int | None, str | None]] = []
    cycle = itertools.cycle(PLANTED.values())
    while len(expected) < 1_000 * len(PLANTED):
        changes, columns = next(cycle)
        rows.append(a_row(len(rows)) | changes)
        expected += [(len(rows) + 1, column) for column in columns]
    refusal = rejected(a_file(rows))
    assert places(refusal.faults) == expected
    assert refusal.fault_count == len(expected)
    assert refusal.sentence == f"The return has {len(expected)} faults; nothing was stored."


def test_faults_beyond_the_first_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MOST_KEPT", 3)
    refusal = rejected(a_file([a_row(number, outcome="") for number in range(10)]))
    assert places(refusal.faults) == [(2, "outcome"), (3, "outcome"), (4, "outcome")]
    assert refusal.fault_count == 10


def test_a_right_return_is_counted() -> None:
    rows = [
        a_row(1),
        a_row(2, outcome="fail", final_mark="12", peer_moderated="no", borderline="yes"),
        a_row(3, changed_by_peer_moderation="yes", qualification="NPQH"),
        a_pending_row(4),
        a_pending_row(5, status="voided", max_mark="100", assessed_on="2013-01-01", peer_moderated=""),
        a_row(6, participant_ref="P000001", attempt="2"),
    ]
    checked = check_return(a_file(rows), RULES)
    assert counts(checked) == (6, 4, 1, 1)
    assert (checked.pass_count, checked.peer_moderated_count, checked.changed_count) == (3, 3, 1)
    assert checked.borderline_count == 1
    assert [(each.qualification, each.final_count, each.pass_count) for each in checked.by_qualification] == [
        ("NPQH", 1, 1),
        ("NPQSL", 3, 2),
    ]


@pytest.mark.parametrize("bom", [True, False])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("columns", [REQUIRED, KNOWN, KNOWN[::-1]])
def test_encodings_line_ends_and_the_order_of_columns_do_not_matter(
    columns: tuple[str, ...], line_end: str, *, bom: bool
) -> None:
    file = a_file([a_row(1), a_row(2)], columns=columns, line_end=line_end, bom=bom)
    checked = check_return(file, RULES)
    assert counts(checked) == (2, 2, 0, 0)
    assert checked.byte_count == len(file.getvalue())


def test_quoted_cells_are_read_as_what_they_hold() -> None:
    text = a_plain_file(1).getvalue().decode().replace("NPQSL", '"NPQSL"').replace("pass", '"pass"')
    assert check_return(io.BytesIO(text.encode()), RULES).final_count == 1


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        (b"", None, "empty"),
        (b"\n\n\n", None, "blank"),
        (a_plain_file(0).getvalue(), None, "holds no result"),
        (a_plain_file(1).getvalue() + b'"open', 3, "quote"),
        (a_plain_file(1).getvalue() + b"x" * 70_000, None, "longer than"),
        (a_plain_file(1).getvalue() + b"\x00\n", 3, "a single value"),
        (a_plain_file(1).getvalue() + b"a,b\n", 3, "2 values"),
        (b"\xff\xfe" + a_plain_file(0).getvalue().decode().encode("utf-16-le"), None, "holds no result"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(content: bytes, row: int | None, words: str) -> None:
    faults = rejected(io.BytesIO(content)).faults
    assert faults[0].row == row
    assert words in " ".join(fault.sentence for fault in faults)


def test_what_is_wrong_with_a_header_is_said_at_once() -> None:
    columns = [column for column in REQUIRED if column != "outcome"] + ["mark", "mark"]
    faults = rejected(io.BytesIO(",".join(columns).encode() + b"\n")).faults
    assert [(fault.column, fault.value) for fault in faults] == [("outcome", None), (None, "mark"), ("mark", None)]


def test_a_row_of_another_width_is_one_fault() -> None:
    text = a_plain_file(3).getvalue().decode().splitlines()
    text[2] += ",more"
    text[3] = text[3].rpartition(",")[0]
    faults = rejected(io.BytesIO("\n".join(text).encode())).faults
    assert [str(fault) for fault in faults] == [
        "row 3: The row has 10 values and the header 9 columns.",
        "row 4: The row has 8 values and the header 9 columns.",
    ]


def test_twins_are_named_with_the_row_they_repeat() -> None:
    rows = [
        a_row(1),
        a_row(2, script_ref="2014J-000001"),
        a_row(3, participant_ref="P000001"),
        a_row(4, participant_ref="P000001", attempt="2"),
        a_row(5, participant_ref="P000001", qualification="NPQH"),
        a_row(1),
        a_row(6, outcome="", script_ref="2014J-000001"),
    ]
    faults = rejected(a_file(rows)).faults
    assert [(fault.row, fault.column, "row 2" in fault.sentence.lower()) for fault in faults] == [
        (3, "script_ref", True),
        (4, "participant_ref", True),
        (7, "script_ref", True),
        (7, "participant_ref", True),
        (8, "script_ref", True),
        (8, "outcome", False),
    ]


def test_rows_that_are_wrong_by_themselves_are_no_twins() -> None:
    faults = rejected(
        a_file([a_row(1, script_ref="", participant_ref=""), a_row(2, script_ref="", participant_ref="")])
    )
    assert places(faults.faults) == [(row, column) for row in (2, 3) for column in ("script_ref", "participant_ref")]


def test_twins_above_an_open_quote_are_still_named() -> None:
    content = a_file([a_row(1), a_row(1)]).getvalue() + b'"open'
    assert places(rejected(io.BytesIO(content)).faults) == [(3, "script_ref"), (3, "participant_ref"), (4, None)]


@pytest.mark.parametrize(
    ("mark", "outcome", "right"),
    [("40", "pass", True), ("39", "fail", True), ("39", "pass", False), ("40", "fail", False)],
)
def test_an_outcome_agrees_with_a_known_pass_mark(mark: str, outcome: str, *, right: bool) -> None:
    rules = replace(RULES, pass_marks={("NPQSL", 100): 40})
    other = a_row(2, final_mark=mark, outcome=outcome, max_mark="101")
    file = a_file([a_row(1, final_mark=mark, outcome=outcome), other])
    if right:
        assert check_return(file, rules).final_count == 2
        return
    with pytest.raises(ReturnRejected) as refusal:
        check_return(file, rules)
    # The scheme says nothing of another maximum mark.
    assert places(refusal.value.faults) == [(2, "outcome")]


@pytest.mark.parametrize("count", [1, 200])
def test_a_final_result_was_settled_by_today_and_another_may_be_expected(count: int) -> None:
    rules = replace(RULES, today=date(2015, 6, 2))
    rows = [a_row(number) for number in range(count)]
    later = [a_row(900, assessed_on="2015-06-03"), a_pending_row(901, assessed_on="2015-06-03")]
    with pytest.raises(ReturnRejected) as refusal:
        check_return(a_file(rows + later), rules)
    assert places(refusal.value.faults) == [(count + 2, "assessed_on")]
    assert refusal.value.faults[0].value == "2015-06-03"
    assert "after today, 2015-06-02" in refusal.value.faults[0].sentence
    assert check_return(a_file(rows), rules).final_count == count


@pytest.mark.parametrize("cell", ["é" * 28_000, "x" * 60_000 + "\U0001f600"])
def test_rows_of_long_values_do_not_gather_in_memory(cell: str) -> None:
    file = a_file(a_row(number, qualification=cell) for number in range(400))
    tracemalloc.start()
    try:
        assert rejected(file).fault_count == 400
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The file stands in memory here too, and counts for nothing.
    assert peak < 48 << 20


def test_a_file_of_many_kinds_is_counted_as_one_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        a_row(number, final_mark=str(number % 90), outcome="pass" if number % 3 else "fail") for number in range(900)
    ]
    usual = check_return(a_file(rows), RULES)
    assert MOST_KINDS > 900
    monkeypatch.setattr(check, "MOST_KINDS", 7)
    assert check_return(a_file(rows), RULES) == usual


def test_a_right_return_is_a_right_frame() -> None:
    rows = [a_row(1), a_pending_row(2), a_row(3, qualification="NPQH")]
    frame = read_frame(a_file(rows))
    checked = check_return(a_file(rows), RULES)
    assert (frame.scripts_count, frame.left_out_count) == (checked.final_count, checked.pending_count)


def test_hostile_numbers_cost_no_time() -> None:
    begun = time.monotonic()
    rows = [a_row(number, final_mark="9" * 60_000) for number in range(50)]
    assert rejected(a_file(rows)).fault_count == 50
    assert time.monotonic() - begun < 5


@given(st.binary(max_size=400))
@example(b"script_ref")
@example(b"\xef\xbb\xbf")
@example(b'"\r')
@example(a_plain_file(2).getvalue()[:-7])
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    answer = answer_to(io.BytesIO(content))
    assert isinstance(answer, CheckedReturn) or answer.fault_count == len(answer.faults) > 0


cells = st.one_of(
    st.sampled_from(["", "pass", "fail", "yes", "no", "final", "pending", "voided", "NPQSL", "2015-02-29", "0", "100"]),
    st.text(alphabet=st.characters(exclude_categories=()), max_size=6).map(
        lambda text: text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
    ),
)


@given(st.lists(st.dictionaries(st.sampled_from(KNOWN), cells, max_size=3), min_size=1, max_size=5))
def test_cells_of_any_kind_are_accepted_or_named(changes: list[dict[str, str]]) -> None:
    rows = [a_row(number) | change for number, change in enumerate(changes)]
    checked = answer_to(a_file(rows))
    if isinstance(checked, ReturnRejected):
        found = places(checked.faults)
        assert all(row is not None and 2 <= row <= len(rows) + 1 for row, column in found if column)
        assert found == sorted(found, key=lambda place: (place[0] or 0, KNOWN.index(place[1]) if place[1] else -1))
        return
    # What was accepted says of every row what the plain rules say, without any memory of other rows.
    assert counts(checked) == (
        len(rows),
        *(sum(row["status"] == status for row in rows) for status in ("final", "pending", "voided")),
    )
    finals = [row for row in rows if row["status"] == "final"]
    assert checked.pass_count == sum(row["outcome"] == "pass" for row in finals)
    assert all(int(row["final_mark"]) <= int(row["max_mark"]) for row in finals)


@given(st.data())
def test_planted_faults_anywhere_in_a_file_are_found_exactly(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from([None, *PLANTED]), min_size=1, max_size=30))
    rows = [a_row(number) | (PLANTED[name][0] if name else {}) for number, name in enumerate(names)]
    expected = [(place + 2, column) for place, name in enumerate(names) if name for column in PLANTED[name][1]]
    if expected:
        assert places(rejected(a_file(rows)).faults) == expected
    else:
        assert check_return(a_file(rows), RULES).final_count == len(rows)
