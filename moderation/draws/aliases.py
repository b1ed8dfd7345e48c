"""Aliases: the names under which moderators know scripts, drawn by chance so that they say nothing."""

from __future__ import annotations

import secrets

# Without vowels, so that no word appears, and without the signs that a reader confuses.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ2345679"
GROUPS, GROUP_LENGTH = 3, 4
ALIASES = len(ALPHABET) ** (GROUPS * GROUP_LENGTH)


def new_alias() -> str:
    """Return a fresh alias of 57 random bits, such as KQ7C-2MXB-9TRV."""
    number = secrets.randbelow(ALIASES)
    letters = []
    for _ in range(GROUPS * GROUP_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "-".join("".join(letters[start : start + GROUP_LENGTH]) for start in range(0, len(letters), GROUP_LENGTH))
