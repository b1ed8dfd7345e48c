"""Two people who do the same at the same moment: one wins, the other is told so, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from moderation.audit.verify import verify
from moderation.database.transaction import reading
from moderation.draws.records import Draw, SampledScript
from moderation.errors import Busy, Conflict
from moderation.windows.seed_records import Seed
from tests.draws.frozen import World

TOGETHER = 4


def at_once(deed: Callable[[], object]) -> list[str | None]:
    """Do something in several threads together; return the sentence of each refusal, or None for whoever won."""
    start = Barrier(TOGETHER)

    def attempt() -> str | None:
        start.wait()
        try:
            deed()
        except (Busy, Conflict) as refusal:
            return refusal.sentence
        return None

    with ThreadPoolExecutor(TOGETHER) as threads:
        return [future.result() for future in [threads.submit(attempt) for _ in range(TOGETHER)]]


def test_one_of_several_records_the_seed(frozen: World) -> None:
    answers = at_once(frozen.record_seed)
    assert answers.count(None) == 1
    assert all("waits for another official" in answer for answer in answers if answer)
    with reading(frozen.engine) as session:
        assert session.query(Seed).count() == 1


def test_one_of_several_confirms_the_seed(frozen: World) -> None:
    frozen.record_seed()
    answers = at_once(frozen.confirm_seed)
    assert answers.count(None) == 1
    assert all("waits for its witness" in answer for answer in answers if answer)


def test_one_of_several_draws(frozen: World) -> None:
    frozen.seeded()
    answers = at_once(frozen.draw)
    assert answers.count(None) == 1
    assert all("drawn already" in answer for answer in answers if answer)
    with reading(frozen.engine) as session:
        assert session.query(Draw).count() == 3
        assert session.query(SampledScript).count() == 24
        assert verify(session).holds


def test_extensions_follow_one_another(frozen: World) -> None:
    frozen.seeded()
    frozen.draw()
    assert at_once(lambda: frozen.extend("CCC")) == [None] * TOGETHER
    with reading(frozen.engine) as session:
        counts = sorted(session.query(Draw.sample_count).filter(Draw.number > 1).all())
    assert [count for (count,) in counts] == [40, 60, 80, 100]
