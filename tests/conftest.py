"""What every test may ask for: the root of the repository, and examples that are the same on each run."""

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.worlds"]

# A shared machine may be slow and a failure must come again when the test is run again.
settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).parent.parent
