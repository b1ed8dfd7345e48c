"""What the tests of returns ask for."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.returns.seasons import Season, open_season


@pytest.fixture
def season(engine: Engine) -> Season:
    return open_season(engine)
