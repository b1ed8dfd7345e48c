"""Whatever mixture of the forms that are tolerated a return comes in, what is kept of it is the same, byte for byte."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from moderation.errors import Rejected
from moderation.returns.checking.check import check_return, checking
from moderation.returns.columns import REQUIRED
from moderation.returns.reading import hashed_rows, read_results
from moderation.returns.records import Result, Return
from sampling.frame_file import read_frame
from tests.inserting import inserting
from tests.returns.files import RULES, a_file, a_row
from tests.returns.seasons import Season

ROWS = [
    a_row(1),
    a_row(2, outcome="fail", final_mark="12", peer_moderated="no", qualification="NPQH"),
    a_row(3, changed_by_peer_moderation="yes", assessed_on="2015-01-31"),
]
PLAIN = a_file(ROWS, columns=REQUIRED)
SPELLINGS = {
    "pass": ("pass", "Pass", "PASSED", "P", "1"),
    "fail": ("fail", "Failed", "F", "FAIL", "0"),
    "yes": ("yes", "Y", "TRUE", "1", "Yes"),
    "no": ("no", "N", "false", "0", "No"),
    "NPQSL": ("NPQSL", "npqsl", "NpqSl"),
    "NPQH": ("NPQH", "npqh"),
}
DAYS = {"2015-06-02": ("2015-06-02", "02/06/2015", "2/6/2015"), "2015-01-31": ("2015-01-31", "31/01/2015")}
HEADERS = (
    str,
    str.upper,
    str.title,
    lambda name: name.replace("_", " "),
    lambda name: f" {name.replace('_', '-')}\u00a0",
)
BLANKS = ("", " ", "\t", "\u00a0")


def written(cell: str, draw: st.DataObject, *, separator: str) -> str:
    spelled = draw.draw(st.sampled_from(SPELLINGS.get(cell) or DAYS.get(cell) or (cell,)))
    if cell.isdecimal() and draw.draw(st.booleans()):
        spelled = f"{cell}.0"
    if draw.draw(st.integers(0, 5)) == 0:
        spelled = draw.draw(st.sampled_from((f"'{spelled}", f'="{spelled}"')))
    blank = draw.draw(st.sampled_from([blank for blank in BLANKS if blank != separator]))
    return f"{blank}{spelled}{blank}"


@given(st.data())
def test_whatever_the_mixture_the_canonical_bytes_are_the_same(data: st.DataObject) -> None:
    separator = data.draw(st.sampled_from(",;\t"))
    order = data.draw(st.permutations(REQUIRED))
    spelled = data.draw(st.sampled_from(HEADERS))
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=separator,
        lineterminator=data.draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    extra = [""] * data.draw(st.integers(0, 2))
    if data.draw(st.booleans()):
        text.write(f"sep={separator}\n")
    writer.writerow([*map(spelled, order), *extra])
    for row in ROWS:
        for _ in range(data.draw(st.integers(0, 2))):
            writer.writerow([data.draw(st.sampled_from(("", " ")))] * (len(order) + len(extra)))
        writer.writerow([*(written(row[name], data, separator=separator) for name in order), *extra])
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]))
    marks = b"\xef\xbb\xbf" if encoding == "utf-8-sig" and data.draw(st.booleans()) else b""
    file = io.BytesIO(marks + text.getvalue().encode(encoding))
    assert read_frame(file).digest() == read_frame(PLAIN).digest()
    assert kept(file) == kept(PLAIN)


def kept(file: io.BytesIO) -> list[tuple[object, ...]]:
    """Return what is stored of a return, without the numbers of its rows."""
    with checking(file, RULES) as readable:
        return sorted(row[1:] for row in read_results(hashed_rows(readable.file)[1]))


def a_workbook(*, title: bool = False, second_sheet: bool = False) -> io.BytesIO:
    """Write the rows as a spreadsheet does: numbers, truths and days in cells of their own kind."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Results")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        top = 2 if title else 0
        if title:
            sheet.write_string(0, 0, "Return of the year")
        sheet.write_row(top, 0, REQUIRED)
        for number, row in enumerate(ROWS, start=top + 1):
            for place, name in enumerate(REQUIRED):
                if name == "assessed_on":
                    sheet.write_datetime(number, place, datetime.fromisoformat(row[name]), day)
                elif name in ("final_mark", "max_mark"):
                    sheet.write_number(number, place, int(row[name]))
                elif row[name] in ("yes", "no"):
                    sheet.write_boolean(number, place, row[name] == "yes")
                else:
                    sheet.write_string(number, place, row[name])
        if second_sheet:
            book.add_worksheet("More").write_string(0, 0, "x")
    return io.BytesIO(file.getvalue())


def an_ods() -> io.BytesIO:
    """Write the rows as an OpenDocument spreadsheet, with typed cells."""

    def cell(name: str, value: str) -> str:
        kind = f'office:value-type="string"><text:p>{value}</text:p>'
        if name in ("final_mark", "max_mark"):
            kind = f'office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
        elif name == "assessed_on":
            kind = f'office:value-type="date" office:date-value="{value}"><text:p>{value}</text:p>'
        return f"<table:table-cell {kind}</table:table-cell>"

    rows = [[cell("", name) for name in REQUIRED], *([cell(name, row[name]) for name in REQUIRED] for row in ROWS)]
    table = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    document = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Results">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", document)
    file.seek(0)
    return file


@pytest.mark.parametrize("make", [a_workbook, an_ods])
def test_a_workbook_of_typed_cells_is_read_as_its_csv(make: type[io.BytesIO]) -> None:
    assert kept(make()) == kept(PLAIN)


def test_a_workbook_says_which_sheet_was_read() -> None:
    notes = check_return(a_workbook(second_sheet=True), RULES).notes
    assert notes[:2] == ("Read from a workbook: its first sheet, 'Results'.", "Its other sheets were not read: 'More'.")


def refused(content: bytes) -> list[str]:
    with pytest.raises(Rejected) as refusal:
        check_return(io.BytesIO(content), RULES)
    return [str(fault) for fault in refusal.value.faults]


LINES = PLAIN.getvalue().decode().splitlines()
OTHERS = {
    "a title in a workbook": (a_workbook(title=True).getvalue(), "A title stands above the header"),
    "a web page": (b"\r\n<html><table><tr><td>script_ref</td></tr></table>", "This is a web page"),
    "a web page in UTF-16": ("\ufeff<!DOCTYPE html><html>".encode("utf-16-le"), "This is a web page"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Save it as .xlsx"),
    "a PDF": (b"%PDF-1.7\n", "This is a PDF"),
    "a zip file": (b"PK\x03\x04" + b"\0" * 90, "no workbook that can be read"),
    "JSON": (b'{"data": []}', "This is JSON"),
    "second marks": (b"provider,script_ref,mark,max_mark,outcome\nCCC,S-1,50,100,pass\n", "a sheet of second marks"),
    "a frame": (PLAIN.getvalue().replace(b"participant_ref", b"position"), "a frame that was frozen"),
    "values without a name": (
        PLAIN.getvalue().replace(b"assessed_on\n", b"assessed_on,\n").replace(b"02\n", b"02,x\n"),
        "Column 10",
    ),
    "a footer": (PLAIN.getvalue() + b"End of report,,,,,,,,\n", "a single value"),
    "a mean": (PLAIN.getvalue() + b",,Mean,41,100,,,,\n", "a row of totals"),
    "totals of everything": (PLAIN.getvalue() + b"TOTALS:,3,,173,300,,,,\n", "a row of totals"),
    "a note below": (PLAIN.getvalue() + b"Prepared by,Jane,,,,,,,\n", "The row holds no result"),
    "whole rows in quotes": (
        b"\n".join(f'"{line}"'.encode() if number == 1 else line.encode() for number, line in enumerate(LINES)),
        "in quotes as one value",
    ),
    "a header and all in quotes": (b'"script_ref,participant_ref,outcome"\n"S-1,P-1,pass"\n', "in quotes as one value"),
    "other separators": (PLAIN.getvalue().replace(b",", b"|"), "with commas, semicolons or tabs between them"),
    "a letter": (b"Dear all,\nplease find attached our results.\n", "No column of a return stands here"),
    "a sum without its word": (PLAIN.getvalue() + b',,,"1,041",300,,3,,\n', "a row of totals"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_kind_is_refused_in_one_sentence(name: str) -> None:
    content, words = OTHERS[name]
    (line,) = refused(content)
    assert words in line


def test_a_wrong_header_does_not_hide_the_cells_below_it() -> None:
    text = PLAIN.getvalue().decode().replace("outcome", "Result").replace("NPQH", "NPQX")
    lines = refused(text.encode())
    assert [line.partition(":")[0] for line in lines] == [
        "row 1, outcome",
        "row 1, 'Result'",
        "row 3, qualification, 'NPQX'",
    ]


@pytest.mark.parametrize("day", ["02/06/15", "45718", "2 June 2015", "31/06/2015", "2015-6-2", "2015/06/02"])
def test_a_day_of_two_readings_is_a_fault(day: str) -> None:
    (line,) = refused(a_file([a_row(1, assessed_on=day)]).getvalue())
    assert "DD/MM/YYYY" in line


def test_a_day_with_its_month_first_makes_all_days_doubtful() -> None:
    (line,) = refused(a_file([a_row(1, assessed_on="02/06/2015"), a_row(2, assessed_on="06/13/2015")]).getvalue())
    assert line.startswith("row 3, assessed_on, '06/13/2015': This day stands with its month first")


@pytest.mark.parametrize("mark", ["45.5", "45,5", "45%", "1,250", "45/100", "045", "4e1"])
def test_a_mark_of_two_readings_is_a_fault(mark: str) -> None:
    (line,) = refused(a_file([a_row(1, final_mark=mark)]).getvalue())
    assert "final_mark" in line


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_refused_stores_nothing(season: Season, name: str) -> None:
    with pytest.raises(Rejected):
        season.file("AAA", io.BytesIO(OTHERS[name][0]))
    with inserting(season.engine) as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in (Return, Result)] == [0, 0]


def test_what_is_filed_as_people_write_it_freezes_as_the_plain_file_does(season: Season) -> None:
    text = PLAIN.getvalue().decode().replace("pass", "Pass").replace("2015-06-02", "02/06/2015").replace(",", ";")
    filed = season.file("AAA", io.BytesIO(text.encode("utf-16")))
    assert "2 dates read as day/month/year." in filed.notes
    season.file("BBB", a_workbook())
    frames = [each.frame for each in season.freeze().frozen]
    frame = read_frame(PLAIN)
    assert [each.digest for each in frames] == [frame.digest(bytes.fromhex(each.salt)) for each in frames]
    assert filed.version.byte_count == len(text.encode("utf-16"))


SPOILT = st.sampled_from([content for content, _ in OTHERS.values()])


@pytest.mark.parametrize("line_end", ["\n", "\r"])
def test_a_large_file_as_people_write_it_takes_no_more_memory_than_a_small_one(line_end: str) -> None:
    def peak(count: int) -> int:
        rows = (a_row(number, outcome="Pass", assessed_on="02/06/2015") for number in range(count))
        file = a_file(rows, columns=REQUIRED, line_end=line_end)
        tracemalloc.start()
        try:
            assert check_return(file, RULES).final_count == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    # Sixteen bytes a row are kept of references and subjects, to find twins.
    assert peak(30_000) - peak(3_000) < 27_000 * 200 + (4 << 20)


def stored(season: Season) -> list[int | None]:
    with inserting(season.engine) as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in (Return, Result)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(SPOILT, st.binary(max_size=60)), cut=st.integers(0, 600))
def test_whatever_is_refused_stores_nothing(season: Season, content: bytes, cut: int) -> None:
    before = stored(season)
    try:
        season.file("AAA", io.BytesIO(content[:cut]))
    except Rejected:
        assert stored(season) == before
