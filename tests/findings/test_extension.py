"""Extension evidence: beside the decision, null until it is complete, and equal to the method's."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from moderation.database.transaction import reading
from moderation.draws.records import Purpose
from moderation.errors import NotFound
from moderation.findings.extension import ExtensionEvidence, extension_evidence
from moderation.findings.figures import figures
from sampling.extension import e_fails, e_met, settles_at
from tests import builders
from tests.builders import later, make_lines
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle, settle_sample
from tests.worlds import Stand

EXTENDED = later(SIGNED, days=5)


def signed(engine: Engine) -> Drawn:
    """Make a window whose finding is signed off."""
    world = drawn_window(engine, {"CCC": make_lines(200)})
    settle_sample(world, "CCC", overturned=1)
    sign(world)
    return world


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(signed)


def evidence(world: Drawn) -> ExtensionEvidence:
    with reading(world.engine) as session:
        return extension_evidence(session, window_code=world.code, provider_code="CCC")


def test_an_extension_adds_evidence_and_leaves_the_figure_as_it_is(world: Drawn) -> None:
    with reading(world.engine) as session:
        (before,) = figures(session)
    world.extend("CCC", to=100, at=EXTENDED)
    waiting = evidence(world)
    assert (waiting.pending_count, waiting.e_met, waiting.e_fails, waiting.settles_at) == (80, None, None, None)
    assert "no evidence is given" in waiting.sentence
    person = world.cast.lead.person_id
    assert person is not None
    with inserting(world.engine) as session:
        for script in world.sample(session, "CCC", purpose=Purpose.EXTENSION):
            settle(session, script, by=person, at=EXTENDED)
    found = evidence(world)
    assert (found.extension_count, found.sample_count, found.overturned_count) == (1, 100, 1)
    assert (found.e_met, found.e_fails) == (e_met(200, 100, 1), e_fails(200, 100, 1))
    assert found.certifies == "met"
    assert found.as_json()["settles_at"] == settles_at(200, 100, 1)
    with reading(world.engine) as session:
        assert figures(session) == (before,)


def test_without_an_extension_the_first_draw_is_all_there_is(world: Drawn) -> None:
    found = evidence(world)
    assert (found.extension_count, found.sample_count, found.certifies) == (0, 20, None)
    assert found.sentence.endswith("with no further overturn, 88 could settle it.")


def test_evidence_is_that_of_a_moment(world: Drawn) -> None:
    world.extend("CCC", to=40, at=EXTENDED)
    with reading(world.engine) as session:
        past = extension_evidence(session, window_code=world.code, provider_code="CCC", as_at=SIGNED)
        assert (past.extension_count, past.sample_count) == (0, 20)
        with pytest.raises(NotFound):
            extension_evidence(
                session, window_code=world.code, provider_code="CCC", as_at=later(builders.DRAWN, minutes=-1)
            )
