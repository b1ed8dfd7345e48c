"""A window in which there are many records of every kind that is listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine

from moderation.access.permissions import Role
from moderation.audit.shown import ENTRIES
from moderation.cases.shown import CASES
from moderation.cases.shown_reports import REPORTS
from moderation.draws.shown import DRAWS
from moderation.draws.shown_frames import FRAMES
from moderation.findings.shown_enquiries import ENQUIRIES
from moderation.findings.shown_outcomes import OUTCOMES
from moderation.findings.shown_scripts import SCRIPTS
from moderation.listing.listing import Listing
from moderation.providers.records import provider_by_code
from moderation.providers.shown import PROVIDERS
from moderation.returns.shown import RETURNS
from moderation.scripts.shown import SAMPLES
from moderation.windows.shown import WINDOWS
from tests import builders
from tests.cases.steps import Scene
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.moderated import Drawn, drawn_window, settle_sample

MANY = 20
CODES = ("CCC", *(f"P{number:02d}" for number in range(1, MANY)))
LISTINGS: Mapping[str, Listing[Any]] = {
    "windows": WINDOWS,
    "providers": PROVIDERS,
    "returns": RETURNS,
    "frames": FRAMES,
    "draws": DRAWS,
    "samples": SAMPLES,
    "scripts": SCRIPTS,
    "outcomes": OUTCOMES,
    "enquiries": ENQUIRIES,
    "cases": CASES,
    "reports": REPORTS,
    "entries": ENTRIES,
}


def many_records(engine: Engine) -> Drawn:
    """Fill a database: no provider meets the metric, so that each has an enquiry; one has many cases and reports."""
    world = drawn_window(engine, {code: builders.make_lines(20, prefix=code) for code in CODES})
    for code in CODES:
        settle_sample(world, code, overturned=2)
    sign(world)
    with inserting(engine) as session:
        own = provider_by_code(session, CODES[0])
        staff = builders.make_person(session, Role.PROVIDER, "ccc@ccc.example", provider=own)
        for number in range(1, MANY):
            builders.make_window(session, world.cast, code=f"W{number:02d}", providers=[own])
    scene = Scene(engine, world.cast, staff)
    for _ in range(MANY):
        scene.open()
        scene.report()
    return world
