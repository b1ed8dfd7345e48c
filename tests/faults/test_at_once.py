"""Two people do the same at the same moment: one does it, the other is told so in a sentence."""

from __future__ import annotations

import pytest

from tests.faults.child import start
from tests.faults.road import PATIENCE, STEPS, Road, row_counts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", STEPS)
def test_of_two_at_once_one_wins(road: Road, name: str) -> None:
    step = road.steps[name]
    here = road.copy(step.address)
    heard = [road.folder / f"said-{number}" for number in range(2)]
    both = [start(step.arguments, environ=road.environ(here), said=said) for said in heard]
    for process in both:
        process.join(PATIENCE)
    statuses = [process.exitcode for process in both]
    words = [said.read_text() for said in heard]
    # The same bytes filed or imported twice change nothing: whoever came second may be told that all is well.
    assert sorted(statuses, key=str) in ([[0, 0], [0, 1]] if name in {"file", "import"} else [[0, 1]]), words
    for status, said in zip(statuses, words, strict=True):
        assert "did not foresee" not in said
        assert status == 0 or said.rstrip().endswith((".", "EMAIL")), said
    assert row_counts(here) == step.after
    road.drop(here)
