"""The published JSON Schemas say of every document what the reader says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sampling.certificate import Json, certificate
from sampling.certificate_file import CERTIFICATE_MEMBERS, PRIVATE_MEMBERS, form_faults
from sampling.draw import draw
from sampling.frame import Frame
from tests.sampling.documents import CERTIFICATE, PRIVATE, RIGHT, WRONG, WRONG_PRIVATE
from tests.sampling.running import SEED, changed, some_private_part

SCHEMAS = Path(__file__).parents[2] / "sampling"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.text("0123456789abcdef", max_size=130),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


PUBLIC_SCHEMA = validator("certificate.schema.json")
PRIVATE_SCHEMA = validator("private-part.schema.json")
KINDS = [
    (PUBLIC_SCHEMA, CERTIFICATE, CERTIFICATE_MEMBERS, WRONG),
    (PRIVATE_SCHEMA, PRIVATE, PRIVATE_MEMBERS, WRONG_PRIVATE),
]


def test_schemas_name_the_members_that_the_reader_knows() -> None:
    for schema, document, members, _ in KINDS:
        content = schema.schema
        assert isinstance(content, dict)
        assert sorted(content["required"]) == sorted(content["properties"]) == sorted(members) == sorted(document)
        assert content["additionalProperties"] is False


@pytest.mark.parametrize("extend_to", [None, 40])
def test_what_the_product_writes_is_valid(extend_to: int | None) -> None:
    drawn = draw("CCC", "2014J", seed=SEED, scripts_count=40, extend_to=extend_to)
    PUBLIC_SCHEMA.validate(certificate(drawn))
    PUBLIC_SCHEMA.validate(CERTIFICATE)
    frame = Frame(tuple((f"S-{number}",) for number in range(10, 50)), detailed=False)
    PRIVATE_SCHEMA.validate(some_private_part(frame, extend_to=extend_to))


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_member_is_invalid(kind: tuple[Draft202012Validator, Json, Any, dict[str, list[Any]]]) -> None:
    schema, document, _, wrong = kind
    for name, found in wrong.items():
        for value in found:
            assert not schema.is_valid(changed(document, **{name: value})), (name, value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_or_unknown_member_is_invalid(kind: tuple[Draft202012Validator, Json, Any, Any]) -> None:
    schema, document, _, _ = kind
    for name in document:
        assert not schema.is_valid({each: value for each, value in document.items() if each != name})
    assert not schema.is_valid(changed(document, more=None))


def test_values_at_the_edge_of_a_rule_are_valid() -> None:
    for name, found in RIGHT.items():
        for value in found:
            assert PUBLIC_SCHEMA.is_valid(changed(CERTIFICATE, **{name: value})), (name, value)


@given(st.data())
def test_schema_and_reader_agree_on_any_change(data: st.DataObject) -> None:
    schema, document, members, wrong = data.draw(st.sampled_from(KINDS))
    names = data.draw(st.lists(st.sampled_from(sorted(document)), min_size=1, max_size=3))
    mutated = changed(document)
    for name in names:
        if data.draw(st.booleans()):
            mutated[name] = data.draw(values | st.sampled_from(wrong[name]) | st.just(document[name]))
        else:
            mutated.pop(name, None)
    assert schema.is_valid(mutated) == (not form_faults(mutated, members))
