"""Returns as they went wrong for others: each is read and says how, or is refused in sentences that lead on."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from moderation.errors import Rejected
from moderation.returns.checking.check import check_return
from moderation.returns.columns import ReturnRules
from sampling.faults import in_lines
from sampling.frame_file import read_frame

CASES = Path(__file__).parents[3] / "shared" / "data" / "field-cases"
RULES = ReturnRules(
    assessed_from_on=date(2024, 9, 1),
    assessed_to_on=date(2025, 8, 31),
    today=date(2025, 9, 10),
    qualifications=frozenset({"NPQML", "NPQSL", "NPQH", "NPQEL"}),
)
# What is said of each file that is read: a part of a sentence for each liberty.
READ: dict[str, tuple[str, ...]] = {
    "003": ("byte order mark",),
    "006": ("UTF-16", "tabs"),
    "007": ("UTF-16",),
    "009": ("semicolons",),
    "011": ("sep=,",),
    "012": ("5 blank rows skipped",),
    "016": ("2 blank rows skipped",),
    "017": ("'Script_Ref' as script_ref",),
    "018": ("'Script ref' as script_ref",),
    "020": ("as outcome",),
    "024": ("'1' read as pass", "'Failed', 'F' read as fail"),
    "025": ("read as yes", "read as no"),
    "026": ("3 values read without the blanks",),
    "030": ("12 dates read as day/month/year",),
    "037": (),
    "066": ("1 blank row skipped",),
    "076": ("first sheet, 'Sheet1'",),
    "082": ("1 blank row skipped",),
    "083": ("'Script Ref' as script_ref", "blank rows skipped", "12 dates read", "read as fail", "read as no"),
    "084": ("'TRUE' read as yes", "'FALSE' read as no"),
}
# One sentence each, with a way out.
REFUSED = {
    "005": "The header stands here again",
    "014": "Delete row 1",
    "023": "Put this row above it: script_ref,participant_ref",
    "032": "format the column as text",
    "035": "This is a formula",
    "042": "U+0405",
    "048": "This is a row of totals and no result. Delete it.",
    "050": "write it without them",
    "074": "no, where there was none",
}
STILL_REFUSED = (
    *("008", "022", "028", "029", "031", "039", "040", "041", "043", "045", "046", "051", "052", "054", "055", "056"),
    *("057", "058", "059", "061", "062", "064", "067", "068", "069", "071", "073"),
)
STILL_READ = ("001", "002", "033", "036", "047", "053", "063", "072", "078", "079")

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason="the field cases do not stand beside the repository, in ../shared/data"
)


def content(number: str) -> bytes:
    (path,) = CASES.glob(f"{number}-*")
    return path.read_bytes()


def refusal(number: str) -> list[str]:
    with pytest.raises(Rejected) as refused:
        check_return(io.BytesIO(content(number)), RULES)
    return list(in_lines(refused.value.faults))


def test_every_case_has_a_test() -> None:
    tested = {*READ, *REFUSED, *STILL_REFUSED, *STILL_READ}
    assert {path.name[:3] for path in CASES.glob("[0-9]*")} == tested


@pytest.mark.parametrize("number", READ)
def test_what_is_safe_to_read_is_read_and_said(number: str) -> None:
    checked = check_return(io.BytesIO(content(number)), RULES)
    assert checked.presented_count == 12
    said = "\n".join(checked.notes)
    assert all(part in said for part in READ[number]), said


@pytest.mark.parametrize("number", [number for number in READ if number not in ("024", "025", "076", "084")])
def test_however_it_is_written_the_frame_is_the_plain_one(number: str) -> None:
    assert read_frame(io.BytesIO(content(number))).digest() == read_frame(io.BytesIO(content("001"))).digest()


@pytest.mark.parametrize("number", REFUSED)
def test_one_mistake_is_one_sentence_with_a_way_out(number: str) -> None:
    (line,) = refusal(number)
    assert REFUSED[number] in line


@pytest.mark.parametrize("number", STILL_REFUSED)
def test_what_has_two_readings_or_none_is_refused_in_few_lines(number: str) -> None:
    assert 1 <= len(refusal(number)) <= 3


@pytest.mark.parametrize("number", STILL_READ)
def test_what_is_plain_stays_plain(number: str) -> None:
    checked = check_return(io.BytesIO(content(number)), RULES)
    assert (checked.presented_count, checked.notes) == (12, ())


# Filed if somebody wants it so, and never without a word.
WARNED = {
    "033": ["lost_zeros", "alike"],
    "063": ["fail_above_pass", "fail_above_pass"],
    "078": ["fail_above_pass", "fail_above_pass", "fail_above_pass", "sorted_alone"],
    "079": ["like_dates"],
}


@pytest.mark.parametrize("number", WARNED)
def test_what_is_odd_is_warned_of(number: str) -> None:
    warnings = check_return(io.BytesIO(content(number)), RULES).warnings
    assert [warning.kind for warning in warnings] == WARNED[number]


@pytest.mark.parametrize("number", ["001", "002", "036", "053", "072", "003", "009", "030", "076"])
def test_what_is_plain_is_no_cause_of_a_warning(number: str) -> None:
    assert check_return(io.BytesIO(content(number)), RULES).warnings == ()


def test_the_digest_of_a_plain_file_is_what_it_always_was() -> None:
    digest = "59b3978d2a5050c0559e45ff94521d081879ec11905cb526f869aa90fc13a0a1"
    assert read_frame(io.BytesIO(content("001"))).digest() == digest


def test_marks_that_are_whole_are_no_fault_of_a_file_with_others() -> None:
    with pytest.raises(Rejected) as refused:
        check_return(io.BytesIO(content("028")), RULES)
    assert [fault.row for fault in refused.value.faults] == [3, 4, 5, 6, 7, 9, 10, 11, 12, 13]
    assert {fault.column for fault in refused.value.faults} == {"final_mark"}
