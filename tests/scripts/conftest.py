"""A window whose samples are drawn, so that scripts are asked for."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.draws.frozen import SIZES, open_world
from tests.scripts.asked import Desk


@pytest.fixture
def desk(engine: Engine) -> Desk:
    world = open_world(engine)
    world.freeze(*SIZES)
    world.record_seed()
    world.draw()
    return Desk(world)
