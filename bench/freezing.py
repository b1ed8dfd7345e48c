"""Freezing and drawing a large season, 200 providers of 5,000 results, by the commands of an official."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import URL

from bench.result import Result
from bench.season import OFFICIAL, WINDOW, WITNESS, moderation, open_window, provider_codes
from bench.size import Size
from bench.stores import Store, stores
from moderation.database.engine import open_engine
from moderation.database.transaction import restoring as inserting
from moderation.draws.signing import create_key
from moderation.settings import VAR, read_settings
from tests import builders

PROVIDERS, RESULTS_EACH = 200, 5_000
COMMANDS = (
    ("frame", "freeze", WINDOW, "--as", OFFICIAL),
    ("seed", "record", WINDOW, "--seed", builders.SEED, "--again", builders.SEED, "--as", OFFICIAL),
    ("seed", "confirm", WINDOW, "--seed", builders.SEED, "--as", WITNESS),
    ("draw", WINDOW, "--as", OFFICIAL),
)


def results(size: Size) -> Iterator[Result]:
    """Measure the commands from the first frame to the last sample, each time on a copy of one season."""
    # A large season is its own repetition: three runs do.
    runs = min(3, size.runs)
    codes, each = provider_codes(size.of(PROVIDERS)), size.of(RESULTS_EACH)
    with TemporaryDirectory() as folder, stores() as (postgresql, sqlite):
        create_key(read_settings({VAR: folder}))
        for store in (postgresql, sqlite):
            template = _season(store, codes, each)
            taken = [_freeze_and_draw(store, template, Path(folder)) for _ in range(runs)]
            what = f"freeze, draw {len(codes)} frames of {each:,}, {store.kind}"
            yield Result(what, median(taken), "s", most=60.0)


def _season(store: Store, codes: list[str], each: int) -> URL:
    """Return a database in which every provider has filed and nothing is frozen."""
    address = store.create("season")
    engine = open_engine(address)
    lines = builders.make_lines(each)
    try:
        with inserting(engine) as session:
            cast, window, providers = open_window(session, codes)
            assert cast.official.person_id is not None
            for provider in providers:
                builders.make_return(session, window, provider, lines=lines, by=cast.official.person_id)
    finally:
        engine.dispose()
    store.tidy(address)
    return address


def _freeze_and_draw(store: Store, template: URL, var: Path) -> float:
    address = store.copy(template, "frozen")
    try:
        return sum(moderation(address, *command, var=var).seconds for command in COMMANDS)
    finally:
        store.drop(address)
