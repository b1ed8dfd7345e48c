"""Reading a certificate from a file that may hold anything, and the form of its members."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.certificate import Json
from sampling.certificate_file import CERTIFICATE_MEMBERS, PRIVATE_MEMBERS, form_faults, read_document
from sampling.faults import Refused
from tests.sampling.documents import CERTIFICATE, PRIVATE, RIGHT, WRONG, WRONG_PRIVATE
from tests.sampling.running import changed


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_document(path)
    return str(refused.value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "document.json"


def test_a_document_is_read_as_it_was_written(path: Path) -> None:
    path.write_text(json.dumps(CERTIFICATE), encoding="utf-8")
    assert read_document(path) == read_document(str(path)) == CERTIFICATE
    path.write_text(json.dumps(CERTIFICATE, ensure_ascii=False), encoding="utf-8-sig")
    assert read_document(path) == CERTIFICATE


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not JSON in UTF-8."),
        (b"{", "is not JSON in UTF-8."),
        (b"{}{}", "is not JSON in UTF-8."),
        (b"{'a': 1}", "is not JSON in UTF-8."),
        (b'{"a": "\xe9"}', "is not JSON in UTF-8."),
        ('{"a": 1}'.encode("utf-16"), "is not JSON in UTF-8."),
        (b"\0" * 1_000, "is not JSON in UTF-8."),
        (b"[" * 200_000, "is not JSON in UTF-8."),
        (b'{"a":' * 200_000, "is not JSON in UTF-8."),
        (b'{"a":' + b"9" * 5_000 + b"}", "is not JSON in UTF-8."),
        (b"[]", "holds no JSON object."),
        (b"null", "holds no JSON object."),
        (b'"text"', "holds no JSON object."),
        (b"7", "holds no JSON object."),
        (b"1.5", "'1.5': Numbers in a certificate are whole."),
        (b'{"a": 1.0}', "'1.0': Numbers in a certificate are whole."),
        (b'{"a": 1e3}', "'1e3': Numbers in a certificate are whole."),
        (b'{"a": NaN}', "'NaN': Numbers in a certificate are whole."),
        (b'{"a": -Infinity}', "'-Infinity': Numbers in a certificate are whole."),
        (b'{"a": 1, "b": 2, "a": 1}', "a: The member stands twice."),
        (b'{"sample": [{"position": 1, "position": 1}]}', "position: The member stands twice."),
        (b'{"\\ud800\\n": 1, "\\ud800\\n": 1}', "'\\ud800\\n': The member stands twice."),
    ],
)
def test_anything_but_an_object_of_text_and_whole_numbers_is_refused(path: Path, content: bytes, says: str) -> None:
    assert refusal(path, content).endswith(says)


def test_a_file_that_is_too_large_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sampling.certificate_file.LARGEST_DOCUMENT", 20)
    assert "larger than 20 bytes" in refusal(path, b'{"a":' + b" " * 20 + b"1}")
    path.write_bytes(b'{"a":' + b" " * 13 + b"1}")
    assert read_document(path) == {"a": 1}


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    try:
        found = read_document(path)
    except Refused:
        return
    assert isinstance(found, dict)


DOCUMENTS = [
    (CERTIFICATE, CERTIFICATE_MEMBERS, WRONG),
    (PRIVATE, PRIVATE_MEMBERS, WRONG_PRIVATE),
]


def test_every_member_has_wrong_values_below() -> None:
    assert [wrong.keys() for _, _, wrong in DOCUMENTS] == [members.keys() for _, members, _ in DOCUMENTS]


@pytest.mark.parametrize(("document", "members", "wrong"), DOCUMENTS)
def test_a_wrong_member_is_named_and_alone(document: Json, members: Any, wrong: dict[str, list[Any]]) -> None:
    assert form_faults(document, members) == []
    for name, values in wrong.items():
        for value in values:
            (fault,) = form_faults(changed(document, **{name: value}), members)
            assert fault.column == name
            assert fault.sentence.endswith(".")
            assert len(str(fault)) < 300


@pytest.mark.parametrize(("document", "members", "wrong"), DOCUMENTS)
def test_missing_and_unknown_members_are_all_named(document: Json, members: Any, wrong: object) -> None:
    for name in document:
        rest = {each: value for each, value in document.items() if each != name}
        assert [fault.column for fault in form_faults(rest | {"more": 1}, members)] == [name, "more"]
    assert [fault.column for fault in form_faults({}, members)] == list(members)


def test_values_at_the_edge_of_a_rule_are_right() -> None:
    for name, values in RIGHT.items():
        for value in values:
            assert form_faults(changed(CERTIFICATE, **{name: value}), CERTIFICATE_MEMBERS) == []
