"""What the API takes in: a return beside the command that files it, and a large file beside copying and hashing it."""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bench.api_serving import OPEN_WINDOW, Served, filled, serve
from bench.result import Result
from bench.season import moderation, write_return
from bench.size import Size
from bench.stores import Store, stores
from bench.timing import MEGABYTE, alternate, seconds
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.database.engine import open_engine
from moderation.database.transaction import restoring as inserting
from moderation.providers.records import provider_by_code
from moderation.scripts.supply_script import GiveMoreTime, give_more_time
from tests import builders
from tests.moderated import SIGNED

COMMANDS_PROVIDER, EMAIL = "CCC", "filer@provider.example"
ROWS, GIBIBYTE, BLOCK = 200_000, 1 << 30, 1 << 20
FILES_PROVIDER = "AAA"
Address = tuple[str, int]


def results(size: Size) -> Iterator[Result]:
    """Measure filing on each database, and handing in a file."""
    with stores() as kinds:
        for store in kinds:
            served = filled(store, "bodies", 0)
            _let_in(served)
            with serve(served.address, served.var) as address:
                yield _filing(store, served, address, size=size)
                # A file is no row of either database: once is enough.
                if store is kinds[-1]:
                    yield from _handing_in(served, address, size)


def _let_in(served: Served) -> None:
    engine = open_engine(served.address)
    with inserting(engine) as session:
        builders.make_person(session, Role.PROVIDER, EMAIL, provider=provider_by_code(session, COMMANDS_PROVIDER))
    engine.dispose()


def _filing(store: Store, served: Served, address: Address, *, size: Size) -> Result:
    rows, file = size.of(ROWS), served.var / "return.csv"
    # No two filings are the same bytes, for those would be one filing.
    numbers = count(rows)
    headers = {
        "Authorization": f"Bearer {served.provider_token}",
        "Content-Type": "text/csv",
        "Declared-By": "Ann",
    }

    def over_http() -> float:
        write_return(file, next(numbers))
        return seconds(
            lambda: _send(address, f"/api/v1/returns?window_code={OPEN_WINDOW}", file, headers, method="POST")
        )

    def by_command() -> float:
        write_return(file, next(numbers))
        arguments = ("return", "file", COMMANDS_PROVIDER, OPEN_WINDOW, str(file), "--declared-by", "Ann", "--as", EMAIL)
        return moderation(served.address, *arguments, var=served.var).seconds

    ours, baseline = alternate(over_http, by_command, runs=min(3, size.runs))
    what = f"filing {rows:,} results over HTTP, {store.kind}"
    return Result(what, ours, "s", baseline=baseline, baseline_name="the command", most_ratio=1.5)


def _handing_in(served: Served, address: Address, size: Size) -> Iterator[Result]:
    file, bytes_count = served.var / "script.bin", max(GIBIBYTE // size.shrink, BLOCK)
    scripts = iter(_asked(served))
    headers = {"Authorization": f"Bearer {served.provider_token}"}
    before = _most_memory()

    def put() -> float:
        # No two files are the same bytes either.
        _write_bytes(file, bytes_count)
        path = f"/api/v1/scripts/{next(scripts)}/file"
        return seconds(lambda: _send(address, path, file, headers, method="PUT"))

    def copy_and_hash() -> float:
        copied = file.with_suffix(".copy")
        taken = seconds(lambda: shutil.copyfile(file, copied)) + seconds(lambda: _hash(copied))
        copied.unlink()
        return taken

    ours, baseline = alternate(put, copy_and_hash, runs=min(3, size.runs))
    what = f"PUT of {bytes_count >> 20:,} MiB"
    yield Result(what, ours, "s", baseline=baseline, baseline_name="copying and hashing it", most_ratio=2)
    yield Result(f"{what}, growth of the workers", (_most_memory() - before) / MEGABYTE, "MB", most=32)


def _asked(served: Served) -> list[str]:
    """Give time for some scripts and return their identifiers; their provider's token hands them in."""
    engine = open_engine(served.address)
    with inserting(engine) as session:
        scripts = served.world.sample(session, FILES_PROVIDER)[:8]
    ids = []
    for script in scripts:
        with inserting(engine) as session:
            command = GiveMoreTime(script.public_id, builders.OPENED.date().replace(year=2099))
            give_more_time(Act(session, served.world.cast.lead, SIGNED), command)
        ids.append(str(script.public_id))
    engine.dispose()
    return ids


def _send(address: Address, path: str, file: Path, headers: dict[str, str], *, method: str) -> None:
    connection = http.client.HTTPConnection(*address, timeout=600, blocksize=BLOCK)
    with file.open("rb") as body:
        connection.request(method, path, body, {**headers, "Content-Length": str(file.stat().st_size)})
        answer = connection.getresponse()
        said = answer.read()
    connection.close()
    assert answer.status in {200, 201}, f"{method} {path}: {answer.status} {said[:500]!r}"


def _write_bytes(path: Path, bytes_count: int) -> None:
    block = os.urandom(BLOCK)
    with path.open("wb") as file:
        for number in range(bytes_count // BLOCK):
            file.write(number.to_bytes(8, "big"))
            file.write(block[8:])


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _most_memory() -> int:
    """Return the largest memory that any of the server's workers ever held, in bytes."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            is_ours = b"bench.api_server" in status.with_name("cmdline").read_bytes()
            lines = status.read_text().splitlines() if is_ours else []
        except (FileNotFoundError, ProcessLookupError):
            continue
        held = [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")]
        most = max(most, *held, 0)
    return most
