"""The API under load: beside a bare Flask route, at its slow end, and with a hundred times as much stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from bench.api_serving import Served, filled, serve
from bench.load import Load, load
from bench.result import Result
from bench.size import Size
from bench.stores import Store, stores

CONNECTIONS = 64
# Many short turns: a busy moment of the machine falls on a few of them.
SECONDS, WARMING, TURNS = 1.0, 0.5, 15
SHARE = 0.6
SLOW_END, FLAT = 3.0, 1.2
PATHS = {"accuracy": "/api/v1/accuracy", "100 samples": "/api/v1/samples?page[per_page]=100"}
FEW, MANY = 10_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A server, what is asked of it, and with what token."""

    address: tuple[str, int]
    path: str
    headers: tuple[str, ...] = ()

    def load(self, seconds: float) -> Load:
        """Ask for some seconds."""
        found = load(self.address, self.path, headers=self.headers, connections=CONNECTIONS, seconds=seconds)
        assert found.statuses == {200}, f"{self.path} was answered {sorted(found.statuses)}."
        return found


def results(size: Size) -> Iterator[Result]:
    """Measure both paths on each database, with few and with many results stored."""
    with stores() as kinds:
        for store in kinds:
            few, many = filled(store, "few", size.of(FEW)), filled(store, "many", size.of(MANY))
            yield from _told(store, _measure(few, many, size), size)


def _measure(few: Served, many: Served, size: Size) -> Mapping[str, list[Load]]:
    """Ask all servers in turns, so that a busy moment falls on all of them."""
    with ExitStack() as running:
        asked: dict[str, Asked] = {}
        for stored, served in (("few", few), ("many", many)):
            headers = (f"Authorization: Bearer {served.token}",)
            for how, forgetful in (("", False), (" anew", True)):
                address = running.enter_context(serve(served.address, served.var, forgetful=forgetful))
                asked |= {f"{name} {stored}{how}": Asked(address, path, headers) for name, path in PATHS.items()}
                if stored == "many" and not forgetful:
                    asked["bare"] = Asked(address, "/bare/")
        seconds = SECONDS if size.shrink == 1 else WARMING
        for each in asked.values():
            each.load(WARMING)
        found: dict[str, list[Load]] = {name: [] for name in asked}
        for _ in range(TURNS if size.shrink == 1 else 1):
            for name, each in asked.items():
                found[name].append(each.load(seconds))
    return found


def _told(store: Store, found: Mapping[str, list[Load]], size: Size) -> Iterator[Result]:
    stored = f"{size.of(MANY):,} stored"
    for name in PATHS:
        what, many = f"{name}, {store.kind}", found[f"{name} many"]
        ours, bare = _milliseconds(many), _milliseconds(found["bare"])
        yield Result(what, ours, "ms", baseline=bare, baseline_name="a bare route", most_ratio=1 / SHARE)
        yield Result(
            f"{what}: p99 at {CONNECTIONS} connections",
            median(each.p99 for each in many) * 1000,
            "ms",
            baseline=median(each.p50 for each in many) * 1000,
            baseline_name="p50",
            most_ratio=SLOW_END,
        )
        for how in ("", " anew"):
            yield Result(
                f"{what}, {stored}{how}",
                _milliseconds(found[f"{name} many{how}"]),
                "ms",
                baseline=_milliseconds(found[f"{name} few{how}"]),
                baseline_name=f"{size.of(FEW):,} stored",
                most_ratio=FLAT,
            )


def _milliseconds(loads: list[Load]) -> float:
    """Return the time that a request takes of the whole server."""
    return 1000 / median(each.rate for each in loads)
