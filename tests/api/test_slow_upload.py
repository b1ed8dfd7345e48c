"""A slow upload holds a thread and nobody else: it outlives the server's time-out."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.api.serving import serving
from tests.api.world import World

TIMEOUT_SECONDS = 2
BLOCKS, BLOCK, PAUSE_SECONDS = 10, b"x" * 10_000, 0.5


@pytest.mark.slow
def test_an_upload_that_takes_longer_than_the_servers_time_out_is_taken_whole(world: World) -> None:
    scripts = world.get("/scripts", token="unsigned").get_json()["data"]
    script = next(each["id"] for each in scripts if each["attributes"]["due_on"] == "2099-12-31")
    with serving(world.settings, more=[f"--timeout={TIMEOUT_SECONDS}", "--workers=1"]) as address:
        where = urlsplit(address)
        assert where.hostname is not None
        with socket.create_connection((where.hostname, where.port or 0)) as connection:
            head = (
                f"PUT /api/v1/scripts/{script}/file HTTP/1.1",
                f"Host: {where.netloc}",
                f"Authorization: Bearer {world.tokens['unsigned']}",
                f"Content-Length: {BLOCKS * len(BLOCK)}",
                "Connection: close",
                "",
                "",
            )
            connection.sendall("\r\n".join(head).encode("ascii"))
            for _ in range(BLOCKS):
                connection.sendall(BLOCK)
                time.sleep(PAUSE_SECONDS)
                # Others are answered meanwhile, by the same process.
                request = Request(f"{address}/api/v1/windows", headers=world.bearer("dfe"))
                with urlopen(request, timeout=TIMEOUT_SECONDS * 10) as answer:
                    assert answer.status == 200
            whole = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    _, _, body = whole.partition(b"\r\n\r\n")
    receipt = json.loads(body)["data"]["attributes"]
    assert receipt["sha256"] == hashlib.sha256(BLOCK * BLOCKS).hexdigest()
    assert BLOCKS * PAUSE_SECONDS > TIMEOUT_SECONDS * 2
