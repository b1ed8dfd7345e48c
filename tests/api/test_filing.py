"""Filing a return over HTTP: as the command does it, with the same faults, once for each key."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from moderation.database.transaction import reading
from moderation.errors import Rejected
from moderation.returns.checking.check import check_return
from moderation.returns.rules import rules_of
from moderation.windows.records import window_by_code
from tests.api.world import NOW, OPEN_WINDOW, World

Row = dict[str, str]
DECLARED = {"Declared-By": quote("Zoë Smith")}


def rows(count: int = 20) -> list[Row]:
    """Return results without fault."""
    return [
        {
            "script_ref": f"S-{number:04d}",
            "participant_ref": f"P{number:04d}",
            "qualification": "NPQSL",
            "final_mark": "60",
            "max_mark": "100",
            "outcome": "pass",
            "peer_moderated": "no",
            "changed_by_peer_moderation": "no",
            "assessed_on": "2015-06-30",
        }
        for number in range(1, count + 1)
    ]


def as_csv(results: list[Row]) -> bytes:
    """Return results as a return file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(results[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(results)
    return text.getvalue().encode("utf-8")


def send_csv(
    world: World, body: bytes, *, window: str = OPEN_WINDOW, token: str = "own", **headers: str
) -> TestResponse:
    """File a return as CSV."""
    more = {"Content-Type": "text/csv", **DECLARED, **headers}
    return world.ask("POST", f"/returns?window_code={window}", token=token, data=body, headers=more)


def send_json(world: World, results: Any, *, window: str = OPEN_WINDOW, **headers: str) -> TestResponse:
    """File a return as JSON."""
    attributes = {"window_code": window, "declared_by": "Zoë Smith", "results": results}
    document = {"data": {"type": "returns", "attributes": attributes}}
    return world.ask("POST", "/returns", token="own", json=document, headers=headers)


def file_as_csv(world: World, results: list[Row]) -> TestResponse:
    return send_csv(world, as_csv(results))


Send = Callable[[World, list[Row]], TestResponse]


@pytest.mark.parametrize("send", [file_as_csv, send_json])
def test_a_filed_return_is_answered_with_its_counts_and_where_it_is(world: World, send: Send) -> None:
    answer = send(world, rows(20))
    assert answer.status_code == HTTPStatus.CREATED
    shown = answer.get_json()["data"]
    assert answer.headers["Location"] == f"/api/v1/returns/{shown['id']}"
    attributes = shown["attributes"]
    assert (attributes["provider_code"], attributes["window_code"], attributes["version"]) == ("AAA", OPEN_WINDOW, 1)
    assert (attributes["presented_count"], attributes["final_count"], attributes["pass_count"]) == (20, 20, 20)
    assert world.get(f"/returns/{shown['id']}", token="own").get_json()["data"] == shown


def test_json_may_use_its_own_types_and_leave_out_what_may_be_left_out(world: World) -> None:
    results = [{**row, "final_mark": 60, "max_mark": 100, "peer_moderated": False, "attempt": 1} for row in rows(3)]
    pending = {**rows(4)[3], "status": "pending", "final_mark": None, "outcome": None, "max_mark": None}
    answer = send_json(world, [*results, pending])
    attributes = answer.get_json()["data"]["attributes"]
    assert (attributes["final_count"], attributes["pending_count"]) == (3, 1)


def test_every_fault_of_a_csv_is_that_of_the_command_with_its_row_and_column(world: World) -> None:
    wrong = rows(6)
    wrong[1]["final_mark"], wrong[3]["outcome"], wrong[4]["script_ref"] = "101", "maybe", "S-0001"
    with reading(world.engine) as session:
        rules = rules_of(session, window_by_code(session, OPEN_WINDOW), today=NOW.date())
    with pytest.raises(Rejected) as refusal:
        check_return(io.BytesIO(as_csv(wrong)), rules)
    answer = send_csv(world, as_csv(wrong))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    told = answer.get_json()
    assert [
        (each["detail"], each["meta"]["row"], each["meta"]["column"], each["meta"]["value"]) for each in told["errors"]
    ] == [(fault.sentence, fault.row, fault.column, fault.value) for fault in refusal.value.faults]
    assert [each["source"]["pointer"] for each in told["errors"][:2]] == ["/rows/3/final_mark", "/rows/5/outcome"]
    assert told["meta"] == {"errors_count": 3, "shown_count": 3}
    assert world.get("/returns?filter[window]=2015F", token="own").get_json()["data"] == []


def test_a_fault_of_json_points_into_the_document(world: World) -> None:
    wrong = rows(4)
    wrong[2]["final_mark"] = "101"
    answer = send_json(world, wrong)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    (fault,) = answer.get_json()["errors"]
    assert fault["source"]["pointer"] == "/data/attributes/results/2/final_mark"


def test_of_very_many_faults_the_first_thousand_are_told_and_the_rest_counted(world: World) -> None:
    wrong = [{**row, "outcome": "maybe"} for row in rows(1_200)]
    told = send_csv(world, as_csv(wrong)).get_json()
    assert told["meta"] == {"errors_count": 1_200, "shown_count": 1_000}
    assert len(told["errors"]) == 1_000


@pytest.mark.parametrize(
    "results",
    [
        {"no": "list"},
        ["no object"],
        [{**rows(1)[0], "final_mark": [1]}],
        [{**rows(1)[0], "final_mark": 10**400}],
        [{**rows(1)[0], "final_mark": 1.5}],
        [{**rows(1)[0], "script_ref": "\ud800"}],
        [{**rows(1)[0], "script_ref": "x" * 5_000}],
        [{**rows(1)[0], "unknown": "x"}],
        [{}],
        [],
    ],
)
def test_what_is_no_result_at_all_is_refused_with_its_place(seen: World, results: Any) -> None:
    answer = send_json(seen, results)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    for fault in answer.get_json()["errors"]:
        assert fault["source"]["pointer"].startswith("/data/attributes/results") or fault["meta"]["row"] is None


def test_the_same_bytes_are_the_same_filing(world: World) -> None:
    first, second = (send_csv(world, as_csv(rows())) for _ in range(2))
    assert (first.status_code, second.status_code) == (HTTPStatus.CREATED, HTTPStatus.OK)
    assert first.get_json()["data"] == second.get_json()["data"]


def test_a_key_makes_a_request_sent_twice_one_request_whatever_was_filed_between(world: World) -> None:
    key = {"Idempotency-Key": "filing-1"}
    first = send_csv(world, as_csv(rows(20)), **key)
    other = send_csv(world, as_csv(rows(21)))
    again = send_csv(world, as_csv(rows(20)), **key)
    assert (first.status_code, other.status_code, again.status_code) == (HTTPStatus.CREATED,) * 3
    assert again.get_json()["data"] == first.get_json()["data"]
    assert [
        each["attributes"]["version"] for each in world.get("/returns?filter[window]=2015F").get_json()["data"]
    ] == [1, 2]


def test_a_key_that_was_used_for_another_request_is_a_conflict(world: World) -> None:
    key = {"Idempotency-Key": "filing-1"}
    send_csv(world, as_csv(rows(20)), **key)
    answer = send_csv(world, as_csv(rows(21)), **key)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.get_json()["errors"][0]["source"]["pointer"] == "/Idempotency-Key"


def test_a_refused_request_leaves_its_key_free(world: World) -> None:
    key = {"Idempotency-Key": "filing-1"}
    assert send_csv(world, b"nonsense", **key).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert send_csv(world, as_csv(rows()), **key).status_code == HTTPStatus.CREATED


def test_keys_of_two_tokens_have_nothing_to_do_with_each_other(world: World) -> None:
    for token in ("own", "foreign"):
        answer = send_csv(world, as_csv(rows()), token=token, **{"Idempotency-Key": "filing-1"})
        assert answer.status_code == HTTPStatus.CREATED


def test_after_the_freeze_a_return_is_a_conflict_that_explains_amendments(seen: World) -> None:
    answer = send_csv(seen, as_csv(rows()), window="2014J")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "amendment" in answer.get_json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("headers", "query", "status", "pointer"),
    [
        ({"Declared-By": None}, "?window_code=2015F", HTTPStatus.BAD_REQUEST, "/Declared-By"),
        ({"Declared-By": "%ff"}, "?window_code=2015F", HTTPStatus.BAD_REQUEST, "/Declared-By"),
        ({"Declared-By": " "}, "?window_code=2015F", HTTPStatus.UNPROCESSABLE_ENTITY, "/Declared-By"),
        ({"Declared-By": "Zo\u00eb"}, "?window_code=2015F", HTTPStatus.BAD_REQUEST, "/Declared-By"),
        ({"Content-Range": "bytes 5-9/10"}, "?window_code=2015F", HTTPStatus.BAD_REQUEST, "/Content-Range"),
        ({"Content-Encoding": "gzip"}, "?window_code=2015F", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "/Content-Encoding"),
        ({}, "?window_code=2015F%0A", HTTPStatus.BAD_REQUEST, "/window_code"),
        ({}, "?window_code=2014J", HTTPStatus.CONFLICT, "/window_code"),
        ({"Idempotency-Key": "a b"}, "?window_code=2015F", HTTPStatus.BAD_REQUEST, "/Idempotency-Key"),
        ({}, "", HTTPStatus.BAD_REQUEST, "/window_code"),
        ({}, "?window_code=NONE", HTTPStatus.UNPROCESSABLE_ENTITY, "/window_code"),
        ({}, "?window_code=2015X", HTTPStatus.UNPROCESSABLE_ENTITY, "/window_code"),
        ({"Content-Type": "text/plain"}, "?window_code=2015F", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "/Content-Type"),
    ],
)
def test_what_is_wrong_around_the_file_is_told(
    seen: World, headers: dict[str, str | None], query: str, status: HTTPStatus, pointer: str
) -> None:
    sent = {"Content-Type": "text/csv", **DECLARED, **headers}
    known = {name: value for name, value in sent.items() if value is not None}
    answer = seen.ask("POST", f"/returns{query}", token="own", data=as_csv(rows(5)), headers=known)
    assert answer.status_code == status
    assert answer.get_json()["errors"][0]["source"]["pointer"] == pointer


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"\xff", b"[" * 100_000, b'{"data": NaN}', b'{"data": 1}', b'{"data": {}}']
)
def test_a_body_that_is_no_document_is_refused(seen: World, body: bytes) -> None:
    answer = seen.ask("POST", "/returns", token="own", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
    assert answer.get_json()["errors"]


def test_a_window_another_provider_is_judged_in_alone_looks_like_none(seen: World) -> None:
    told = [send_json(seen, rows(2), window=window) for window in ("2015X", "NONE")]
    assert told[0].status_code == told[1].status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told[0].get_json() == told[1].get_json()
    assert told[0].get_json()["errors"][0]["source"]["pointer"] == "/data/attributes/window_code"
    assert "2015" not in told[0].text


@pytest.mark.parametrize("results", [None, [], {}, "rows"])
def test_results_that_are_none_are_told_with_what_else_is_wrong(seen: World, results: object) -> None:
    attributes = {"window_code": 7, **({} if results is None else {"results": results})}
    document = {"data": {"type": "returns", "attributes": attributes}}
    answer = seen.ask("POST", "/returns", token="own", json=document)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert {each["source"]["pointer"] for each in answer.get_json()["errors"]} == {
        f"/data/attributes/{name}" for name in ("window_code", "declared_by", "results")
    }


def test_a_repeated_request_is_answered_with_the_record_and_the_status_of_the_first(world: World) -> None:
    def send(number: int, key: str) -> tuple[int, str]:
        answer = send_csv(world, as_csv(rows(number)), **{"Idempotency-Key": key})
        return answer.status_code, answer.headers["Location"]

    first, second, third = send(20, "a"), send(21, "b"), send(20, "c")
    unchanged = send(20, "d")
    assert [status for status, _ in (first, second, third, unchanged)] == [201, 201, 201, 200]
    assert len({first[1], second[1], third[1]}) == 3
    assert [send(20, "a"), send(21, "b"), send(20, "c"), send(20, "d")] == [first, second, third, unchanged]


def test_the_same_request_several_times_at_once_is_done_once_and_answered_alike(world: World) -> None:
    body = as_csv(rows(200))
    with ThreadPoolExecutor(4) as several:
        answers = list(several.map(lambda _: send_csv(world, body, **{"Idempotency-Key": "one"}), range(4)))
    assert {answer.status_code for answer in answers} == {HTTPStatus.CREATED}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(world.get(f"/returns?filter[window]={OPEN_WINDOW}").get_json()["data"]) == 1


def test_a_carriage_return_in_a_value_hides_no_other_fault(seen: World) -> None:
    results = rows(3)
    results[0]["script_ref"], results[2]["final_mark"] = "S-\rx", "101"
    answer = send_json(seen, results)
    assert [each["source"]["pointer"] for each in answer.get_json()["errors"]] == [
        "/data/attributes/results/0/script_ref",
        "/data/attributes/results/2/final_mark",
    ]


def test_half_a_character_leaves_the_house_as_none(seen: World) -> None:
    results = rows(1)
    results[0]["qualification"] = "NPQ"
    body = as_csv(results).replace(b"NPQ", b"NPQ\xff")
    assert "\\ud" not in send_csv(seen, body).text
    document = {"data": {"type": "returns", "attributes": {"\udce9": 1}}}
    refused = seen.ask("POST", "/returns", token="own", json=document)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "\\udc" not in refused.text


def test_what_was_read_how_and_what_is_odd_stands_beside_the_return(world: World) -> None:
    body = as_csv(rows(3)).decode().replace("pass", "Pass").replace("S-0001", "03-Jan").replace(",", ";")
    answer = send_csv(world, body.encode("utf-16"))
    assert answer.status_code == HTTPStatus.CREATED
    meta = answer.get_json()["meta"]
    assert "outcome: 'Pass' read as pass (3)." in meta["notes"]
    assert "like_dates" in [warning["kind"] for warning in meta["warnings"]]
    assert all(warning["sentence"].endswith(".") for warning in meta["warnings"])
