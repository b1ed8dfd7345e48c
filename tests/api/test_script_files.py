"""Handing in a script: kept on the disk, hashed, receipted; replaced until its day is over."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from werkzeug.test import TestResponse

from moderation.scripts.file_store import place_of
from tests.api.world import World

FILE = b"%PDF-1.7 a script"


def asked(world: World) -> dict[str, object]:
    """Return a script that can still be handed in."""
    scripts = world.get("/scripts", token="unsigned").get_json()["data"]
    found: dict[str, object] = next(each for each in scripts if each["attributes"]["due_on"] == "2099-12-31")
    return found


def put(world: World, script: object, body: bytes, *, token: str = "unsigned") -> TestResponse:
    return world.ask("PUT", f"/scripts/{script}/file", token=token, data=body)


def test_a_file_is_kept_and_receipted_with_its_sha_256(world: World) -> None:
    script = asked(world)
    answer = put(world, script["id"], FILE)
    assert answer.status_code == HTTPStatus.OK
    receipt = answer.get_json()["data"]["attributes"]
    digest = hashlib.sha256(FILE).hexdigest()
    assert (receipt["state"], receipt["sha256"], receipt["byte_count"]) == ("supplied", digest, len(FILE))
    assert receipt["supplied_at"] == "2016-01-04T09:00:00Z"
    kept = place_of(world.settings.var, answer.get_json()["data"]["id"], sha256=digest)
    assert kept.read_bytes() == FILE
    assert list((world.settings.var / "api" / "incoming").iterdir()) == []


def test_the_same_file_again_changes_nothing_and_another_replaces_it(world: World) -> None:
    script = asked(world)
    first = put(world, script["id"], FILE)
    entries = len(world.ids("audit-entries"))
    assert put(world, script["id"], FILE).get_json() == first.get_json()
    assert len(world.ids("audit-entries")) == entries
    replaced = put(world, script["id"], FILE + b"2").get_json()["data"]["attributes"]
    assert replaced["sha256"] == hashlib.sha256(FILE + b"2").hexdigest()
    assert len(world.ids("audit-entries")) == entries + 1


def test_an_empty_file_is_refused(world: World) -> None:
    assert put(world, asked(world)["id"], b"").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_after_the_sign_off_a_script_is_a_conflict_and_no_file_stays(world: World) -> None:
    scripts = world.get("/scripts", token="own").get_json()["data"]
    answer = put(world, scripts[0]["id"], FILE, token="own")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "is signed off: nothing more is recorded" in answer.get_json()["errors"][0]["detail"]
    assert not (world.settings.var / "scripts").exists() or not any((world.settings.var / "scripts").rglob("*.*"))
    assert list((world.settings.var / "api" / "incoming").iterdir()) == []


def test_another_providers_script_is_not_found_and_nothing_of_it_is_taken(world: World) -> None:
    assert put(world, asked(world)["id"], FILE, token="own").status_code == HTTPStatus.NOT_FOUND


def test_a_body_beyond_the_limit_is_too_large(world: World) -> None:
    answer = world.ask(
        "PUT",
        f"/scripts/{asked(world)['id']}/file",
        token="unsigned",
        data=b"x",
        environ_overrides={"CONTENT_LENGTH": str(3 << 30)},
    )
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.get_json()["errors"][0]["code"] == "too_large"
