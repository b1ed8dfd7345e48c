"""What each command says to input that it cannot use: sentences on standard error, nothing on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sampling.running import HEADER, SEED, changed, refused, run, some_certificate, some_frame, written

NAMED = ("--provider", "CCC", "--window", "2014J", "--seed", SEED)
PLAIN = "S-1,NPQSL,70,100,pass,no,no"
DIGITS = "9" * 5_000

FILES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "The file is empty"),
    ("blank", b"\n\n", "The file is blank"),
    ("header only", HEADER.encode(), "no final result"),
    ("unknown column", b"script_ref,colour\nA,red\n", "'colour': The column is not known"),
    ("hostile column", b"script_ref,\x1b[2J,\x1b[2J\nA,1,2\n", "The column stands 2 times"),
    ("missing column", b"script_ref,outcome\nA,pass\n", "final_mark: The column is missing"),
    ("doubled column", b"script_ref,script_ref\nA,A\n", "The column stands 2 times"),
    (
        "no text in any encoding",
        f"{HEADER}\n{PLAIN.replace('NPQSL', 'Caf')}\x81\n".encode("latin-1"),
        "not text in UTF-8",
    ),
    ("workbook", b"PK\x03\x04" + b"\0" * 99, "This is a workbook"),
    ("web page", b"<html><body>", "This is a web page"),
    ("nul", f"{HEADER}\n{PLAIN}\0\n".encode(), "NUL"),
    ("binary", bytes(range(256)) * 300, "."),
    ("one long line", b"x" * 200_000, "longer than 65536 bytes"),
    ("open quote", b'script_ref\n"A\n', "not well-formed CSV"),
    ("several", f"{HEADER}\n{PLAIN}\n{PLAIN}\nB C,,x,0,P,Y,N\n".encode(), "stands in row 2 already"),
]


@pytest.mark.parametrize(("name", "content", "says"), FILES)
@pytest.mark.parametrize("command", ["digest", "draw", "verify"])
def test_a_file_that_is_no_frame_is_refused(tmp_path: Path, command: str, name: str, content: bytes, says: str) -> None:
    path = tmp_path / "frame.csv"
    path.write_bytes(content)
    certificate = written(tmp_path, "certificate.json", some_certificate(some_frame()))
    arguments = {
        "digest": ("digest", path),
        "draw": ("draw", path, *NAMED),
        "verify": ("verify", certificate, "--frame", path),
    }[command]
    assert says in refused(run(*arguments))


@pytest.mark.parametrize(
    "name", ["", "missing.csv", "missing/frame.csv", "nul\0.csv", "x" * 300, "\udcff.csv", "frame.csv/under"]
)
def test_a_name_that_leads_nowhere_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "frame.csv").write_text("script_ref\nA\n", encoding="utf-8")
    path = f"{tmp_path}/{name}" if name else ""
    for arguments in (("digest", path), ("verify", path), ("draw", path, *NAMED)):
        refused(run(*arguments))
    certificate = written(tmp_path, "certificate.json", some_certificate(some_frame()))
    for option in ("--frame", "--private", "--public-key"):
        refused(run("verify", certificate, option, path))


def test_a_directory_or_a_device_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/zero")):
        assert "is not a file" in refused(run("digest", path))
        assert "is not a file" in refused(run("verify", path))


def test_a_thousand_faults_are_printed_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("script_ref\n" + "".join(f"a{number}\n" * 2 for number in range(1_003)), encoding="utf-8")
    lines = refused(run("digest", path)).splitlines()
    assert len(lines) == 1_001
    assert lines[0].startswith("row 3, script_ref, 'a0': ")
    assert lines[-1] == "And 3 more."


def test_the_same_fault_in_many_rows_is_one_line_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("script_ref\n" + "".join(f"a {number}\n" for number in range(1_003)), encoding="utf-8")
    (line,) = refused(run("digest", path)).splitlines()
    assert line.startswith("rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 991 more, script_ref, 'a 0', 'a 1', ")


@pytest.mark.parametrize("rate", ["0/1", "11/10", "1/0", "0/0", "abc", "0.1", "1", "1/", "-1/10", "1/10 ", "٣/10", ""])
def test_a_rate_that_is_no_share_is_refused(rate: str) -> None:
    assert "A rate is" in refused(run("draw", "--count", "10", *NAMED, f"--rate={rate}"))


@pytest.mark.parametrize("rate", [f"1/{DIGITS}", f"{DIGITS}/1"])
def test_a_rate_of_thousands_of_digits_is_refused_briefly(rate: str) -> None:
    assert len(refused(run("draw", "--count", "10", *NAMED, "--rate", rate))) < 200


@pytest.mark.parametrize("seed", ["", "1" * 19, "1" * 201, "1" * 100_000, "\udcff" * 20])
def test_a_seed_of_another_length_or_encoding_is_refused(seed: str) -> None:
    named = ("--provider", "CCC", "--window", "2014J", f"--seed={seed}")
    assert "seed" in refused(run("draw", "--count", "10", *named))


@pytest.mark.parametrize("code", ["", "A/B", "/", "A B", "é", "X" * 33, "A\n", "\x1b[2J", "\udcff"])
def test_a_code_outside_the_alphabet_is_refused(code: str) -> None:
    err = refused(run("draw", "--count", "10", f"--provider={code}", f"--window={code}", "--seed", SEED))
    assert [line.split(",")[0].split(":")[0] for line in err.splitlines()] == ["provider", "window"]


@pytest.mark.parametrize("count", ["0", "-1", "10000001", "9" * 4_000])
def test_a_count_that_cannot_be_drawn_from_is_refused(count: str) -> None:
    assert "A sample is drawn from 1 to 10000000 scripts." in refused(run("draw", "--count", count, *NAMED))
    refused(run("characteristic", "--scripts", count))


@pytest.mark.parametrize("extend_to", ["0", "-5", "3", "41", "9" * 4_000])
def test_an_extension_outside_the_frame_is_refused(extend_to: str) -> None:
    assert "An extension goes from" in refused(run("draw", "--count", "40", *NAMED, "--extend-to", extend_to))


@pytest.mark.parametrize("salt", ["0", "zz", "00 11", "0x00", "٣٣", "00" * 65, "00" * 100_000])
def test_a_salt_that_is_no_hexadecimal_is_refused(tmp_path: Path, salt: str) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("script_ref\nA\n", encoding="utf-8")
    assert "A salt is written in hexadecimal" in refused(run("digest", path, "--salt", salt))


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        (("10", "5", "6"), "More scripts were overturned"),
        (("10", "11", "0"), "more than the 10 scripts of the frame"),
        (("0", "1", "0"), "more than the 0 scripts of the frame"),
        (("-1", "0", "0"), "scripts, '-1': A count is a whole number"),
        (("10", "-5", "0"), "moderated, '-5'"),
        (("10", "5", "-1"), "overturned, '-1'"),
        (("9" * 4_000, "5", "0"), "a number of over forty digits"),
        (("10000001", "5", "0"), "from 0 to 10000000"),
    ],
)
def test_impossible_counts_are_refused(counts: tuple[str, str, str], says: str) -> None:
    N, n, k = counts
    assert says in refused(run("accuracy", "--scripts", N, "--moderated", n, "--overturned", k))


@pytest.mark.parametrize(
    "confidence",
    ["0", "1", "1.0", "95", "95%", "0.4999", "nan", "inf", "-0.95", "9.5e-1", "0.9" + "9" * 5_000, "", "0.٩"],
)
def test_a_confidence_outside_its_range_is_refused(confidence: str) -> None:
    ran = run("accuracy", "--scripts=9", "--moderated=1", "--overturned=0", f"--confidence={confidence}")
    assert "A confidence level is" in refused(ran)


CERTIFICATE = some_certificate(some_frame())
DOCUMENTS = [
    *(b"", b"\0", b"not json", b"[]", b"7", b"null", b'"text"', b"1.5", b"NaN", b"[NaN]", b'{"a": Infinity}'),
    *(b'{"a": 1, "a": 2}', b"[" * 100_000, b'{"a":' * 100_000, b'{"a": ' + DIGITS.encode() + b"}"),
    *('{"a": 1}'.encode("utf-16"), b'{"a": "\xff"}', json.dumps(CERTIFICATE).encode()[:-1]),
]


@pytest.mark.parametrize("content", DOCUMENTS)
def test_a_file_that_is_no_document_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "document.json"
    path.write_bytes(content)
    refused(run("verify", path))
    certificate = written(tmp_path, "certificate.json", CERTIFICATE)
    refused(run("verify", certificate, "--private", path))
    refused(run("verify", certificate, "--public-key", path))


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"sample": []},
        {"\ud800\x1b[2J": 1},
        {"x" * 5_000: "y" * 5_000},
        changed(CERTIFICATE, provider="\ud800é\x1b"),
        changed(CERTIFICATE, scripts_count=10**4_000),
        changed(CERTIFICATE, scripts_count=-1, sample_count=[], extended_to={}, seed=1),
        changed(CERTIFICATE, sample=[[[[]]]]),
        changed(CERTIFICATE, sample=CERTIFICATE["sample"] * 6),
        changed(CERTIFICATE, more=None),
        {name: value for name, value in CERTIFICATE.items() if name != "seed"},
        dict.fromkeys(CERTIFICATE, "text"),
        dict.fromkeys(CERTIFICATE, 0),
        dict.fromkeys(CERTIFICATE),
    ],
)
def test_a_malformed_certificate_fails_with_a_reason_on_one_line(tmp_path: Path, document: object) -> None:
    ran = run("verify", written(tmp_path, "certificate.json", document))
    assert (ran.status, ran.err) == (1, "")
    assert any(": fails - " in line for line in ran.out.splitlines())
    assert all(character.isprintable() for line in ran.out.splitlines() for character in line)


@pytest.mark.parametrize("private", [{}, {"salt": 7}, {"salt": [], "references": [[]]}, {"frame_digest": "\ud800"}])
def test_a_malformed_private_part_fails_with_a_reason(tmp_path: Path, private: object) -> None:
    certificate = written(tmp_path, "certificate.json", CERTIFICATE)
    ran = run("verify", certificate, "--private", written(tmp_path, "private.json", private))
    assert (ran.status, ran.err) == (1, "")
    assert "references: fails - " in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("count",),
        ("digest",),
        ("digest", "a.csv", "b.csv"),
        ("digest", "a.csv", "--sal", "00"),
        ("draw",),
        ("draw", "--count", "10"),
        ("draw", *NAMED),
        ("draw", "frame.csv", "--count", "10", *NAMED),
        ("draw", "--count", "ten", *NAMED),
        ("draw", "--count", "1.0", *NAMED),
        ("draw", "--count", DIGITS, *NAMED),
        ("draw", "--count", "", *NAMED),
        ("verify",),
        ("verify", "--frame", "frame.csv"),
        ("accuracy",),
        ("accuracy", "--scripts", "10"),
        ("accuracy", "--scripts", "x", "--moderated", "1", "--overturned", "0"),
        ("accuracy", "--scripts", DIGITS, "--moderated", "1", "--overturned", "0"),
        ("accuracy", "--scripts", "9", "--moderated", "1", "--overturned", "0", "--surprise"),
        ("characteristic",),
        ("characteristic", "--scripts=--"),
        ("draw", "--count", "10", *NAMED[:-1], "--"),
        ("draw", "--count=10", "--provider=--", "--window=--", "--seed=--"),
        ("characteristic", "--scripts", "1e3"),
    ],
)
def test_misuse_ends_with_two_and_the_usage(arguments: tuple[str, ...]) -> None:
    err = refused(run(*arguments), status=2)
    assert err.startswith("usage: python -m sampling")
    assert "error: " in err.splitlines()[-1]
