"""One provider's finding among 1,000,000 stored results, against the same among 10,000: it must not take longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import URL

from bench.result import Result
from bench.season import provider_codes
from bench.size import Size
from bench.stores import stores
from bench.timing import seconds
from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.database.engine import open_engine
from moderation.database.transaction import reading
from moderation.database.transaction import restoring as inserting
from moderation.findings.figures import figures
from moderation.findings.records import ReopeningReason
from moderation.findings.reopen import Reopen, reopen
from moderation.findings.sign_off import SignOff, sign_off
from tests import builders, moderated
from tests.moderated import Drawn

RESULTS_EACH = 5_000
FEW, MANY = 2, 200
# Each takes milliseconds: many more runs cost nothing, and the median of a few would be chance.
RUNS = 61
BEFORE = builders.later(moderated.SETTLED, days=1)


def results(size: Size) -> Iterator[Result]:
    """Measure signing off one provider, then its figure, signed and as it stood before, in databases of both sizes."""
    each, most = size.of(RESULTS_EACH), max(FEW, MANY // size.shrink)
    few, many = FEW * each, most * each
    with stores() as both, ExitStack() as opened:
        for store in both:
            small = _drawn(store.create("few"), provider_codes(FEW), each, opened)
            large = _drawn(store.create("many"), provider_codes(most), each, opened)
            store.tidy(small.world.engine.url)
            store.tidy(large.world.engine.url)
            for what, work in (
                ("sign off a provider", _sign_off),
                ("its signed figure", _read),
                ("as it stood", _recall),
            ):
                taken = _alternate(large, small, work=work, runs=RUNS if size.shrink == 1 else 3)
                yield Result(
                    f"{what}, {many:,} results stored, {store.kind}",
                    taken[0] * 1000,
                    "ms",
                    baseline=taken[1] * 1000,
                    baseline_name=f"{few:,} results stored",
                    most_ratio=1.2,
                )


@dataclass
class _Season:
    """A database whose frames are drawn, with one provider that is moderated; time goes on with every act."""

    world: Drawn
    provider: str
    now: datetime = moderated.SIGNED

    def moment(self) -> datetime:
        """Return a moment after all others."""
        self.now = builders.later(self.now, minutes=1)
        return self.now


def _drawn(address: URL, codes: list[str], each: int, opened: ExitStack) -> _Season:
    """Make a season of some providers, of which the first is moderated."""
    engine = open_engine(address)
    opened.callback(engine.dispose)
    world = moderated.drawn_window(engine, dict.fromkeys(codes, builders.make_lines(each)))
    moderated.settle_sample(world, codes[0], overturned=each // 500)
    return _Season(world, codes[0])


def _alternate(large: _Season, small: _Season, *, work: Callable[[_Season], float], runs: int) -> tuple[float, float]:
    times = [(work(large), work(small)) for _ in range(runs)]
    return median(time[0] for time in times), median(time[1] for time in times)


def _sign_off(season: _Season) -> float:
    """Sign off one provider, and reopen it for the next time."""
    world, codes = season.world, (season.provider,)
    clock = fixed_clock(season.moment())

    def sign() -> None:
        with inserting(world.engine) as session:
            sign_off(Act(session, world.cast.lead, clock()), SignOff(window_code=world.code, provider_codes=codes))

    taken = seconds(sign)
    again = Reopen(window_code=world.code, provider_codes=codes, reason=ReopeningReason.REPRESENTATION)
    with inserting(world.engine) as session:
        reopen(Act(session, world.cast.lead, season.moment()), again)
    return taken


def _read(season: _Season) -> float:
    return _figure(season, as_at=None)


def _recall(season: _Season) -> float:
    """Read the figure of a moment before anybody signed: counted from the sample."""
    return _figure(season, as_at=BEFORE)


def _figure(season: _Season, *, as_at: datetime | None) -> float:
    def read() -> None:
        with reading(season.world.engine) as session:
            (found,) = figures(session, window_code=season.world.code, provider_code=season.provider, as_at=as_at)
            assert (found.finding_id is None) == (as_at is not None)

    return seconds(read)
