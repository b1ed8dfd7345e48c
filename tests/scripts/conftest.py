"""A window whose samples are drawn, so that scripts are asked for."""

from __future__ import annotations

import pytest

from tests.draws.frozen import drawn_world
from tests.scripts.asked import Desk
from tests.worlds import Stand


@pytest.fixture
def desk(stand: Stand) -> Desk:
    return Desk(stand(drawn_world))
