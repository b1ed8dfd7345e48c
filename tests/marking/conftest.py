"""A window whose sampled scripts are all here."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.marking.supplied import Table, supplied_world


@pytest.fixture
def table(engine: Engine) -> Table:
    return supplied_world(engine)
