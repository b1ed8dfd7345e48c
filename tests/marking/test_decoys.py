"""Decoys are a tenth of each draw, fixed by the public seed before anybody judges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.marking.decoys import decoy_ranks
from sampling.draw import first_positions
from sampling.ratio import TENTH, Ratio
from tests.builders import SEED
from tests.marking.supplied import Table


@given(beyond=st.integers(0, 500), count=st.integers(1, 300), share=st.sampled_from([TENTH, Ratio(1, 1), Ratio(1, 7)]))
def test_the_share_is_taken_of_each_draw_and_rounded_up(beyond: int, count: int, share: Ratio) -> None:
    ranks = decoy_ranks("CCC", "2014J", seed=SEED, draw_number=2, beyond=beyond, up_to=beyond + count, share=share)
    assert len(ranks) == share.ceiling_of(count)
    assert all(beyond < rank <= beyond + count for rank in ranks)


def test_a_decoys_ticket_says_nothing_about_the_sample() -> None:
    ranks = decoy_ranks("CCC", "2014J", seed=SEED, draw_number=1, beyond=0, up_to=200, share=TENTH)
    sample = first_positions("CCC", "2014J", seed=SEED, scripts_count=200, take=20)
    assert ranks != frozenset(sample)


@pytest.mark.parametrize("again", range(2))
def test_decoys_are_the_same_whenever_they_are_asked_for(again: int) -> None:
    decoy_ranks.cache_clear()
    ranks = decoy_ranks("CCC", "2014J", seed=SEED, draw_number=1, beyond=0, up_to=20, share=TENTH)
    assert ranks == frozenset({8, 17})


def test_an_extension_leaves_the_decoys_of_the_first_draw_as_they_were(table: Table) -> None:
    before = {each.script.id for each in table.histories() if each.is_decoy}
    assert len(before) == 1 + 1 + 2
    table.world.extend("CCC", to=60)
    after = {each.script.id for each in table.histories() if each.is_decoy}
    assert before < after
    assert len(after) == len(before) + 4
