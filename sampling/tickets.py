"""Tickets: the pseudorandom number of each position, to the digit as the published `consistent_sampler` 1.0.10.

Source: R. Rivest, "Consistent sampling with replacement" (2018), and his package; method page, section 2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

THOUSANDS_A_BLOCK = 64
KEY_DIGITS = 9
_ENDINGS = tuple(b"%03d" % number for number in range(1000))
_REVERSED = np.array([int(f"{number:03d}"[::-1]) for number in range(1000)], dtype=np.uint32)


def identifier(provider: str, window: str, position: int) -> str:
    """Return the name under which a position is drawn.

    >>> identifier("CCC", "2014J", 17)
    'CCC/2014J/17'
    """
    return f"{provider}/{window}/{position}"


def ticket(seed: str, identifier: str) -> str:
    """Return the ticket of an identifier: a decimal fraction in (0, 1), as text because all its digits count.

    >>> ticket("01382438112797316654", "AB-130")
    '0.26299714122838008416507544297546663599715395525154425586041245287750224561854'
    """
    number = int(hashlib.sha256((seed_hash(seed) + identifier).encode()).hexdigest(), 16)
    return "0." + f"{number:064d}"[::-1]


def seed_hash(seed: str) -> str:
    """Return what stands for the seed in every ticket: its SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(seed.encode()).hexdigest()


def ticket_keys(provider: str, window: str, *, seed: str, count: int) -> NDArray[np.uint32]:
    """Return the first nine decimals of the tickets of positions 1 to count, as integers (shape (count,)).

    They order the tickets but for equal keys, which the caller compares by the whole ticket.

    >>> ticket_keys("CCC", "2014J", seed="01382438112797316654", count=3).tolist()
    [373701550, 889713384, 130389573]
    """
    keys = np.empty(count, dtype=np.uint32)
    done = 0
    for digests in _digests(seed, provider, window, count):
        words = np.frombuffer(digests, dtype=">u4").reshape(-1, 8)
        keys[done : done + len(words)] = _first_decimals(words)
        done += len(words)
    return keys


def _digests(seed: str, provider: str, window: str, count: int) -> Iterator[bytes]:
    """Yield the SHA-256 digests of positions 1 to count, joined, in blocks of bounded size.

    A thousand positions share all but their last three digits, so what they share is hashed once.
    """
    shared = (seed_hash(seed) + identifier(provider, window, 0)[:-1]).encode()
    digests = [hashlib.sha256(shared + b"%d" % position).digest() for position in range(1, min(count, 999) + 1)]
    for thousand in range(1, count // 1000 + 1):
        hashed_so_far = hashlib.sha256(shared + b"%d" % thousand).copy
        for ending in _ENDINGS[: count + 1 - thousand * 1000]:
            hasher = hashed_so_far()
            hasher.update(ending)
            digests.append(hasher.digest())
        if thousand % THOUSANDS_A_BLOCK == 0:
            yield b"".join(digests)
            digests = []
    yield b"".join(digests)


def _first_decimals(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the last nine decimal digits of big-endian 256-bit numbers, reversed: the first nine of the ticket."""
    remainder = np.zeros(len(words), dtype=np.uint64)
    for word in words.T:
        remainder = ((remainder << np.uint64(32)) | word.astype(np.uint64)) % np.uint64(10**KEY_DIGITS)
    low = remainder.astype(np.uint32)
    thousand = np.uint32(1000)
    reversed_low = _REVERSED[low % thousand] * np.uint32(10**6)
    reversed_middle = _REVERSED[low // thousand % thousand] * thousand
    key: NDArray[np.uint32] = reversed_low + reversed_middle + _REVERSED[low // np.uint32(10**6)]
    return key
