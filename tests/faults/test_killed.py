"""Whatever is killed at whatever moment: all of it happened or nothing, the log holds, and it can be done again."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

from tests.faults.child import start
from tests.faults.road import PATIENCE, STEPS, Road, row_counts

pytestmark = pytest.mark.slow

# A few in every run of the tests; MODERATION_TEST_KILLS=50 makes it hundreds.
KILLS = int(os.environ.get("MODERATION_TEST_KILLS", "3"))


@pytest.mark.parametrize("name", STEPS)
def test_a_killed_command_leaves_all_or_nothing(road: Road, name: str) -> None:
    step = road.steps[name]
    took = _duration(road, name)
    # Fixed, so that a failure comes again as nearly as time allows.
    chance = random.Random(f"{name} {step.address.get_backend_name()}")
    killed = 0
    for _ in range(KILLS):
        here = road.copy(step.address)
        process = start(step.arguments, environ=road.environ(here), said=road.folder / "killed")
        time.sleep(chance.uniform(0, took))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL) if process.is_alive() else None
        process.join(PATIENCE)
        killed += process.exitcode == -signal.SIGKILL
        counts = row_counts(here)
        assert counts in (step.before, step.after)
        status, said = road.run(step.arguments, here)
        if counts == step.before:
            assert status == 0, said
        else:
            assert status in (0, 1)
            assert "did not foresee" not in said
        assert row_counts(here) == step.after
        road.drop(here)
    assert killed > 0


def _duration(road: Road, name: str) -> float:
    """Return how long a command takes when nobody kills it."""
    here = road.copy(road.steps[name].address)
    began = time.monotonic()
    process = start(road.steps[name].arguments, environ=road.environ(here), said=road.folder / "timed")
    process.join(PATIENCE)
    took = time.monotonic() - began
    assert process.exitcode == 0
    road.drop(here)
    return took
