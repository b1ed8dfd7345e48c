"""What is told of a script that was asked for: why it was excluded, and when nothing more is asked."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select

from moderation.audit.act import Act
from moderation.findings.figure import moment_json
from moderation.findings.sign_off import SignOff, sign_off
from moderation.marking.records import Settlement
from tests import moderated
from tests.api.test_malpractice_reports import send as report
from tests.api.world import DRAWN_WINDOW, NOW, UNSIGNED, World
from tests.inserting import inserting
from tests.moderated import SIGNED

LATER = NOW + timedelta(days=1)


def scripts(world: World, query: str = "", *, token: str = "unsigned") -> list[dict[str, Any]]:
    """Return what a token is told of scripts."""
    return [each["attributes"] for each in world.get(f"/scripts{query}", token=token).get_json()["data"]]


def test_an_excluded_script_says_why(world: World) -> None:
    with inserting(world.engine) as session:
        script = world.drawn.sample(session, UNSIGNED)[-1]
        moderated.exclude(session, script, cast=world.drawn.cast, at=SIGNED)
    for token in ("unsigned", "dfe"):
        answer = world.get(f"/scripts/{script.public_id}", token=token).get_json()["data"]["attributes"]
        assert answer["state"] == "excluded"
        assert answer["reason"] == "result_voided"


def test_an_exclusion_that_was_only_proposed_is_not_told(seen: World) -> None:
    assert {each["reason"] for each in scripts(seen)} == {None}


def test_a_sign_off_is_told_with_each_script_and_seen_by_whoever_asks_what_changed(world: World) -> None:
    assert {each["signed_off_at"] for each in scripts(world)} == {None}
    assert {each["signed_off_at"] for each in scripts(world, token="own")} == {moment_json(SIGNED)}
    with inserting(world.engine) as session:
        settled = set(session.scalars(select(Settlement.sampled_script_id)))
        lead = world.drawn.cast.lead.person_id
        assert lead is not None
        for script in world.drawn.sample(session, UNSIGNED):
            if script.id not in settled:
                moderated.settle(session, script, by=lead, at=SIGNED)
    since = f"?filter[updated_since]={quote(moment_json(LATER) or '')}"
    assert scripts(world, since) == []
    with inserting(world.engine) as session:
        command = SignOff(window_code=DRAWN_WINDOW, provider_codes=(UNSIGNED,))
        sign_off(Act(session, world.drawn.cast.lead, LATER), command)
    told = scripts(world, since)
    assert len(told) == len(scripts(world))
    assert {(each["signed_off_at"], each["updated_at"]) for each in told} == {(moment_json(LATER),) * 2}


def test_the_log_tells_no_program_who_moderated(seen: World) -> None:
    entries = [each["attributes"] for each in seen.get("/audit-entries?page[per_page]=3000").get_json()["data"]]
    assert entries
    assert all((each["actor_id"] is None) == (each["actor_role"] == "moderator") for each in entries)


def test_a_database_that_is_busy_says_when_to_try_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("moderation.database.engine", "api.v1.door.keys"):
        monkeypatch.setattr(f"{module}.PATIENCE_SECONDS", 1)
    on_sqlite = world.engine.dialect.name == "sqlite"
    with world.engine.connect() as connection:
        # On SQLite every transaction begins as a writer.
        connection.exec_driver_sql("SELECT 1" if on_sqlite else "LOCK TABLE malpractice_reports IN EXCLUSIVE MODE")
        answer = report(world)
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert int(answer.headers["Retry-After"]) > 0
    assert "try again" in answer.get_json()["errors"][0]["detail"]
    assert report(world).status_code == HTTPStatus.CREATED
