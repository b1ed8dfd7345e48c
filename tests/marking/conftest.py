"""A window whose sampled scripts are all here."""

from __future__ import annotations

import pytest

from tests.marking.supplied import Table, supplied_world
from tests.worlds import Stand


@pytest.fixture
def table(stand: Stand) -> Table:
    return stand(supplied_world)
