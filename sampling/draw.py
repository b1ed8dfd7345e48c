"""The draw: which positions of a frame are sampled, in ticket order, and how many.

Source 000, Annex A, metric 5 (a random 10% sample); method page, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from sampling.codes import code_faults, count_faults, seed_faults
from sampling.faults import Fault, Refused, number_shown
from sampling.ratio import TENTH, Ratio
from sampling.tickets import identifier, ticket, ticket_keys


@dataclass(frozen=True, slots=True)
class Draw:
    """The first `extended_to` positions in ticket order; of these the first `sample_count` count for metric 5."""

    provider: str
    window: str
    seed: str
    scripts_count: int
    rate: Ratio
    sample_count: int
    extended_to: int
    positions: tuple[int, ...]

    def tickets(self) -> tuple[str, ...]:
        """Return the tickets of the drawn positions, ascending."""
        return tuple(ticket(self.seed, identifier(self.provider, self.window, each)) for each in self.positions)


def draw(
    provider: str,
    window: str,
    *,
    seed: str,
    scripts_count: int,
    rate: Ratio = TENTH,
    extend_to: int | None = None,
) -> Draw:
    """Draw a provider's sample from the positions 1 to scripts_count; the first draw is a prefix of every extension.

    Raises Refused with all that is wrong: a code, the seed, the count, or an extension outside the frame.

    >>> draw("CCC", "2014J", seed="01382438112797316654", scripts_count=30).positions
    (28, 19, 3)
    """
    faults = [*code_faults("provider", provider), *code_faults("window", window), *seed_faults(seed)]
    faults += count_faults(scripts_count)
    sample_count = rate.ceiling_of(scripts_count)
    extended_to = sample_count if extend_to is None else extend_to
    if not faults and not sample_count <= extended_to <= scripts_count:
        sentence = (
            f"An extension goes from the sample of {sample_count} up to the {scripts_count} scripts of the frame."
        )
        faults.append(Fault(sentence, column="extend-to", value=number_shown(extended_to)))
    if faults:
        raise Refused(faults)
    positions = first_positions(provider, window, seed=seed, scripts_count=scripts_count, take=extended_to)
    return Draw(provider, window, seed, scripts_count, rate, sample_count, extended_to, positions)


def first_positions(provider: str, window: str, *, seed: str, scripts_count: int, take: int) -> tuple[int, ...]:
    """Return the first `take` positions in ticket order, exactly as `consistent_sampler` orders their identifiers."""
    keys = ticket_keys(provider, window, seed=seed, count=scripts_count)
    chosen = _smallest(keys, take)
    ordered: list[int] = []
    for _, group in groupby(chosen.tolist(), key=lambda index: int(keys[index])):
        positions = [index + 1 for index in group]
        if len(positions) > 1:
            names = {each: identifier(provider, window, each) for each in positions}
            positions.sort(key=lambda each: (ticket(seed, names[each]), names[each]))
        ordered += positions
    return tuple(ordered[:take])


def _smallest(keys: NDArray[np.uint32], take: int) -> NDArray[np.intp]:
    """Return the indices of the smallest keys in ascending order: `take` of them and all equal to the last."""
    last = np.partition(keys, take - 1)[take - 1]
    candidates = np.flatnonzero(keys <= last)
    ordered: NDArray[np.intp] = candidates[np.argsort(keys[candidates], kind="stable")]
    return ordered
