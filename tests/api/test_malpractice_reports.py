"""Reporting malpractice over HTTP."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from tests.api.world import World

REPORT = {
    "kind": "malpractice",
    "stage": "confirmed",
    "began_at": "2016-01-02T09:00:00Z",
    "text": "Two answers were written by the same hand.",
}


def send(world: World, **changes: Any) -> Any:
    """Send a report, changed in some members; None leaves one out."""
    attributes = {name: value for name, value in {**REPORT, **changes}.items() if value is not None}
    document = {"data": {"type": "malpractice-reports", "attributes": attributes}}
    return world.ask("POST", "/malpractice-reports", token="own", json=document)


def test_a_report_is_recorded_and_its_words_are_not_repeated(world: World) -> None:
    answer = send(world)
    assert answer.status_code == HTTPStatus.CREATED
    shown = answer.get_json()["data"]
    assert answer.headers["Location"] == f"/api/v1/malpractice-reports/{shown['id']}"
    assert shown["attributes"]["reported_at"] == "2016-01-04T09:00:00Z"
    assert "hand" not in answer.text
    assert shown["id"] in world.ids("malpractice-reports", token="own")
    assert shown["id"] in world.ids("malpractice-reports", token="dfe")
    assert shown["id"] not in world.ids("malpractice-reports", token="foreign")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"kind": "mischief"}, "kind"),
        ({"stage": None}, "stage"),
        ({"began_at": "2016-01-02"}, "began_at"),
        ({"began_at": "2016-02-02T09:00:00Z"}, "began_at"),
        ({"text": ""}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"text": 7}, "text"),
        ({"more": "x"}, "more"),
    ],
)
def test_a_fault_is_told_with_its_place(seen: World, changes: dict[str, Any], place: str) -> None:
    answer = send(seen, **changes)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [each["source"]["pointer"] for each in answer.get_json()["errors"]] == [f"/data/attributes/{place}"]


def test_all_faults_are_told_at_once(seen: World) -> None:
    told = send(seen, kind="x", stage="y", began_at="z").get_json()["errors"]
    assert {each["source"]["pointer"].rpartition("/")[2] for each in told} == {"kind", "stage", "began_at"}


def test_another_type_and_further_members_are_refused(seen: World) -> None:
    document = {"data": {"type": "returns", "attributes": REPORT, "id": "x"}}
    answer = seen.ask("POST", "/malpractice-reports", token="own", json=document)
    assert {each["source"]["pointer"] for each in answer.get_json()["errors"]} == {"/data/type", "/data/id"}


def test_a_report_that_is_sent_again_under_its_key_is_one_report(world: World) -> None:
    document = {"data": {"type": "malpractice-reports", "attributes": REPORT}}
    key = {"Idempotency-Key": "report-1"}
    before = len(world.ids("malpractice-reports"))
    sent = [world.ask("POST", "/malpractice-reports", token="own", json=document, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [HTTPStatus.CREATED] * 2
    assert sent[0].get_json() == sent[1].get_json()
    assert len(world.ids("malpractice-reports")) == before + 1
    document["data"]["attributes"] = {**REPORT, "stage": "investigation"}
    other = world.ask("POST", "/malpractice-reports", token="own", json=document, headers=key)
    assert other.status_code == HTTPStatus.CONFLICT
