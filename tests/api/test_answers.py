"""What every answer has in common: envelope, headers, parameters, tags, and errors in one form."""

from __future__ import annotations

import json
from http import HTTPStatus

import pytest
from sqlalchemy import text

from api.v1.routes import COLLECTIONS
from moderation.errors import Unavailable
from tests.api.world import World
from tests.inserting import inserting

KINDS = [collection.kind for collection in COLLECTIONS] + ["accuracy"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_holds_envelopes_and_each_is_found_under_its_id(seen: World, kind: str) -> None:
    data = seen.get(f"/{kind}").get_json()["data"]
    assert data
    for each in data[:3]:
        assert set(each) == {"id", "type", "attributes"}
        assert each["type"] == kind
        assert each["attributes"]["created_at"] <= each["attributes"]["updated_at"]
        assert seen.get(f"/{kind}/{each['id']}").get_json()["data"] == each


@pytest.mark.parametrize("kind", KINDS)
def test_pages_follow_one_another_without_gap_or_repetition(seen: World, kind: str) -> None:
    for sort in ("created_at", "-created_at"):
        whole = [each["id"] for each in seen.get(f"/{kind}?page[per_page]=3000&sort={sort}").get_json()["data"]]
        paged: list[str] = []
        number = 1
        while page := seen.get(f"/{kind}?page[page]={number}&page[per_page]=2&sort={sort}").get_json()["data"]:
            paged += [each["id"] for each in page]
            number += 1
        assert paged == whole
        assert len(set(whole)) == len(whole)


@pytest.mark.parametrize("kind", KINDS)
def test_the_default_order_is_by_age(seen: World, kind: str) -> None:
    made = [each["attributes"]["created_at"] for each in seen.get(f"/{kind}?page[per_page]=3000").get_json()["data"]]
    assert made == sorted(made)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("token", ["dfe", "own"])
def test_updated_since_returns_exactly_what_was_updated_since(seen: World, kind: str, token: str) -> None:
    answer = seen.get(f"/{kind}?page[per_page]=3000", token=token)
    if answer.status_code == HTTPStatus.FORBIDDEN:
        return
    everything = answer.get_json()["data"]
    for since in sorted({each["attributes"]["updated_at"] for each in everything}):
        later = seen.get(f"/{kind}?page[per_page]=3000&filter[updated_since]={since}", token=token).get_json()["data"]
        assert later == [each for each in everything if each["attributes"]["updated_at"] >= since]


@pytest.mark.parametrize("kind", ["returns", "frames", "draws", "samples", "scripts", "outcomes", "accuracy"])
def test_filters_select_by_provider_and_window(seen: World, kind: str) -> None:
    everything = seen.get(f"/{kind}?page[per_page]=3000").get_json()["data"]
    chosen = seen.get(f"/{kind}?page[per_page]=3000&filter[provider]=BBB&filter[window]=2014J").get_json()["data"]
    assert chosen == [each for each in everything if each["attributes"]["provider_code"] == "BBB"] != []
    for nothing in ("filter[provider]=ZZZ", "filter[window]=2015F"):
        assert seen.get(f"/{kind}?{nothing}").get_json()["data"] == []


@pytest.mark.parametrize("kind", ["samples", "scripts", "outcomes"])
def test_a_filter_selects_by_qualification(seen: World, kind: str) -> None:
    everything = seen.get(f"/{kind}?page[per_page]=3000").get_json()["data"]
    chosen = seen.get(f"/{kind}?page[per_page]=3000&filter[qualification]=NPQH").get_json()["data"]
    assert chosen == [each for each in everything if each["attributes"]["qualification"] == "NPQH"] != []


@pytest.mark.parametrize(
    "query",
    [
        "page[page]=0",
        "page[page]=-1",
        "page[page]=x",
        "page[page]=1.5",
        "page[page]=%D9%A1",
        "page[page]=" + "9" * 400,
        "page[page]=",
        "page[per_page]=0",
        "page[per_page]=3001",
        "page[page]=1&page[page]=2",
        "unknown=1",
        "filter[unknown]=1",
        "page=1",
        "sort=name",
        "filter[updated_since]=yesterday",
        "filter[updated_since]=2015-01-01T00:00:00",
        "filter[updated_since]=2015-02-30T00:00:00Z",
        "filter[updated_since]=0001-01-01T00:00:00%2B14:00",
        "filter[window]=a%20b",
        "filter[window]=%00",
        "filter[provider]=" + "x" * 33,
        "filter[provider]=",
    ],
)
def test_a_wrong_parameter_is_refused_by_its_name(seen: World, query: str) -> None:
    answer = seen.get(f"/samples?{query}")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    for problem in answer.get_json()["errors"]:
        assert problem["code"] == "bad_parameter"
        assert problem["source"]["pointer"].lstrip("/") in query


def test_all_wrong_parameters_are_told_at_once(seen: World) -> None:
    problems = seen.get("/samples?page[page]=0&sort=name&x=1").get_json()["errors"]
    assert {problem["source"]["pointer"] for problem in problems} == {"/page[page]", "/sort", "/x"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_not_changed_is_not_sent_again(seen: World, kind: str) -> None:
    first = seen.get(f"/{kind}")
    tag = first.headers["ETag"]
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = seen.get(f"/{kind}", headers={"If-None-Match": given})
        assert (again.status_code, again.data) == (HTTPStatus.NOT_MODIFIED, b"")
        assert again.headers["ETag"] == tag
    assert seen.get(f"/{kind}", headers={"If-None-Match": '"other"'}).data == first.data


def test_an_answer_is_sent_plain_since_packing_is_the_proxys(seen: World) -> None:
    plain, asked = seen.get("/samples"), seen.get("/samples", headers={"Accept-Encoding": "br, gzip"})
    assert asked.data == plain.data
    assert "Content-Encoding" not in asked.headers
    # So that a proxy may pack it without telling it from the plain one.
    assert asked.headers["ETag"].startswith("W/")


def test_every_answer_names_its_request_and_is_kept_by_nobody(seen: World) -> None:
    for path in ("/samples", "/nothing", "/samples?x=1", "/health"):
        answer = seen.get(path)
        assert answer.headers["X-Request-Id"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Authorization" in answer.headers["Vary"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_head_is_a_get_without_its_body(seen: World) -> None:
    whole, head = seen.get("/samples"), seen.ask("HEAD", "/samples")
    assert head.data == b""
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert head.headers[name] == whole.headers[name]


def test_an_act_changes_what_was_remembered(world: World) -> None:
    before = world.get("/scripts", token="unsigned")
    script = next(each for each in before.get_json()["data"] if each["attributes"]["due_on"] == "2099-12-31")
    world.ask("PUT", f"/scripts/{script['id']}/file", token="unsigned", data=b"a script")
    after = world.get("/scripts", token="unsigned", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == HTTPStatus.OK
    assert after.get_json() != before.get_json()


def test_what_is_remembered_for_one_is_not_given_to_another(seen: World) -> None:
    by_dfe, own, foreign = (seen.get("/frames", token=token).get_json() for token in ("dfe", "own", "foreign"))
    assert [each["attributes"]["provider_code"] for each in own["data"]] == ["AAA"]
    assert [each["attributes"]["provider_code"] for each in foreign["data"]] == ["BBB"]
    assert len(by_dfe["data"]) == 3


def test_looking_writes_nothing(seen: World) -> None:
    seen.get("/windows")
    with seen.engine.connect() as connection:
        before = connection.execute(text("SELECT max(number) FROM audit_entries")).scalar()
    for kind in KINDS:
        seen.get(f"/{kind}")
    with seen.engine.connect() as connection:
        assert connection.execute(text("SELECT max(number) FROM audit_entries")).scalar() == before


def test_a_mistake_of_ours_says_nothing_of_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(world.door.cache, "recall", broken)
    answer = world.get("/windows")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "secret" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.get_json()["errors"][0]["detail"]


def test_a_service_that_cannot_answer_says_so_without_its_reasons(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object) -> None:
        raise Unavailable("The database at a secret address cannot be reached.")

    monkeypatch.setattr(world.door.cache, "recall", unreachable)
    answer = world.get("/windows")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "secret" not in answer.text


def test_health_and_readiness_need_no_token_and_readiness_needs_the_database(world: World) -> None:
    assert world.get("/health", token=None).get_json() == {"status": "alive"}
    assert world.get("/ready", token=None).get_json() == {"status": "ready"}
    with inserting(world.engine) as session:
        session.execute(text("ALTER TABLE audit_entries RENAME TO mislaid"))
    assert world.get("/health", token=None).status_code == HTTPStatus.OK
    assert world.get("/ready", token=None).status_code >= HTTPStatus.INTERNAL_SERVER_ERROR


def test_answers_are_json_in_ascii(seen: World) -> None:
    body = seen.get("/providers").data
    assert body.isascii()
    assert json.loads(body)
