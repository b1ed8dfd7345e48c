"""A body that breaks off, or goes on too long, leaves nothing behind: as the true server hands it on."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest

from tests.api.serving import serving
from tests.api.test_filing import as_csv, rows
from tests.api.test_malpractice_reports import REPORT
from tests.api.world import OPEN_WINDOW, World

SMALL_BODY = 1 << 16


@pytest.fixture
def address(world: World) -> Iterator[str]:
    with serving(world.settings, more=["--workers=1"]) as address:
        yield address


def send(address: str, *head: str, body: bytes) -> int:
    """Send a request as it is given, end the sending, and return the status."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=60) as connection:
        lines = [*head, f"Host: {where.netloc}", "Connection: close", "", ""]
        connection.sendall("\r\n".join(lines).encode("ascii") + body)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    return int(answer.split(maxsplit=2)[1])


def bearer(world: World, token: str) -> str:
    return f"Authorization: Bearer {world.tokens[token]}"


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def test_a_script_that_breaks_off_is_not_supplied(world: World, address: str) -> None:
    scripts = world.get("/scripts", token="unsigned").get_json()["data"]
    script = next(each["id"] for each in scripts if each["attributes"]["due_on"] == "2099-12-31")
    head = (f"PUT /api/v1/scripts/{script}/file HTTP/1.1", bearer(world, "unsigned"))
    assert send(address, *head, "Content-Length: 1000", body=b"x" * 400) == HTTPStatus.BAD_REQUEST
    assert send(address, *head, "Transfer-Encoding: chunked", body=b"3e8\r\nxxx") == HTTPStatus.BAD_REQUEST
    assert world.get(f"/scripts/{script}", token="unsigned").get_json()["data"]["attributes"]["state"] == "asked"
    assert list((world.settings.var / "api" / "incoming").iterdir()) == []
    assert send(address, *head, "Content-Length: 1000", body=b"x" * 1000) == HTTPStatus.OK


def test_a_return_that_breaks_off_behind_a_row_is_not_filed_and_its_key_stays_free(world: World, address: str) -> None:
    whole = as_csv(rows(50))
    part = whole[: whole.index(b"\n", len(whole) // 2) + 1]
    head = (
        f"POST /api/v1/returns?window_code={OPEN_WINDOW} HTTP/1.1",
        bearer(world, "own"),
        "Content-Type: text/csv",
        "Declared-By: Ann",
        "Idempotency-Key: 1",
        f"Content-Length: {len(whole)}",
    )
    assert send(address, *head, body=part) == HTTPStatus.BAD_REQUEST
    assert world.get(f"/returns?filter[window]={OPEN_WINDOW}", token="own").get_json()["data"] == []
    assert send(address, *head, body=whole) == HTTPStatus.CREATED


def test_a_document_beyond_its_limit_is_not_read_as_its_beginning(world: World, address: str) -> None:
    document = json.dumps({"data": {"type": "malpractice-reports", "attributes": REPORT}}).encode()
    head = ("POST /api/v1/malpractice-reports HTTP/1.1", bearer(world, "own"), "Content-Type: application/json")
    before = len(world.ids("malpractice-reports"))
    long = document.ljust(SMALL_BODY) + b"and more"
    too_large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert send(address, *head, "Transfer-Encoding: chunked", body=chunked(long)) == too_large
    assert send(address, *head, f"Content-Length: {len(long)}", body=long) == too_large
    assert len(world.ids("malpractice-reports")) == before
    assert send(address, *head, "Transfer-Encoding: chunked", body=chunked(document)) == HTTPStatus.CREATED
