"""Windows before and after their frames froze."""

from __future__ import annotations

import pytest

from tests.draws.frozen import World, frozen_world, open_world
from tests.worlds import Stand


@pytest.fixture
def opened(stand: Stand) -> World:
    return stand(open_world)


@pytest.fixture
def frozen(stand: Stand) -> World:
    return stand(frozen_world)
