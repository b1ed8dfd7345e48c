"""What the public sees: the metric always, the small counts beside it never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from moderation.database.transaction import reading
from moderation.findings.figures import figures
from moderation.findings.public import public_json, suppressed
from moderation.findings.records import Publication
from moderation.findings.shown_public import public_figures
from moderation.windows.policy import policy_of
from moderation.windows.records import window_by_code
from tests.builders import make_lines
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn, drawn_window, settle_sample
from tests.worlds import Stand


def published(engine: Engine) -> Drawn:
    """Make a window whose finding is public."""
    world = drawn_window(engine, {"CCC": make_lines(200)})
    settle_sample(world, "CCC", overturned=2)
    (finding,) = sign(world)
    with inserting(engine) as session:
        session.add(Publication(finding_id=finding.id, published_by=world.cast.official.person_id, published_at=SIGNED))
    return world


@pytest.fixture
def world(stand: Stand) -> Drawn:
    return stand(published)


def test_the_metric_is_never_suppressed_and_small_counts_beside_it_are(world: Drawn) -> None:
    with reading(world.engine) as session:
        (figure,) = figures(session)
        shown = public_json(figure, policy_of(session, window_by_code(session, "2014J")))
    assert (shown["overturned_count"], shown["moderated_count"]) == (2, 20)
    assert shown["direction"]["suppressed"]
    assert shown["direction"]["pass_to_fail_count"] is None
    for kind, counts in shown["peer_moderation"].items():
        moderated = figure.peer_moderation[kind]["moderated_count"]
        assert counts["low_reliability"]
        assert counts["moderated_count"] in (None, moderated)
        assert moderated >= 6 or counts["moderated_count"] is None


def test_the_public_sees_published_figures_alone(world: Drawn) -> None:
    with reading(world.engine) as session:
        (public,) = public_figures(session)
        shown = public.as_json()
    assert shown["published_at"] == shown["signed_off_at"]
    assert (public.provider_code, shown["provider_code"]) == ("CCC", "CCC")


@given(
    bases=st.dictionaries(st.sampled_from(("a", "b", "c", "d")), st.integers(0, 40), min_size=2),
    under=st.integers(0, 12),
)
def test_no_small_part_is_shown_and_none_can_be_computed_from_the_rest(bases: dict[str, int], under: int) -> None:
    withheld = suppressed(bases, under=under)
    assert all(base >= under for part, base in bases.items() if part not in withheld)
    assert len(withheld) != 1
    assert withheld or all(base >= under for base in bases.values())
    # What the shown parts leave of the whole, which is public, is no small part either.
    assert not withheld or withheld == set(bases) or sum(bases[part] for part in withheld) >= under
