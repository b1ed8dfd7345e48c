"""Schemathesis asks all that the description allows, and much that it does not, as every kind of caller.

`MODERATION_TEST_REQUESTS` says how many requests at least are sent on each database. Unless it does, they are a
few hundred on PostgreSQL, and on SQLite what one caller asks.
"""

from __future__ import annotations

import os
from itertools import count

import pytest
from schemathesis import engine, openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine.events import NonFatalError, ScenarioFinished

from tests.api.serving import serving
from tests.api.world import World

REQUESTS = int(os.environ.get("MODERATION_TEST_REQUESTS", "300"))
CALLERS = ("dfe", "own", "unsigned", None)
# What the law of routes and of tenancy allows to say to a request that is well formed.
REFUSED_BY_RIGHT = ["2xx", "304", "401", "403", "404", "409", "422"]

LOOKING_BACK = tuple(f"GET /api/v1/accuracy{path}" for path in ("", "/{id}", "/{id}/breakdowns"))


def configuration(world: World, caller: str | None, *, seed: int, examples: int, thorough: bool) -> SchemathesisConfig:
    """Return how one caller asks; examples are those of each operation."""
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "headers": {} if caller is None else world.bearer(caller),
            "generation": {"max-examples": examples, "database": "none", "mode": "all"},
            "checks": {"positive_data_acceptance": {"expected-statuses": REFUSED_BY_RIGHT}},
            # What CSV needs beside it JSON carries within, and a moment that has not come is none to look back to: a
            # description of one operation can say neither.
            "operations": [
                {
                    "include-name": name,
                    "checks": {"positive_data_acceptance": {"expected-statuses": [*REFUSED_BY_RIGHT, "400"]}},
                }
                for name in ("POST /api/v1/returns", *LOOKING_BACK)
            ],
            "phases": {"coverage": {"enabled": thorough}, "stateful": {"enabled": True}},
            "cache": {"enabled": False},
        }
    )


def ask(address: str, settings: SchemathesisConfig) -> tuple[int, list[str]]:
    """Ask everything once; return how many requests were sent, and what was wrong."""
    schema = openapi.from_url(f"{address}/api/v1/openapi.json", config=settings)
    sent, wrong = 0, []
    for event in engine.from_schema(schema).execute():
        if isinstance(event, NonFatalError):
            wrong.append(f"{event.label}: {event.value!r}")
        if isinstance(event, ScenarioFinished):
            sent += len(event.recorder.interactions)
            for case, checks in event.recorder.checks.items():
                for check in checks:
                    if check.failure_info is not None:
                        failure: Failure = check.failure_info.failure
                        request = event.recorder.interactions[case].request
                        wrong.append(f"{request.method} {request.uri}: {failure.title}: {failure.message}")
    return sent, wrong


@pytest.mark.filterwarnings("default")
def test_nothing_that_may_be_asked_is_answered_otherwise_than_described(seen: World) -> None:
    sent, thorough = 0, REQUESTS > 1_000
    briefly = not thorough and seen.engine.dialect.name == "sqlite"
    with serving(seen.settings) as address:
        for seed in count(1):
            for caller in CALLERS[:1] if briefly else CALLERS:
                settings = configuration(seen, caller, seed=seed, examples=20 if thorough else 2, thorough=thorough)
                more, wrong = ask(address, settings)
                sent += more
                assert wrong == [], "\n".join(sorted(set(wrong))[:20])
            if briefly or sent >= REQUESTS:
                break
    print(f"{sent} requests")
