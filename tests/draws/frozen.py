"""A window whose frames are frozen, and the actions of a draw on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.draws.confirm_seed import ConfirmSeed, confirm_seed
from moderation.draws.draw_window import DrawWindow, draw_window
from moderation.draws.drawing import Drawn
from moderation.draws.extend_sample import ExtendSample, extend_sample
from moderation.draws.record_seed import RecordSeed, record_seed
from moderation.providers.records import provider_by_code
from moderation.windows.records import window_by_code
from moderation.windows.seed_records import Seed
from tests import builders
from tests.builders import Cast, Line
from tests.inserting import inserting

WINDOW = "2014J"
SIZES = {"AAA": 1, "BBB": 23, "CCC": 200}
KEY = Ed25519PrivateKey.generate()


@dataclass(frozen=True, slots=True)
class World:
    """A database with one window, its people, and what its frames hold."""

    engine: Engine
    cast: Cast
    lines: dict[str, list[Line]]

    def freeze(self, *codes: str) -> None:
        """Freeze the frames of some providers."""
        assert self.cast.official.person_id is not None
        with inserting(self.engine) as session:
            window = window_by_code(session, WINDOW)
            for code in codes:
                provider = provider_by_code(session, code)
                builders.freeze(session, window, provider, lines=self.lines[code], by=self.cast.official.person_id)

    def record_seed(self, seed: str = builders.SEED, *, again: str | None = None, **more: bool) -> Seed:
        """Record the seed of the oldest waiting round; nobody confirms it."""
        with inserting(self.engine) as session:
            command = RecordSeed(window_code=WINDOW, seed=seed, again=seed if again is None else again, **more)
            return record_seed(Act(session, self.cast.official, builders.SEEDED), command).seed

    def confirm_seed(self, seed: str = builders.SEED, *, by: Actor | None = None) -> Seed:
        """Confirm the recorded seed."""
        with inserting(self.engine) as session:
            act = Act(session, by or self.cast.witness, builders.SEEDED)
            return confirm_seed(act, ConfirmSeed(WINDOW, seed)).seed

    def seeded(self, seed: str = builders.SEED) -> Seed:
        """Record the seed of the oldest waiting round, and have it confirmed."""
        self.record_seed(seed)
        return self.confirm_seed(seed)

    def draw(self) -> tuple[Drawn, ...]:
        """Draw every waiting frame."""
        with inserting(self.engine) as session:
            clock = fixed_clock(builders.DRAWN)
            return draw_window(Act(session, self.cast.official, clock()), DrawWindow(WINDOW), key=KEY)

    def extend(self, code: str, to: int | None = None) -> Drawn:
        """Extend the sample of a provider."""
        with inserting(self.engine) as session:
            command = ExtendSample(provider_code=code, window_code=WINDOW, to=to)
            clock = fixed_clock(builders.DRAWN)
            return extend_sample(Act(session, self.cast.official, clock()), command, key=KEY)


def open_world(engine: Engine, *, policy: Mapping[str, str] | None = None) -> World:
    """Make a window with three providers, nothing of it frozen."""
    with inserting(engine) as session:
        cast = builders.make_cast(session)
        providers = [builders.make_provider(session, code) for code in SIZES]
        builders.make_window(session, cast, code=WINDOW, providers=providers, policy=policy)
    return World(engine, cast, {code: builders.make_lines(size, prefix=code) for code, size in SIZES.items()})


def frozen_world(engine: Engine) -> World:
    """Make a window whose frames are all frozen."""
    world = open_world(engine)
    world.freeze(*SIZES)
    return world


def drawn_world(engine: Engine, *, policy: Mapping[str, str] | None = None) -> World:
    """Make a window whose samples are drawn."""
    world = open_world(engine, policy=policy)
    world.freeze(*SIZES)
    world.seeded()
    world.draw()
    return world
