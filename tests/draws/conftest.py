"""Windows before and after their frames froze."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.draws.frozen import SIZES, World, open_world


@pytest.fixture
def opened(engine: Engine) -> World:
    return open_world(engine)


@pytest.fixture
def frozen(opened: World) -> World:
    opened.freeze(*SIZES)
    return opened
