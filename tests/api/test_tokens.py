"""Tokens open the door while they last; their use is noted, and counted across all processes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from api.v1.door.rate_limit import RateLimit
from moderation.access.actor import OPERATOR
from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.people.records import Scope, Token, TokenUse
from moderation.people.tokens import AddToken, RevokeToken, add_token, revoke_token
from tests.api.world import NOW, World
from tests.inserting import inserting

LAST_DAY = date(2016, 1, 4)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (None, "Send a token"),
        ("Bearer", "not in the form"),
        ("Basic YTpi", "not in the form"),
        ("Bearer a b", "not in the form"),
        ("Bearer " + "x" * 5_000, "not in the form"),
        ("Bearer npq_nobody", "not known"),
    ],
)
def test_what_opens_nothing_is_told_why(seen: World, header: str | None, says: str) -> None:
    answer = seen.ask("GET", "/windows", token=None, headers={} if header is None else {"Authorization": header})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    (problem,) = answer.get_json()["errors"]
    assert says in problem["detail"]
    assert problem["code"] == "unauthorised"


@pytest.mark.parametrize("kind", ["expired", "revoked"])
def test_a_token_whose_time_is_over_says_so(seen: World, kind: str) -> None:
    answer = seen.get("/windows", token=kind)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert kind in answer.get_json()["errors"][0]["detail"]


def test_the_scheme_is_read_in_any_case(seen: World) -> None:
    for scheme in ("bearer", "BEARER"):
        answer = seen.ask("GET", "/windows", token=None, headers={"Authorization": f"{scheme} {seen.tokens['dfe']}"})
        assert answer.status_code == HTTPStatus.OK


def test_a_token_that_is_revoked_after_it_was_used_opens_nothing_from_that_moment(world: World) -> None:
    with inserting(world.engine) as session:
        command = AddToken(scope=Scope.DFE, expires_on=LAST_DAY)
        made = add_token(Act(session, OPERATOR, NOW), command)
    assert world.get("/windows", token=made.plaintext).status_code == HTTPStatus.OK
    with inserting(world.engine) as session:
        revoke_token(Act(session, OPERATOR, NOW), RevokeToken(made.record.public_id))
    assert world.get("/windows", token=made.plaintext).status_code == HTTPStatus.UNAUTHORIZED


def test_a_token_that_was_used_expires_at_the_end_of_its_day_in_london(world: World) -> None:
    with inserting(world.engine) as session:
        command = AddToken(scope=Scope.DFE, expires_on=LAST_DAY)
        token = add_token(Act(session, OPERATOR, NOW), command).plaintext
    midnight = datetime(2016, 1, 5, tzinfo=UTC)
    for moment, status in (
        (midnight - timedelta(seconds=1), HTTPStatus.OK),
        (midnight, HTTPStatus.UNAUTHORIZED),
    ):
        world.door.clock = fixed_clock(moment)
        assert world.get("/windows", token=token).status_code == status


def test_the_last_use_is_noted_at_once_and_then_once_a_minute(world: World) -> None:
    def used() -> datetime | None:
        with reading(world.engine) as session:
            token = session.scalars(select(Token.id).where(Token.scope == Scope.DFE).order_by(Token.id)).first()
            return session.scalar(select(TokenUse.last_used_at).where(TokenUse.token_id == token))

    assert used() is None
    for seconds, noted in ((0, 0), (59, 0), (60, 60), (61, 60)):
        world.door.clock = fixed_clock(NOW + timedelta(seconds=seconds))
        world.get("/windows")
        assert used() == NOW + timedelta(seconds=noted)


def test_a_long_writer_delays_no_answer_and_the_use_is_noted_afterwards(world: World) -> None:
    with inserting(world.engine) as session:
        session.add(TokenUse(token_id=1, last_used_at=NOW - timedelta(days=1)))
        session.flush()
        began = datetime.now(UTC)
        assert world.get("/windows").status_code == HTTPStatus.OK
        assert datetime.now(UTC) - began < timedelta(seconds=5)
    world.get("/windows")
    with reading(world.engine) as session:
        assert session.scalar(select(TokenUse.last_used_at).where(TokenUse.token_id == 1)) == NOW


@pytest.mark.parametrize("path", ["/windows?unknown=1", "/nothing", "/cases"])
def test_a_token_that_is_refused_was_used_all_the_same(world: World, path: str) -> None:
    token = "own" if path == "/cases" else "dfe"
    if path != "/nothing":
        assert world.get(path, token=token).status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}
    else:
        assert world.get(f"/windows/{UUID(int=7)}", token=token).status_code == HTTPStatus.NOT_FOUND
    with reading(world.engine) as session:
        assert session.scalars(select(TokenUse.last_used_at)).all() == [NOW]


def test_every_answer_says_how_many_requests_are_left(world: World) -> None:
    world.door.limit.allowed = 3
    said = [world.get("/windows").headers for _ in range(3)]
    assert [headers["RateLimit-Remaining"] for headers in said] == ["2", "1", "0"]
    assert {headers["RateLimit-Limit"] for headers in said} == {"3"}
    assert all(headers["RateLimit-Reset"] == "300" for headers in said)


def test_beyond_its_allowance_a_token_waits_and_others_do_not(world: World) -> None:
    world.door.limit.allowed = 1
    world.get("/windows")
    world.door.clock = fixed_clock(NOW + timedelta(seconds=100.5))
    answer = world.get("/windows")
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert answer.headers["Retry-After"] == "200"
    assert answer.get_json()["errors"][0]["code"] == "too_many_requests"
    assert world.get("/windows", token="own").status_code == HTTPStatus.OK
    world.door.clock = fixed_clock(NOW + timedelta(seconds=300))
    assert world.get("/windows").status_code == HTTPStatus.OK


def test_refused_requests_count_as_well(world: World) -> None:
    world.door.limit.allowed = 2
    world.get("/windows?unknown=1")
    world.get("/cases", token="own")
    world.get("/nothing")
    assert world.get("/windows").headers["RateLimit-Remaining"] == "0"


def take_many(path: Path, count: int) -> None:
    """Count some requests of token 7 in a process of its own."""
    limit = RateLimit(path)
    for _ in range(count):
        limit.take(7, NOW)
    limit.close()


def test_no_request_is_lost_between_processes(tmp_path: Path) -> None:
    context = get_context("spawn")
    processes = [context.Process(target=take_many, args=(tmp_path / "requests", 500)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    limit = RateLimit(tmp_path / "requests")
    assert limit.take(7, NOW).used == 1_501
    assert limit.take(6, NOW).used == limit.take(8, NOW).used == 1
    limit.close()


def test_a_clock_that_was_put_back_locks_nobody_out(tmp_path: Path) -> None:
    limit = RateLimit(tmp_path / "requests", allowed=1)
    limit.take(1, NOW)
    assert not limit.take(1, NOW - timedelta(days=1)).exceeded
    limit.close()
