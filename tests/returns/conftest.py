"""What the tests of returns ask for."""

from __future__ import annotations

import pytest

from tests.returns.seasons import Season, open_season
from tests.worlds import Stand


@pytest.fixture
def season(stand: Stand) -> Season:
    return stand(open_season)
