"""A client made from the description reads everything, and what is offered as CSV is read as numbers."""

from __future__ import annotations

import importlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from http import HTTPStatus
from types import ModuleType
from typing import Any
from uuid import UUID

import pandas as pd
import pytest

from api.v1.door.answer import CSV_TYPE, JSON_TYPE
from api.v1.routes import ROUTES
from tests.api.serving import serving
from tests.api.test_filing import rows
from tests.api.world import World

pytestmark = pytest.mark.slow
PACKAGE = "made_client"
READ = [route for route in ROUTES if route.method == "GET"]


class Made:
    """The client that was made, and the service that it asks."""

    def __init__(self, package: ModuleType, address: str, world: World) -> None:
        self.package, self.address, self.world = package, address, world

    def ask(self, tag: str, name: str, *given: Any, token: str = "dfe", **more: Any) -> Any:
        """Call the function that was made of an operation, and return what it understood."""
        client = self.package.AuthenticatedClient(
            base_url=self.address, token=self.world.tokens[token], raise_on_unexpected_status=True
        )
        operation = importlib.import_module(f"{PACKAGE}.api.{tag.replace('-', '_')}.{name}")
        with client as opened:
            answer = operation.sync_detailed(*given, client=opened, **more)
        assert answer.status_code in {HTTPStatus.OK, HTTPStatus.CREATED}, answer.content
        return answer.parsed


@pytest.fixture(scope="module")
def made(seen: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("made")
    with serving(seen.settings) as address:
        # Its tidying needs a program on the PATH, and nobody reads what is made here.
        (folder / "settings.yml").write_text("post_hooks: []\n")
        asked = ["--url", f"{address}/api/v1/openapi.json", "--config", "settings.yml"]
        where = ["--meta", "none", "--output-path", PACKAGE]
        program = [sys.executable, "-m", "openapi_python_client", "generate", *asked, *where]
        said = subprocess.run(program, cwd=folder, check=True, capture_output=True, text=True)
        # Such a client can send no CSV; a return is filed as JSON.
        assert said.stderr.count("WARNING") == said.stderr.count("Unsupported content type text/csv") == 1, said.stderr
        sys.path.insert(0, str(folder))
        try:
            yield Made(importlib.import_module(PACKAGE), address, seen)
        finally:
            sys.path.remove(str(folder))
            for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
                del sys.modules[name]


def test_a_made_client_reads_every_resource(made: Made) -> None:
    lists = {route.path: route for route in READ if not route.has_id and not route.access.public}
    assert len(lists) == 13
    for path, listed in lists.items():
        found = made.ask(listed.tag, listed.name).data
        assert found, path
        shown = made.world.get(path).get_json()["data"]
        read = json.dumps([each.to_dict() for each in found], sort_keys=True).replace("+00:00", "Z")
        assert read == json.dumps(shown, sort_keys=True)
        assert not any(each.additional_properties or each.attributes.additional_properties for each in found)
        for one in [route for route in READ if route.path.startswith(f"{path}/<uuid:id>")]:
            record = next(each.id for each in found if listed.tag != "accuracy" or each.attributes.finding_id)
            answer = made.ask(one.tag, one.name, record)
            assert answer is not None, one.path


def test_a_figure_comes_as_numbers(made: Made) -> None:
    figures = {each.attributes.provider_code: each.attributes for each in made.ask("accuracy", "list_accuracy").data}
    signed, waiting = figures["AAA"], figures["CCC"]
    assert signed.overturn_rate == signed.overturn_rate_lower == signed.overturn_rate_upper == 0.2
    assert (waiting.overturn_rate, waiting.overturn_rate_lower, waiting.e_met, waiting.e_met_text) == (None,) * 4
    assert isinstance(signed.e_fails, float)
    assert float(signed.e_fails_text) == signed.e_fails


def test_a_made_client_files_a_return_and_hands_in_a_script(made: Made) -> None:
    models, types = (importlib.import_module(f"{PACKAGE}.{name}") for name in ("models", "types"))
    lines = [{name: value for name, value in row.items() if value != ""} for row in rows(20)]
    document = {"window_code": "2015F", "declared_by": "Ann", "results": lines}
    body = models.FileReturnJsonBody.from_dict({"data": {"type": "returns", "attributes": document}})
    filed = made.ask("returns", "file_return", token="own", body=body)
    assert filed.data.attributes.presented_count == 20
    scripts = made.ask("scripts", "list_scripts", token="unsigned").data
    script: UUID = next(each.id for each in scripts if each.attributes.due_on.year == 2099)
    file = types.File(payload=io.BytesIO(b"a script"))
    receipt = made.ask("scripts", "put_script_file", script, token="unsigned", body=file)
    assert receipt.data.attributes.byte_count == 8


def kinds(whole: Any, schema: Any) -> dict[str, set[str]]:
    """Return the types that each cell of a table may have, null aside, by its column."""
    named = whole["components"]["schemas"]
    columns: dict[str, set[str]] = {}
    for name, each in schema["properties"].items():
        inner = next((one for one in (each, *each.get("anyOf", ())) if "$ref" in one), None)
        if inner is not None:
            below = kinds(whole, named[inner["$ref"].rpartition("/")[2]])
            columns |= {f"{name}_{column}": kind for column, kind in below.items()}
        else:
            held = each.get("type", "string")
            columns[name] = ({held} if isinstance(held, str) else set(held)) - {"null"}
    return columns


@pytest.mark.parametrize(
    "route",
    [route for route in READ if CSV_TYPE in {media for shapes in route.answers.values() for media in shapes}],
    ids=lambda route: route.name,
)
def test_an_analyst_reads_numbers_as_numbers(seen: World, route: Any) -> None:
    figure = next(
        each["id"] for each in seen.get("/accuracy").get_json()["data"] if each["attributes"]["signed_off_at"]
    )
    path = route.path.replace("<uuid:id>", figure)
    whole = seen.get("/openapi.json", token=None).get_json()
    told = kinds(whole, whole["components"]["schemas"]["Accuracy"])
    answer = seen.get(path, headers={"Accept": "text/csv"})
    table = pd.read_csv(io.StringIO(answer.text))
    assert len(table) > 0
    numbers = {name for name, kind in told.items() if kind & {"number", "integer"}} & set(table.columns)
    assert len(numbers) >= 25
    assert all(pd.api.types.is_numeric_dtype(table[name]) for name in numbers)
    assert seen.get(path).mimetype == JSON_TYPE
    assert table["overturn_rate_upper"].max() <= 1
