"""The API under load: beside a bare Flask route, at its slow end, and with a hundred times as much stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from bench.api_serving import Served, filled, serve
from bench.load import Load, load
from bench.result import Result
from bench.size import Size
from bench.stores import Store, stores

CONNECTIONS = 64
SECONDS = 4.0
SHARE = 0.6
SLOW_END, FLAT = 3.0, 1.2
PATHS = {"accuracy": "/api/v1/accuracy", "100 samples": "/api/v1/samples?page[per_page]=100"}
FEW, MANY = 10_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """The loads of each path and of the bare route, measured in turns."""

    ours: Mapping[str, list[Load]]
    bare: list[Load]


def results(size: Size) -> Iterator[Result]:
    """Measure both paths on each database with few and with many results stored."""
    with stores() as kinds:
        for store in kinds:
            yield from _on(store, size)


def _on(store: Store, size: Size) -> Iterator[Result]:
    few, many = size.of(FEW), size.of(MANY)
    small, large = filled(store, "few", few), filled(store, "many", many)
    with serve(small.address, small.var) as address:
        on_few = _measure(address, small, size)
    with serve(large.address, large.var) as address:
        on_many = _measure(address, large, size)
    with serve(small.address, small.var, forgetful=True) as address:
        anew_few = _measure(address, small, size)
    with serve(large.address, large.var, forgetful=True) as address:
        anew_many = _measure(address, large, size)
    for name in PATHS:
        yield from _told(f"{name}, {store.kind}", name, on_few, on_many)
        made_few, made_many = _milliseconds(anew_few.ours[name]), _milliseconds(anew_many.ours[name])
        yield Result(
            f"{name} made anew, {many:,} stored, {store.kind}",
            made_many,
            "ms",
            baseline=made_few,
            baseline_name=f"{few:,} stored",
            most_ratio=FLAT,
        )


def _told(title: str, name: str, on_few: Measured, on_many: Measured) -> Iterator[Result]:
    ours, bare = _milliseconds(on_many.ours[name]), _milliseconds(on_many.bare)
    yield Result(title, ours, "ms", baseline=bare, baseline_name="a bare route", most_ratio=1 / SHARE)
    loads = on_many.ours[name]
    yield Result(
        f"{title}: p99 at {CONNECTIONS} connections",
        median(each.p99 for each in loads) * 1000,
        "ms",
        baseline=median(each.p50 for each in loads) * 1000,
        baseline_name="p50",
        most_ratio=SLOW_END,
    )
    yield Result(
        f"{title}, many stored",
        ours,
        "ms",
        baseline=_milliseconds(on_few.ours[name]),
        baseline_name="few stored",
        most_ratio=FLAT,
    )


def _measure(address: tuple[str, int], served: Served, size: Size) -> Measured:
    headers = [f"Authorization: Bearer {served.token}"]
    seconds = SECONDS if size.shrink == 1 else SECONDS / 8
    ours: dict[str, list[Load]] = {name: [] for name in PATHS}
    bare: list[Load] = []
    for _ in range(min(3, size.runs)):
        bare.append(load(address, "/bare/", connections=CONNECTIONS, seconds=seconds))
        for name, path in PATHS.items():
            ours[name].append(load(address, path, headers=headers, connections=CONNECTIONS, seconds=seconds))
    for each in [*bare, *(found for loads in ours.values() for found in loads)]:
        assert each.statuses == {200}, f"The server answered {sorted(each.statuses)}."
    return Measured(ours, bare)


def _milliseconds(loads: list[Load]) -> float:
    """Return the time a request takes of the whole server."""
    return 1000 / median(each.rate for each in loads)
