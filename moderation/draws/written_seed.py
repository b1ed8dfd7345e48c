"""How a seed is written: digits as the announcement says, with nothing that copying loses, changes or hides."""

from __future__ import annotations

import re
from itertools import zip_longest

from moderation.errors import Fault
from moderation.windows.seed_records import SeedWay
from sampling.codes import code_point, seed_faults

SIGNS = {SeedWay.DIGITS: frozenset("0123456789"), SeedWay.HEX: frozenset("0123456789abcdef")}
GROUP = 5
MOST_PLACES = 3
# As many as a spreadsheet puts in the place of what it cannot hold.
ZEROS = "0" * 5
ROUNDED = re.compile(r"[0-9]\.[0-9]+E\+?[0-9]+", re.IGNORECASE)


def written_faults(seed: str, way: SeedWay) -> list[Fault]:
    """Return what is wrong with a seed: its length, and each character that the announced way does not know."""
    foreign = [(place, sign) for place, sign in enumerate(seed, start=1) if sign not in SIGNS[way]]
    if not foreign:
        return seed_faults(seed)
    named = ", ".join(f"at place {place} stands {_named(sign)}" for place, sign in foreign[:MOST_PLACES])
    more = f" and {len(foreign) - MOST_PLACES} more" if len(foreign) > MOST_PLACES else ""
    sentence = f"{named[0].upper()}{named[1:]}{more}. This seed is written so: {way.meaning}{_guess(seed)}"
    return [Fault(sentence, column="seed", value=seed)]


def zero_faults(seed: str) -> list[Fault]:
    """Return the question that a seed raises which ends as a rounded number does."""
    if not seed.endswith(ZEROS):
        return []
    count = len(seed) - len(seed.rstrip("0"))
    sentence = (
        f"The seed ends in {count} zeros, as a number does that a spreadsheet rounded. Look at its source again; where "
        "they stand there, say that the zeros are right."
    )
    return [Fault(sentence, column="seed", value=seed)]


def difference_faults(first: str, second: str, *, column: str, sentence: str) -> list[Fault]:
    """Return the fault of two texts that should be one: where they part."""
    if first == second:
        return []
    pairs = enumerate(zip_longest(first, second), start=1)
    place = next(place for place, (one, other) in pairs if one != other)
    return [Fault(f"{sentence} They differ at place {place}.", column=column, value=second)]


def in_groups(seed: str) -> str:
    """Write a seed for reading back, five signs at a time.

    >>> in_groups("31415926535897932384")
    '31415 92653 58979 32384'
    """
    return " ".join(seed[start : start + GROUP] for start in range(0, len(seed), GROUP))


def _named(sign: str) -> str:
    # What looks like a digit and is none is told by its number alone.
    return f"{sign!r} ({code_point(sign)})" if sign.isascii() and sign.isprintable() else code_point(sign)


def _guess(seed: str) -> str:
    if ROUNDED.search(seed):
        return " It looks like a number that a spreadsheet rounded: take the digits from their source."
    if "#" in seed:
        return " It looks like an error of a spreadsheet: take the digits from their source."
    return ""
