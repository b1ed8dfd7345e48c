"""A client that knows DfE's conventions and nothing else keeps a copy of what changes meanwhile.

`MODERATION_TEST_SCRIPTS` says how many sampled scripts it copies on PostgreSQL; on SQLite it copies half as many.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from moderation.audit.log import Subject, append
from moderation.database.clock import system_clock
from moderation.draws.records import Draw, Purpose, SampledScript
from moderation.marking.records import SettledHow, Settlement
from moderation.returns.records import Frame, Outcome
from moderation.scripts.records import ScriptEvent, ScriptEventKind
from tests import builders
from tests.api.serving import serving
from tests.api.world import LONG_HENCE, World
from tests.inserting import inserting
from tests.moderated import OTHER

SCRIPTS = int(os.environ.get("MODERATION_TEST_SCRIPTS", "1500"))
PER_PAGE = 200
OVERLAP = timedelta(minutes=1)
CHANGES = 15


class Client:
    """A program that was written from the conventions: bearer token, pages until an empty one, overlap, 429."""

    def __init__(self, address: str, token: str, *, per_page: int = PER_PAGE) -> None:
        self.address, self.token, self.per_page = address, token, per_page
        self.copy: dict[str, dict[str, Any]] = {}
        self.waited = 0

    def synchronise(self, kind: str, *, since: datetime | None = None) -> list[str]:
        """Take every record of a kind, or all that changed since a moment; return the identifiers as they came."""
        came = []
        for record in self._records(kind, since):
            came.append(record["id"])
            self.copy[record["id"]] = record["attributes"]
        return came

    def _records(self, kind: str, since: datetime | None) -> Iterator[dict[str, Any]]:
        number = 1
        while True:
            query = {"page[page]": str(number), "page[per_page]": str(self.per_page)}
            if since is not None:
                query["filter[updated_since]"] = since.isoformat()
            page = self._get(f"/api/v1/{kind}?{urlencode(query)}")["data"]
            if not page:
                return
            yield from page
            number += 1

    def _get(self, path: str) -> Any:
        while True:
            request = Request(self.address + path, headers={"Authorization": f"Bearer {self.token}"})
            try:
                with urlopen(request, timeout=60) as answer:
                    return json.load(answer)
            except HTTPError as error:
                if error.code != 429:
                    raise
                self.waited += 1
                time.sleep(int(error.headers["Retry-After"]))


def sample_many(world: World, count: int) -> list[int]:
    """Insert a frame with so many sampled scripts, by rows alone."""
    official = world.drawn.cast.official.person_id
    assert official is not None
    with inserting(world.engine) as session:
        provider = builders.make_provider(session, "MANY")
        window = builders.make_window(session, world.drawn.cast, code="2015M", providers=[provider])
        frame = builders.freeze(session, window, provider, lines=builders.make_lines(count), by=official)
        seed = builders.record_seed(session, window, world.drawn.cast)
        like = session.scalars(select(Draw)).first()
        assert like is not None
        copied = {column.name: getattr(like, column.name) for column in Draw.__table__.columns if column.name != "id"}
        mine = {"public_id": uuid4(), "frame_id": frame.id, "round_id": seed.round_id, "seed_id": seed.id}
        draw = Draw(**{**copied, **mine})
        session.add(draw)
        session.flush()
        _insert_sampled(session, frame, draw, count)
        _note(session, world)
    with inserting(world.engine) as session:
        return list(session.scalars(select(SampledScript.id).where(SampledScript.frame_id == frame.id)))


def _insert_sampled(session: Session, frame: Frame, draw: Draw, count: int) -> None:
    rows = [
        {
            "frame_id": frame.id,
            "draw_id": draw.id,
            "position": number,
            "rank": number,
            "ticket": f"{number:064d}",
            "purpose": Purpose.METRIC,
            "return_id": frame.return_id,
            "row": number,
            "script_ref": f"S-{number:06d}",
            "alias": f"ALIAS-{number:07d}",
            "due_on": LONG_HENCE,
        }
        for number in range(1, count + 1)
    ]
    session.execute(insert(SampledScript), rows)


def settle_some(world: World, ids: list[int], *, sequence: int, outcome: Outcome) -> None:
    """Settle some scripts and record that they are here, as an act that the log tells."""
    lead = world.drawn.cast.lead.person_id
    assert lead is not None
    now = system_clock()
    with inserting(world.engine) as session:
        session.execute(
            insert(Settlement),
            [
                {
                    "sampled_script_id": number,
                    "sequence": sequence,
                    "national_outcome": outcome,
                    "how": SettledHow.FIRST_AGREED,
                    "settled_by": lead,
                    "settled_at": now,
                }
                for number in ids
            ],
        )
        if sequence == 1:
            session.execute(
                insert(ScriptEvent),
                [
                    {
                        "sampled_script_id": number,
                        "kind": ScriptEventKind.SUPPLIED,
                        "recorded_by": lead,
                        "recorded_at": now,
                    }
                    for number in ids
                ],
            )
        _note(session, world)


def _note(session: Session, world: World) -> None:
    append(
        session,
        at=system_clock(),
        actor=world.drawn.cast.lead,
        action="scripts_changed",
        subject=Subject("test", "test"),
        details={},
    )


def test_a_copy_is_whole_without_loss_or_repetition_though_everything_changes_meanwhile(world: World) -> None:
    ids = sample_many(world, SCRIPTS if world.engine.dialect.name == "postgresql" else SCRIPTS // 2)
    settled_before = ids[: len(ids) // 2]
    for start in range(0, len(settled_before), 5_000):
        settle_some(world, settled_before[start : start + 5_000], sequence=1, outcome=Outcome.PASS)
    with serving(world.settings) as address:
        for kind in ("samples", "outcomes"):
            client = Client(address, world.tokens["dfe"])
            began = system_clock()
            writer = threading.Thread(target=_change, args=(world, ids, kind))
            writer.start()
            came = client.synchronise(kind)
            # What was there before is never missed, and nothing comes twice, though rows are added all the while.
            assert len(came) == len(set(came))
            assert len(came) >= (len(ids) if kind == "samples" else len(settled_before))
            client.synchronise(kind, since=began - OVERLAP)
            writer.join()
            client.synchronise(kind, since=began - OVERLAP)
            fresh = Client(address, world.tokens["dfe"])
            fresh.synchronise(kind)
            assert client.copy == fresh.copy
            assert len(client.copy) > (len(ids) if kind == "samples" else len(settled_before) + CHANGES)


def _change(world: World, ids: list[int], kind: str) -> None:
    """Settle scripts that had no outcome, and settle others again, some at a time."""
    half, at_once = len(ids) // 2, len(ids) // (5 * CHANGES)
    first = half if kind == "samples" else half + CHANGES * at_once
    for turn in range(CHANGES):
        fresh = ids[first + turn * at_once : first + (turn + 1) * at_once]
        settle_some(world, fresh, sequence=1, outcome=Outcome.FAIL)
        again = ids[turn * at_once : (turn + 1) * at_once]
        sequence = 2 if kind == "samples" else 3
        settle_some(world, again, sequence=sequence, outcome=OTHER[Outcome.PASS])
        time.sleep(0.05)


def test_a_client_that_is_told_to_wait_waits_and_misses_nothing(world: World) -> None:
    with serving(world.settings, allowed=5, seconds=2) as address:
        client = Client(address, world.tokens["own"], per_page=1)
        came = client.synchronise("samples")
    assert client.waited
    assert came == world.ids("samples", token="own")
