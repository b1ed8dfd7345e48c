"""The description is that of what is served: valid OpenAPI 3.1, and every answer is as it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from api.v1.door.errors import CODES
from api.v1.door.states import as_markdown, state_tables
from api.v1.routes import RESOURCES, ROUTES
from tests.api.world import World

TOKENS = ("dfe", "own", "unsigned", None)


def checker(described: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Return what checks a document against a schema of the description."""
    whole = exact({**schema, "components": described["components"]})
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def exact(schema: Any) -> Any:
    """Return a schema that takes what is described and no more: an answer of today has nothing undescribed."""
    if isinstance(schema, list):
        return [exact(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: exact(each) for name, each in schema.items()}
    is_object = schema.get("type") == "object" and "properties" in schema
    return {**inner, "additionalProperties": False} if is_object else inner


def described(seen: World) -> dict[str, Any]:
    document: dict[str, Any] = seen.get("/openapi.json", token=None).get_json()
    return document


def test_every_route_that_is_served_is_described_and_nothing_else(seen: World) -> None:
    told = {(path, method.upper()) for path, methods in described(seen)["paths"].items() for method in methods}
    assert told == {("/api/v1" + route.path.replace("<uuid:id>", "{id}"), route.method) for route in ROUTES}


def test_every_schema_in_the_description_is_a_schema(seen: World) -> None:
    for schema in described(seen)["components"]["schemas"].values():
        validator_for(schema, default=Draft202012Validator).check_schema(schema)


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "GET"], ids=lambda route: route.name)
def test_every_answer_is_as_described(seen: World, route: Any) -> None:
    whole = described(seen)
    told = whole["paths"]["/api/v1" + route.path.replace("<uuid:id>", "{id}")]["get"]["responses"]
    kind = route.path.split("/")[1]
    records = seen.ids(kind)[:3] if route.has_id else [""]
    for token in TOKENS:
        for record in records:
            for query in ("", "?unknown=1"):
                answer = seen.get(route.path.replace("<uuid:id>", record) + query, token=token)
                shape = told[str(answer.status_code)]
                assert answer.headers["Content-Type"] in shape["content"]
                assert all(name in answer.headers for name, each in shape["headers"].items() if each.get("required"))
                if answer.is_json:
                    schema = shape["content"]["application/json"]["schema"]
                    assert list(checker(whole, schema).iter_errors(answer.get_json())) == []


def test_answers_may_grow_and_what_is_sent_may_not(seen: World) -> None:
    whole = described(seen)
    assert whole["components"]["schemas"]["NewReport"]["additionalProperties"] is False
    sent = whole["paths"]["/api/v1/malpractice-reports"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert sent["additionalProperties"] is False
    answered = {name: each for name, each in whole["components"]["schemas"].items() if name != "NewReport"}
    assert '"additionalProperties": false' not in json.dumps(answered)


def test_every_attribute_has_a_sentence_and_an_example(seen: World) -> None:
    schemas = described(seen)["components"]["schemas"]
    told = [(name, member, each) for name in schemas for member, each in schemas[name].get("properties", {}).items()]
    of_records = [each for each in told if each[0] not in {"Error", "Errors", "Step"}]
    assert len(of_records) > 200
    missing = [
        each[:2] for each in of_records if "example" not in each[2] or not each[2].get("description", "").strip()
    ]
    assert missing == []


def unions(schema: Any, place: str = "") -> Iterator[str]:
    """Yield the places in a schema where a value may be of several types, null aside."""
    if isinstance(schema, list):
        for number, each in enumerate(schema):
            yield from unions(each, f"{place}/{number}")
    elif isinstance(schema, dict):
        held = schema.get("type", [])
        kinds = {held} if isinstance(held, str) else set(held if isinstance(held, list) else [])
        others = [each for name in ("anyOf", "oneOf", "allOf") for each in schema.get(name, [])]
        if len(kinds - {"null"}) > 1 or len([each for each in others if each != {"type": "null"}]) > 1:
            yield place
        for name, each in schema.items():
            yield from unions(each, f"{place}/{name}")


def test_every_value_of_an_answer_has_one_type_or_is_null(seen: World) -> None:
    whole = described(seen)
    answers = {
        f"{method} {path}": each["responses"]
        for path, methods in whole["paths"].items()
        for method, each in methods.items()
    }
    assert list(unions(answers)) == []
    assert list(unions(whole["components"]["schemas"])) == []
    assert list(unions({"type": ["string", "integer"]})) == [""]
    assert list(unions({"anyOf": [{"type": "number"}, {"const": "inf"}, {"type": "null"}]})) == [""]


def test_every_operation_has_an_identifier_for_a_name(seen: World) -> None:
    names = [each["operationId"] for methods in described(seen)["paths"].values() for each in methods.values()]
    assert all(name.isidentifier() for name in names)
    assert len(set(names)) == len(names)


def test_every_error_code_is_described_and_documented(repository: Path) -> None:
    page = (repository / "docs" / "api.md").read_text(encoding="utf-8")
    for code, (status, _, meaning) in CODES.items():
        assert f"| `{code}` | {int(status)} | {meaning} |" in page


def test_every_route_is_documented(repository: Path) -> None:
    page = (repository / "docs" / "api.md").read_text(encoding="utf-8")
    for route in ROUTES:
        assert f"`{route.method} {route.path.replace('<uuid:id>', '{id}')}`" in page


def test_the_page_of_states_is_that_of_the_code(repository: Path) -> None:
    page = (repository / "docs" / "api-states.md").read_text(encoding="utf-8")
    assert page == as_markdown(state_tables(RESOURCES))


class Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.scrolled: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.addresses += [value for name in ("href", "src") if (value := named.get(name))]
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if named.get("class") == "scroll" and named.get("tabindex") == "0":
            self.scrolled.append(str(named["aria-label"]))


@pytest.mark.parametrize("path", ["/reference", "/states"])
def test_the_pages_load_nothing_from_elsewhere_and_have_one_heading(seen: World, path: str) -> None:
    answer = seen.get(path, token=None)
    page = Page()
    page.feed(answer.text)
    assert page.tags.count("h1") == page.tags.count("title") == page.tags.count("main") == 1
    assert "script" not in page.tags
    assert len(page.ids) == len(set(page.ids))
    assert len(page.scrolled) == len(set(page.scrolled)) == page.tags.count("table") > 3
    assert all(re.fullmatch(r"[a-z.]+|#[a-z_-]+", address) for address in page.addresses)
    for address in page.addresses:
        if address.startswith("#"):
            assert address[1:] in page.ids
        else:
            assert seen.get(f"/{address}", token=None).status_code == HTTPStatus.OK
    for route in RESOURCES:
        assert path == "/states" or route.summary in answer.text


def test_the_reference_has_contents_that_lead_to_all_of_it(seen: World) -> None:
    page = Page()
    page.feed(seen.get("/reference", token=None).text)
    assert page.tags.count("nav") == 2
    assert {f"#resource-{route.tag}" for route in ROUTES} <= set(page.addresses)
    objects = {f"#attributes-{name.lower()}" for name in described(seen)["components"]["schemas"]}
    assert objects <= set(page.addresses)
