"""Decoys: scripts whose first judgement is looked at again even where it agrees, so that nobody knows why.

A tenth of each draw, fixed by the public seed before any judgement: what agrees among them is a random tenth of what
agrees. The names drawn from differ from those of the sample itself, so a position's ticket says nothing about it.
"""

from __future__ import annotations

from functools import lru_cache

from sampling.draw import first_positions
from sampling.ratio import Ratio


@lru_cache(maxsize=4096)
def decoy_ranks(
    provider_code: str, window_code: str, *, seed: str, draw_number: int, beyond: int, up_to: int, share: Ratio
) -> frozenset[int]:
    """Return the ranks of one draw's scripts, from `beyond + 1` to `up_to`, that are decoys.

    >>> ranks = decoy_ranks("CCC", "2014J", seed="01382438112797316654", draw_number=1, beyond=0, up_to=20,
    ...                     share=Ratio(1, 10))
    >>> sorted(ranks)
    [8, 17]
    """
    count = up_to - beyond
    take = share.ceiling_of(count)
    if not take:
        return frozenset()
    drawn_from = f"{window_code}/second-marking/{draw_number}"
    return frozenset(
        beyond + place
        for place in first_positions(provider_code, drawn_from, seed=seed, scripts_count=count, take=take)
    )
