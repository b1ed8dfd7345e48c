"""What each command prints and with which status it ends, when all is well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sampling.accuracy import assess
from sampling.certificate import Circumstances, certificate
from sampling.characteristic import characteristic
from sampling.draw import draw
from sampling.ratio import Ratio
from sampling.rule import Counts
from sampling.signature import sign
from tests.sampling.running import (
    SALT,
    SEED,
    changed,
    file_of,
    run,
    some_certificate,
    some_frame,
    some_private_part,
    written,
)

NAMED = ("--provider", "CCC", "--window", "2014J", "--seed", SEED)
KEY = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)


@pytest.fixture
def frame_file(tmp_path: Path) -> Path:
    path = tmp_path / "frame.csv"
    path.write_text(file_of(some_frame()), encoding="utf-8")
    return path


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key.pem"
    path.write_bytes(KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return path


def test_digest_prints_the_digest_and_nothing_else(frame_file: Path) -> None:
    assert run("digest", frame_file).out == some_frame().digest() + "\n"
    ran = run("digest", frame_file, "--salt", SALT.hex().upper())
    assert (ran.status, ran.out, ran.err) == (0, some_frame().digest(SALT) + "\n", "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (f"{SEED} ", "warning: The seed ends with U+0020 SPACE"),
        (f"{SEED}\u200b", "warning: The seed ends with U+200B ZERO WIDTH SPACE"),
        (f"\ufeff{SEED}", "warning: The seed begins with U+FEFF ZERO WIDTH NO-BREAK SPACE"),
    ],
)
def test_draw_warns_of_a_seed_with_an_end_that_no_page_shows(typed: str, says: str) -> None:
    ran = run("draw", "--count", "30", "--provider", "CCC", "--window", "2014J", "--seed", typed)
    assert (ran.status, ran.err.startswith(says)) == (0, True)
    assert run("draw", "--count", "30", *NAMED).err == ""


def test_digest_says_how_many_rows_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text("script_ref,status\nA,final\nB,pending\n", encoding="utf-8")
    assert run("digest", path).err == "1 row is pending or voided and no part of the frame.\n"
    path.write_text("script_ref,status\nA,final\nB,pending\nC,voided\n", encoding="utf-8")
    ran = run("draw", path, *NAMED)
    assert (ran.out, ran.err) == ("A\n", "2 rows are pending or voided and no part of the frame.\n")


def test_draw_prints_positions_or_references_in_ticket_order(frame_file: Path) -> None:
    drawn = draw("CCC", "2014J", seed=SEED, scripts_count=40)
    by_count = run("draw", "--count", "40", *NAMED)
    assert (by_count.status, by_count.err) == (0, "")
    assert by_count.out == "".join(f"{position}\n" for position in drawn.positions)
    by_file = run("draw", frame_file, *NAMED)
    assert by_file.out == "".join(f"{some_frame().reference(position)}\n" for position in drawn.positions)


def test_draw_takes_a_rate_and_an_extension() -> None:
    drawn = draw("CCC", "2014J", seed=SEED, scripts_count=40, rate=Ratio(1, 7), extend_to=11)
    ran = run("draw", "--count", "40", *NAMED, "--rate", "1/7", "--extend-to", "11")
    assert ran.out.split() == [str(position) for position in drawn.positions]


def test_draw_json_is_the_unsigned_certificate_alone(frame_file: Path) -> None:
    drawn = draw("CCC", "2014J", seed=SEED, scripts_count=40)
    assert json.loads(run("draw", "--count", "40", *NAMED, "--json").out) == certificate(drawn)
    known = Circumstances(frame_digest=some_frame().digest(SALT))
    ran = run("draw", frame_file, *NAMED, "--salt", SALT.hex(), "--json")
    assert json.loads(ran.out) == certificate(drawn, known)


def test_what_draw_writes_verify_finds_to_hold(frame_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "certificate.json"
    path.write_text(run("draw", frame_file, *NAMED, "--salt", SALT.hex(), "--json").out, encoding="utf-8")
    ran = run("verify", path, "--frame", frame_file, "--salt", SALT.hex())
    assert (ran.status, ran.err) == (0, "")
    assert [line.split(" - ")[0] for line in ran.out.splitlines()] == [
        *("form: holds", "sample size: holds", "positions: holds", "tickets: holds"),
        *("order of events: not checked", "frame digest: holds", "references: not checked", "signature: not checked"),
    ]


def test_verify_with_everything_finds_everything_to_hold(frame_file: Path, key_file: Path, tmp_path: Path) -> None:
    signed = written(tmp_path, "signed.json", sign(some_certificate(some_frame()), KEY))
    private = written(tmp_path, "private.json", some_private_part(some_frame()))
    ran = run("verify", signed, "--frame", frame_file, "--private", private, "--public-key", key_file)
    assert ran.status == 0
    assert [": holds - " in line for line in ran.out.splitlines()] == [True] * 8
    other_salt = run("verify", signed, "--frame", frame_file, "--private", private, "--salt", "00")
    assert other_salt.status == 1
    assert "frame digest: fails" in other_salt.out


def test_verify_ends_with_one_when_a_check_fails(tmp_path: Path) -> None:
    forged = changed(some_certificate(some_frame()), seed=SEED[::-1])
    ran = run("verify", written(tmp_path, "forged.json", forged))
    assert (ran.status, ran.err) == (1, "")
    assert "positions: fails - place 1 holds position" in ran.out
    assert "tickets: fails" in ran.out


def test_accuracy_prints_the_sentence_first_and_json_alone() -> None:
    counts = ("--scripts", "200", "--moderated", "20", "--overturned", "1")
    figure = assess(Counts(200, 20, 1))
    text = run("accuracy", *counts)
    assert text.status == 0
    assert text.out.splitlines()[0] == figure.sentence
    for part in ("1 to 47 of 200", "41 of 200", "0.6974, 0.6602", "inconclusive", "0.5529, 0.4604", "at 88 scripts"):
        assert part in text.out
    assert json.loads(run("accuracy", *counts, "--json").out) == figure.as_json()


def test_accuracy_takes_pending_missing_and_confidence() -> None:
    figure = assess(Counts(200, 17, 1, pending=2, missing=1))
    counts = ("accuracy", "--scripts", "200", "--moderated", "17", "--overturned", "1")
    ran = run(*counts, "--pending", "2", "--missing", "1")
    assert (ran.status, ran.out) == (0, figure.sentence + "\n")
    found = json.loads(run(*counts, "--confidence", "0.8", "--json").out)
    assert found["interval"]["confidence"] == 0.8


@pytest.mark.parametrize("scripts", ["0", "200"])
def test_a_figure_of_no_sample_is_a_figure_and_never_met(scripts: str) -> None:
    ran = run("accuracy", "--scripts", scripts, "--moderated", "0", "--overturned", "0", "--json")
    assert ran.status == 0
    assert json.loads(ran.out)["status"] == "not_assessable"


def test_infinite_and_huge_e_values_are_printed() -> None:
    ran = run("accuracy", "--scripts", "200", "--moderated", "200", "--overturned", "1", "--json")
    printed = json.loads(ran.out)
    assert (printed["e_met"], printed["e_met_text"]) == (None, "inf")
    assert "inf" in run("accuracy", "--scripts", "200", "--moderated", "200", "--overturned", "1").out
    never = run("accuracy", "--scripts", "200", "--moderated", "20", "--overturned", "11").out
    assert "certified as met      never" in never


def test_characteristic_prints_a_table_and_every_point_as_json() -> None:
    found = characteristic(100)
    assert json.loads(run("characteristic", "--scripts", "100", "--json").out) == found.as_json()
    text = run("characteristic", "--scripts", "100").out
    assert "can never, even with no overturn, show" in text
    assert any(line.split()[:3] == ["6", "6.00%", "0.5223"] for line in text.splitlines())
    assert " can show at 95% confidence" in run("characteristic", "--scripts", "540").out


@pytest.mark.parametrize("command", ["digest", "draw", "verify", "accuracy", "characteristic"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    ran = run(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert f"example: python -m sampling {command} " in " ".join(ran.out.split())
    assert command in run("--help").out
