"""Whatever a person types and whatever a file holds, a command ends with 0, 1 or 2 and never with an exception."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sampling.running import HEADER, SEED, Ran, run, some_certificate, some_frame

CERTIFICATE = some_certificate(some_frame())
NAMED = ("--provider", "CCC", "--window", "2014J", "--seed", SEED)
HUGE = st.sampled_from(["9" * 5_000, "-" + "9" * 4_000, "1_0", " 7 ", "٣", "0x10", "1e5", "+5", "--", "-1"])

# All characters, lone surrogates included: that is how arguments arrive that are no text.
texts = st.text(st.characters(), max_size=40) | HUGE
counts = st.integers(-5, 600).map(str) | texts
cells = st.sampled_from(
    ["S-1", "S-2", "", "70", "100", "pass", "fail", "yes", "no", "NPQSL", '"', "\0", "\r", "é", "final"]
)
rows = st.lists(st.lists(cells, min_size=1, max_size=9).map(",".join), max_size=8)
csv_files = st.builds(lambda header, below: "\n".join([header, *below]).encode(), st.just(HEADER) | cells, rows)
files = st.binary(max_size=400) | csv_files
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def is_an_answer(ran: Ran) -> None:
    """Fail where a command's answer is none: a refusal has sentences, misuse prints nothing."""
    assert ran.status in {0, 1, 2}
    assert "Traceback" not in ran.err
    if ran.status == 2:
        assert not ran.out
    assert ran.out or ran.err


@given(content=files, salt=texts)
def test_digest_answers_any_file(folder: Path, content: bytes, salt: str) -> None:
    path = folder / "any.csv"
    path.write_bytes(content)
    is_an_answer(run("digest", path))
    is_an_answer(run("digest", path, "--salt", salt))


@given(content=files, rate=texts, extend_to=counts, json_=st.booleans())
def test_draw_answers_any_file(folder: Path, content: bytes, rate: str, extend_to: str, *, json_: bool) -> None:
    path = folder / "any.csv"
    path.write_bytes(content)
    is_an_answer(run("draw", path, *NAMED))
    more = ("--json",) if json_ else ()
    is_an_answer(run("draw", path, *NAMED, "--rate", rate, "--extend-to", extend_to, *more))


@given(count=counts, texts=st.tuples(texts, texts, texts, texts), extend_to=counts)
def test_draw_answers_any_arguments(count: str, texts: tuple[str, ...], extend_to: str) -> None:
    provider, window, seed, rate = texts
    named = ("--provider", provider, "--window", window, "--seed", seed)
    is_an_answer(run("draw", "--count", count, *named, "--rate", rate))
    is_an_answer(run("draw", f"--count={count}", *NAMED, f"--extend-to={extend_to}"))
    joined = (f"--provider={provider}", f"--window={window}", f"--seed={seed}", f"--rate={rate}")
    is_an_answer(run("draw", "--count=3", *joined))


@given(content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_verify_answers_any_file(folder: Path, content: bytes) -> None:
    for name in ("any.json", "any.csv", "any.pem"):
        (folder / name).write_bytes(content)
    (folder / "right.json").write_text(json.dumps(CERTIFICATE), encoding="utf-8")
    is_an_answer(run("verify", folder / "any.json"))
    is_an_answer(run("verify", folder / "right.json", "--private", folder / "any.json"))
    is_an_answer(run("verify", folder / "right.json", "--frame", folder / "any.csv"))
    is_an_answer(run("verify", folder / "right.json", "--public-key", folder / "any.pem"))


@given(name=st.sampled_from(sorted(CERTIFICATE)), value=values, more=st.dictionaries(st.text(st.characters()), values))
def test_verify_answers_any_certificate(folder: Path, name: str, value: Any, more: dict[str, Any]) -> None:
    path = folder / "mutated.json"
    path.write_text(json.dumps(CERTIFICATE | {name: value}), encoding="utf-8")
    is_an_answer(run("verify", path))
    path.write_text(json.dumps(CERTIFICATE | more), encoding="utf-8")
    is_an_answer(run("verify", path, "--private", path))


@given(given_counts=st.tuples(counts, counts, counts, counts, counts), confidence=texts | st.just("0.9"))
def test_accuracy_answers_any_arguments(given_counts: tuple[str, ...], confidence: str) -> None:
    N, n, k, m, x = given_counts
    counted = ("accuracy", "--scripts", N, "--moderated", n, "--overturned", k)
    is_an_answer(run(*counted))
    is_an_answer(run(*counted, "--pending", m, "--missing", x, "--confidence", confidence, "--json"))


@given(
    N=st.integers(0, 200),
    n=st.integers(0, 200),
    k=st.integers(0, 200),
    confidence=st.sampled_from(["0.5", "0.999999999"]),
)
def test_accuracy_answers_every_sample(N: int, n: int, k: int, confidence: str) -> None:
    ran = run("accuracy", f"--scripts={N}", f"--moderated={n}", f"--overturned={k}", f"--confidence={confidence}")
    is_an_answer(ran)
    assert ran.status == (0 if k <= n <= N else 1)


@given(scripts=counts)
def test_characteristic_answers_any_arguments(scripts: str) -> None:
    is_an_answer(run("characteristic", "--scripts", scripts))
    is_an_answer(run("characteristic", f"--scripts={scripts}", "--json"))


@given(
    st.lists(
        st.sampled_from(["digest", "draw", "verify", "accuracy", "--count", "--scripts", "--json"]) | texts, max_size=8
    )
)
def test_any_line_of_words_is_answered(words: list[str]) -> None:
    is_an_answer(run(*words))
