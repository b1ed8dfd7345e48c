"""Figures over HTTP: those of the command, as at any moment, and to a provider only once they are signed."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from api.v1.door.cache import Cache
from moderation.audit.act import Act
from moderation.audit.records import AuditEntry
from moderation.cli.accuracy import as_csv
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.findings.figure import moment_json
from moderation.findings.figures import figures
from moderation.findings.records import ReopeningReason
from moderation.findings.reopen import Reopen, reopen
from moderation.findings.sign_off import SignOff, sign_off
from tests.api.world import DRAWN_WINDOW, NOW, World
from tests.inserting import inserting
from tests.moderated import SIGNED, settle

BESIDE = ("created_at", "updated_at", "frame_id", "finding_id")


def attributes(world: World, query: str = "", *, token: str = "dfe") -> list[dict[str, Any]]:
    """Return the figures that a token sees."""
    return [each["attributes"] for each in world.get(f"/accuracy{query}", token=token).get_json()["data"]]


def without_moments(figure: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in figure.items() if name not in BESIDE}


def last_act(session: Session) -> datetime:
    """Return the moment as at which a figure stands that nobody signed."""
    return session.scalars(select(AuditEntry.at).order_by(AuditEntry.number.desc()).limit(1)).one()


def test_figures_are_those_of_every_other_door(seen: World) -> None:
    with reading(seen.engine) as session:
        found = [figure.as_json() for figure in figures(session, now=last_act(session))]
    shown = [without_moments(each) for each in attributes(seen)]
    assert sorted(shown, key=lambda each: each["provider_code"]) == found
    assert [each["status"] for each in found] == ["not_met", "not_met", "not_yet_determined"]


def test_csv_is_that_of_the_command(seen: World) -> None:
    answer = seen.get("/accuracy", headers={"Accept": "text/csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    with reading(seen.engine) as session:
        found = figures(session, now=last_act(session))
    command = as_csv(figure.as_json() for figure in found)
    assert f"id,{command.splitlines()[0]}" == answer.text.splitlines()[0]
    rows = {row["provider_code"]: row for row in csv.DictReader(io.StringIO(answer.text))}
    wanted = {row["provider_code"]: row for row in csv.DictReader(io.StringIO(command))}
    assert {code: row.pop("id") for code, row in rows.items()} == {
        each["attributes"]["provider_code"]: each["id"] for each in seen.get("/accuracy").get_json()["data"]
    }
    assert rows == wanted


def test_csv_has_its_header_also_where_there_is_no_figure(seen: World) -> None:
    answer = seen.get("/accuracy?filter[window]=2015F", headers={"Accept": "text/csv;q=0.9, application/json;q=0.1"})
    assert answer.text.startswith("id,provider_code,window_code,qualification,scripts_count")
    assert len(answer.text.splitlines()) == 1


def test_a_provider_sees_no_figure_before_the_sign_off_and_its_own_after(seen: World) -> None:
    assert attributes(seen, token="unsigned") == []
    assert [each["provider_code"] for each in attributes(seen, token="own")] == ["AAA"]
    unsigned = next(
        each["id"] for each in seen.get("/accuracy").get_json()["data"] if each["attributes"]["provider_code"] == "CCC"
    )
    for path in (f"/accuracy/{unsigned}", f"/accuracy/{unsigned}/breakdowns"):
        assert seen.get(path, token="unsigned").status_code == HTTPStatus.NOT_FOUND


def test_a_figure_of_the_past_is_given_as_it_stood(seen: World) -> None:
    before = quote(str(moment_json(SIGNED - timedelta(seconds=1))))
    for token, count in (("dfe", 3), ("own", 0)):
        found = attributes(seen, f"?filter[as_at]={before}", token=token)
        assert len(found) == count
        assert all(each["signed_off_at"] is None for each in found)
    at = quote(str(moment_json(SIGNED)))
    assert [each["signed_off_at"] is not None for each in attributes(seen, f"?filter[as_at]={at}")] == [
        True,
        True,
        False,
    ]


def test_the_breakdowns_of_a_figure_are_listed_apart_and_add_up(seen: World) -> None:
    figure = next(each for each in seen.get("/accuracy", token="own").get_json()["data"])
    parts = seen.get(f"/accuracy/{figure['id']}/breakdowns", token="own").get_json()["data"]
    assert {each["attributes"]["qualification"] for each in parts} == {"NPQML", "NPQSL", "NPQH", "NPQEL"}
    for name in ("scripts_count", "moderated_count", "overturned_count"):
        assert sum(each["attributes"][name] for each in parts) == figure["attributes"][name]
    by_filter = seen.get("/accuracy?filter[qualification]=NPQH", token="own").get_json()["data"]
    assert by_filter == [each for each in parts if each["attributes"]["qualification"] == "NPQH"]
    assert figure["attributes"]["qualification"] is None


def outcomes(world: World, token: str) -> dict[str, dict[str, Any]]:
    data = world.get("/outcomes?page[per_page]=3000", token=token).get_json()["data"]
    return {each["id"]: each["attributes"] for each in data}


def test_outcomes_are_a_providers_from_the_sign_off_on(seen: World) -> None:
    by_dfe = outcomes(seen, "dfe")
    assert {each["provider_code"] for each in by_dfe.values()} == {"AAA", "BBB", "CCC"}
    own = outcomes(seen, "own")
    assert set(own) == {record for record, each in by_dfe.items() if each["provider_code"] == "AAA"}
    # It learnt of them at the sign-off, so that is when they changed for it.
    assert {each["updated_at"] for each in own.values()} == {moment_json(SIGNED)}
    assert outcomes(seen, "unsigned") == {}


def test_a_provider_learns_of_a_later_outcome_with_the_finding_that_rests_on_it(world: World) -> None:
    lead, later = world.drawn.cast.lead, fixed_clock(SIGNED + timedelta(days=1))
    before = outcomes(world, "own")
    with inserting(world.engine) as session:
        command = Reopen(window_code=DRAWN_WINDOW, provider_codes=("AAA",), reason=ReopeningReason.ERROR_FOUND)
        reopen(Act(session, world.drawn.cast.other_lead, later()), command)
    assert lead.person_id is not None
    with inserting(world.engine) as session:
        script = world.drawn.sample(session, "AAA")[0]
        settle(session, script, by=lead.person_id, overturn=False, at=SIGNED + timedelta(days=2))
    assert outcomes(world, "own") == before
    with inserting(world.engine) as session:
        signing = SignOff(window_code=DRAWN_WINDOW, provider_codes=("AAA",))
        sign_off(Act(session, lead, SIGNED + timedelta(days=3)), signing)
    after = outcomes(world, "own")
    assert set(after) == set(before)
    changed = [record for record in after if after[record]["sequence"] == 2]
    assert len(changed) == 1
    assert (before[changed[0]]["overturned"], after[changed[0]]["overturned"]) == (True, False)
    since = quote(str(moment_json(SIGNED + timedelta(days=3))))
    learnt = world.get(f"/outcomes?filter[updated_since]={since}", token="own").get_json()["data"]
    assert {each["id"] for each in learnt} >= set(changed)


@pytest.mark.parametrize("part", ["certificate", "private-certificate"])
def test_certificates_are_given_byte_for_byte(seen: World, part: str) -> None:
    draw = seen.get("/draws", token="own").get_json()["data"][0]["id"]
    shown = seen.get(f"/draws/{draw}/{part}", token="own")
    with reading(seen.engine) as session:
        from moderation.draws.records import Draw  # noqa: PLC0415

        kept = session.query(Draw).filter_by(frame_id=1, number=1).one()
    wanted = kept.certificate if part == "certificate" else kept.private_part
    assert shown.data == wanted.encode("ascii")


@pytest.mark.parametrize(
    "accept", ["text/csv; charset=utf-8", "TEXT/CSV", "text/*", "application/json;q=0.9, text/csv"]
)
def test_csv_is_given_to_whoever_names_it(seen: World, accept: str) -> None:
    assert seen.get("/accuracy", headers={"Accept": accept}).mimetype == "text/csv"


@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "application/json",
        "text/html,*/*;q=0.8",
        "text/csv;q=0, */*",
        "text/csv;q=0.1, application/json",
        "application/json, text/csv",
    ],
)
def test_json_is_given_to_everybody_else(seen: World, accept: str) -> None:
    assert seen.get("/accuracy", headers={"Accept": accept}).mimetype == "application/json"


def test_an_unsigned_figure_moves_when_something_happens_to_it_and_not_with_the_hour(world: World) -> None:
    (before,) = attributes(world, "?filter[provider]=CCC")
    tag = world.get("/accuracy").headers["ETag"]
    world.door.clock = fixed_clock(NOW + timedelta(hours=1))
    world.door.cache = Cache()
    assert world.get("/accuracy", headers={"If-None-Match": tag}).status_code == HTTPStatus.NOT_MODIFIED
    since = quote(moment_json(NOW) or "")
    assert attributes(world, f"?filter[updated_since]={since}") == []
    assert before["updated_at"] < moment_json(NOW)
    scripts = world.get("/scripts", token="unsigned").get_json()["data"]
    script = next(each["id"] for each in scripts if each["attributes"]["due_on"] == "2099-12-31")
    assert world.ask("PUT", f"/scripts/{script}/file", token="unsigned", data=b"x").status_code == HTTPStatus.OK
    (after,) = attributes(world, f"?filter[updated_since]={since}")
    assert after["updated_at"] == moment_json(NOW + timedelta(hours=1))


def test_a_moment_that_has_not_come_is_refused(seen: World) -> None:
    for path in ("/accuracy", f"/accuracy/{seen.ids('accuracy')[0]}"):
        answer = seen.get(f"{path}?filter[as_at]=9999-12-30T00:00:00Z")
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert answer.get_json()["errors"][0]["source"]["pointer"] == "/filter[as_at]"


def test_an_enquiry_leads_to_its_figure(seen: World) -> None:
    by_finding = {each["finding_id"]: each for each in attributes(seen)}
    enquiries = seen.get("/enquiries").get_json()["data"]
    assert enquiries
    for enquiry in enquiries:
        told = enquiry["attributes"]
        assert by_finding[told["finding_id"]]["provider_code"] == told["provider_code"]
        assert seen.get(f"/accuracy/{told['frame_id']}").status_code == HTTPStatus.OK


def test_the_parts_of_many_figures_cost_as_many_questions_as_those_of_one(seen: World) -> None:
    def asked(query: str) -> int:
        counted: list[str] = []
        listener = lambda *given: counted.append(given[2])  # noqa: E731
        event.listen(seen.door.engine, "before_cursor_execute", listener)
        try:
            assert seen.get(f"/accuracy?filter[qualification]=NPQSL{query}").status_code == HTTPStatus.OK
        finally:
            event.remove(seen.door.engine, "before_cursor_execute", listener)
        return len(counted)

    # One more figure is there that nobody signed: what moved it is asked for.
    assert asked("") <= asked("&filter[provider]=AAA") + 3
