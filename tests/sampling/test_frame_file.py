"""Reading a frame: what is taken as it is, what is left out, and every fault with its place, value and sentence."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from sampling.faults import Fault, Refused
from sampling.frame import Frame, canonical_order
from sampling.frame_file import KNOWN_COLUMNS, read_frame
from tests.sampling.running import HEADER, file_of, result, some_frame

PLAIN = "S-1,NPQSL,70,100,pass,no,no"
FULL_HEADER = (
    "participant_ref,outcome,script_ref,status,max_mark,final_mark,attempt,borderline,peer_moderated,"
    "changed_by_peer_moderation,assessed_on,qualification"
)


def read(text: str | bytes) -> Frame:
    return read_frame(io.BytesIO(text.encode() if isinstance(text, str) else text))


def faults(text: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert all(fault.sentence.endswith(".") for fault in refusal.value.faults)
    return refusal.value.faults


def places(text: str | bytes) -> list[tuple[int | None, str | None, str | None]]:
    return [(fault.row, fault.column, fault.value) for fault in faults(text)]


def test_a_frame_is_read_from_a_path_and_from_an_open_file(tmp_path: Path) -> None:
    frame = some_frame()
    path = tmp_path / "frame.csv"
    path.write_text(file_of(frame), encoding="utf-8")
    assert read_frame(path) == read_frame(str(path)) == read(file_of(frame)) == frame


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"])
@pytest.mark.parametrize("last", [True, False])
def test_line_endings_and_a_byte_order_mark_change_nothing(ending: str, mark: str, *, last: bool) -> None:
    text = file_of(some_frame()).rstrip("\n").replace("\n", ending)
    assert read(mark + text + (ending if last else "")) == some_frame()


def test_blank_rows_are_passed_over_and_keep_their_numbers() -> None:
    assert read(f"{HEADER}\n\n{PLAIN}\n\n").scripts_count == 1
    assert places(f"{HEADER}\n\n{PLAIN.replace('70', 'x')}\n") == [(3, "final_mark", "x")]


def test_every_order_of_the_columns_gives_the_same_frame() -> None:
    frame = some_frame(12)
    chance = random.Random(5)
    for _ in range(20):
        order = list(range(7))
        chance.shuffle(order)
        rows = [HEADER.split(","), *frame.results]
        text = "\n".join(",".join(row[index] for index in order) for row in rows)
        assert read(text).digest() == frame.digest()


def test_every_order_of_the_rows_gives_the_same_frame() -> None:
    lines = file_of(some_frame()).splitlines()
    for chance in (random.Random(seed) for seed in range(5)):
        rest = lines[1:]
        chance.shuffle(rest)
        assert read("\n".join([lines[0], *rest])) == some_frame()


def test_other_columns_of_a_return_are_no_part_of_the_frame() -> None:
    row = "P-9,pass,S-1,final,100,70,2,yes,no,no,2015-05-04,NPQSL"
    assert read(f"{FULL_HEADER}\n{row}\n") == read(f"{HEADER}\n{PLAIN}\n")


def test_pending_and_voided_rows_are_counted_and_left_out() -> None:
    rows = [
        "P-1,pass,S-1,final,100,70,1,no,no,no,2015-05-04,NPQSL",
        "P-2,,S-2,pending,,,1,no,,,,NPQSL",
        "P-3,,S-3,voided,,,1,no,,,,",
        "P-4,,S-1,voided,,,1,no,,,,NPQSL",
    ]
    found = read("\n".join([FULL_HEADER, *rows]))
    assert found.left_out_count == 3
    assert found.digest() == read(f"{HEADER}\n{PLAIN}\n").digest()


def test_references_alone_make_a_frame() -> None:
    found = read("script_ref\nB\nA\n")
    assert found == Frame((("A",), ("B",)), detailed=False)
    assert read("status,script_ref\nfinal,B\npending,C\nfinal,A\n").digest() == found.digest()


def test_quoted_values_are_read_as_csv_has_them() -> None:
    frame = read(f'{HEADER}\n"S-1","NPQ, ""senior""",70,100,pass,no,no\n')
    assert frame.results == (result("S-1", 'NPQ, "senior"'),)


@pytest.mark.parametrize("reference", ["S" * 64, "A/B", "-", ".", "0"])
def test_a_reference_of_up_to_64_characters_of_the_alphabet_is_taken(reference: str) -> None:
    assert read(f"script_ref\n{reference}\n").reference(1) == reference


@pytest.mark.parametrize("reference", ["S" * 65, "A B", "é", "A,B", "A\\B", "A\tB", "٣", "A\nB"])
def test_any_other_reference_is_refused(reference: str) -> None:
    quoted = '"' + reference.replace('"', '""') + '"'
    assert places(f"script_ref\n{quoted}\n") == [(2, "script_ref", reference)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("qualification", each) for each in ("", "NPQ\nSL", "NPQ\tSL", "N" * 65, "NPQ\u200bSL")),
        *(("final_mark", each) for each in ("", "-1", "+1", "07", "7.5", "1e1", "٣", "10001", "9" * 5_000, "101")),
        *(("max_mark", each) for each in ("", "0", "-1", "0100", "10001", "x")),
        *(("outcome", each) for each in ("", "Merit", "merit", "pa ss")),
        *(("peer_moderated", each) for each in ("", "2", "maybe", "-")),
        *(("changed_by_peer_moderation", each) for each in ("", "maybe", "00", "yes")),
    ],
)
def test_a_value_outside_its_rule_is_refused_with_its_place(column: str, value: str) -> None:
    row = dict(zip(HEADER.split(","), result("S-1"), strict=True)) | {column: value}
    text = io.StringIO()
    csv.writer(text).writerows([HEADER.split(","), list(row.values())])
    (fault,) = faults(text.getvalue())
    assert (fault.row, fault.column, fault.value) == (2, column, value)
    assert len(str(fault)) < 300


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("script_ref,colour", [(1, None, "colour")]),
        ("script_ref,script_ref", [(1, "script_ref", None)]),
        ("position", [(1, "script_ref", None)]),
        ("script_ref:outcome", [(1, None, "script_ref:outcome"), (1, "script_ref", None)]),
        (
            "script_ref,outcome",
            [(1, column, None) for column in HEADER.split(",") if column not in ("script_ref", "outcome")],
        ),
        (
            "outcome,outcome,a,a",
            [(1, "outcome", None), (1, None, "a"), (1, "a", None)]
            + [(1, column, None) for column in HEADER.split(",") if column != "outcome"],
        ),
    ],
)
def test_unknown_missing_and_doubled_columns_are_refused_together(
    header: str, found: list[tuple[int, str | None, str | None]]
) -> None:
    assert places(f"{header}\nS-1\n") == found


def test_an_unknown_column_is_told_the_known_ones() -> None:
    (fault,) = faults("script_ref,colour\n")
    assert all(column in fault.sentence for column in KNOWN_COLUMNS)


def test_a_row_with_too_few_or_too_many_values_is_refused() -> None:
    found = faults(f"{HEADER}\n{PLAIN},x\nS-2,S-3\n")
    assert [fault.row for fault in found] == [2, 3]
    assert [fault.sentence for fault in found] == [
        "The row has 8 values and the header 7 columns.",
        "The row has 2 values and the header 7 columns.",
    ]


def test_a_reference_that_stands_twice_is_refused_with_both_rows() -> None:
    (fault,) = faults("script_ref\nA\nB\nA\n")
    assert (fault.row, fault.column, fault.value) == (4, "script_ref", "A")
    assert "row 2" in fault.sentence


def test_a_status_outside_the_list_is_refused() -> None:
    assert places("script_ref,status\nA,Done\nB,\nC,final\n") == [(2, "status", "Done"), (3, "status", "")]


def test_positions_are_taken_when_they_are_those_of_the_byte_order() -> None:
    assert read("position,script_ref\n2,a\n1,B\n") == Frame((("B",), ("a",)), detailed=False)
    assert places("position,script_ref\n1,a\n2,B\n") == [(3, "position", "2"), (2, "position", "1")]
    assert places("position,script_ref\n0,a\n01,B\n") == [(2, "position", "0"), (3, "position", "01")]
    assert places(f"position,script_ref\n{'9' * 5_000},a\n") == [(2, "position", "9" * 5_000)]


def test_every_fault_of_a_file_comes_back_at_once() -> None:
    rows = [f"S-{number},NPQSL,{number},100,merit,no,no" for number in range(1_000)]
    found = places("\n".join([HEADER, *rows]))
    over = [(number + 2, "outcome", "merit") for number in range(1_000)]
    assert found == over


def test_several_faults_of_one_row_come_back_in_the_order_of_its_columns() -> None:
    assert [place[1] for place in places(f"{HEADER}\né,,x,0,Q,T,U\n")] == [
        *("script_ref", "qualification", "final_mark", "outcome", "peer_moderated", "changed_by_peer_moderation")
    ]
    assert [place[1] for place in places(f"{HEADER}\nS,Q,7,5,pass,no,yes\n")] == [
        *("final_mark", "changed_by_peer_moderation")
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"\n\n", "The file is blank"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"script_ref\n", "holds no final result"),
        (b"script_ref,status\nA,voided\n", "holds no final result"),
        (b'script_ref\n"A\n', "not well-formed CSV"),
        (b'script_ref\n"A"B\n', "not well-formed CSV"),
        (b"script_ref\nA\0B\n", "NUL"),
        (b"script_ref\nA\xe9\n", "A script reference is"),
        (b"script_ref\nA\x81\n", "not text in UTF-8"),
        (HEADER.encode("utf-16"), "holds no final result"),
        (b"script_ref\n" + b"A" * 70_000 + b"\n", "longer than 65536 bytes"),
        (b'script_ref\n"' + b"A\n" * 70_000, "not well-formed CSV"),
        (bytes(range(256)) * 40, "."),
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(content: bytes, says: str) -> None:
    assert says in " ".join(fault.sentence for fault in faults(content))


def test_what_is_no_text_in_any_encoding_is_named_at_its_row_and_column() -> None:
    found = faults(f"{HEADER}\n{PLAIN}\nS-2,Caf\x81,70,100,pass,no,no\n".encode("latin-1"))
    assert [(fault.row, fault.column) for fault in found] == [(3, "qualification")]
    assert "UTF-8" in found[0].sentence


def test_faults_before_an_open_quote_are_kept() -> None:
    found = faults('script_ref\nA B\n"C\n')
    assert [fault.row for fault in found] == [2, 3]


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sampling.rows.LARGEST_FILE", 100)
    assert "larger than 100 bytes" in faults("script_ref\n" + "A\n" * 60)[-1].sentence


def test_a_thousand_columns_are_no_trouble() -> None:
    assert len(faults(",".join(f"c{number}" for number in range(1_000)) + "\n")) == 1_001


def test_order_of_a_frame_is_the_order_of_its_bytes() -> None:
    names = ["A/B", "A-B", "A.B", "A_B", "a", "Z", "10", "9"]
    assert read("script_ref\n" + "\n".join(names)).results == canonical_order((name,) for name in names)
    assert [read("script_ref\n10\n9\n").reference(position) for position in (1, 2)] == ["10", "9"]
