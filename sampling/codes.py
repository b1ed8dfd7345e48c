"""The alphabet of references, codes, seeds and salts, the sizes of frames, and the sentence for what is outside."""

from __future__ import annotations

import re
import unicodedata

from sampling.faults import Fault, Refused, number_shown

REFERENCE = re.compile(r"[A-Za-z0-9._/-]{1,64}", re.ASCII)
CODE = re.compile(r"[A-Za-z0-9._-]{1,32}", re.ASCII)
SALT = re.compile(r"(?:[0-9a-f]{2})*", re.ASCII)
SHORTEST_SEED, LONGEST_SEED = 20, 200
LONGEST_SALT = 64
LARGEST_FRAME = 10_000_000

REFERENCE_RULE = "A script reference is 1 to 64 characters of A-Z a-z 0-9 . _ / and -."
CODE_RULE = "A code is 1 to 32 characters of A-Z a-z 0-9 . _ and -."


def is_reference(text: str) -> bool:
    """Tell whether a text may be a script reference.

    >>> is_reference("2014B-1038161"), is_reference("a b"), is_reference("é")
    (True, False, False)
    """
    return REFERENCE.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Tell whether a text may be the code of a provider or a window (no slash: it parts an identifier)."""
    return CODE.fullmatch(text) is not None


def code_faults(name: str, text: str) -> list[Fault]:
    """Return what is wrong with the code of a provider or window: at most one fault."""
    return [] if is_code(text) else [Fault(CODE_RULE, column=name, value=text)]


def seed_faults(seed: str) -> list[Fault]:
    """Return what is wrong with a seed; the characters themselves are free, and used exactly as typed."""
    if not SHORTEST_SEED <= len(seed) <= LONGEST_SEED:
        sentence = f"A seed has {SHORTEST_SEED} to {LONGEST_SEED} characters; this one has {len(seed)}."
        return [Fault(sentence, column="seed", value=seed)]
    try:
        seed.encode("utf-8")
    except UnicodeEncodeError:
        return [Fault("The seed is not valid text in UTF-8. Type it again.", column="seed", value=seed)]
    return []


def seed_warnings(seed: str) -> list[str]:
    """Return what is odd about a seed that is used all the same: an end that no page shows.

    >>> seed_warnings("01382438112797316654"), seed_warnings("01382438112797316654 ")
    ([], ['The seed ends with U+0020 SPACE, which no page shows; it counts like any other character.'])
    """
    return [
        f"The seed {verb} with {code_point(sign)}, which no page shows; it counts like any other character."
        for verb, sign in (("begins", seed[:1]), ("ends", seed[-1:]))
        if sign and is_unseen(sign)
    ]


def is_unseen(sign: str) -> bool:
    """Tell whether a character leaves nothing on a page: a blank, what steers (Cc), or what has no width (Cf)."""
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf"}


def code_point(sign: str) -> str:
    """Return what names a character in plain letters.

    >>> code_point("\\u200b"), code_point("\\x00")
    ('U+200B ZERO WIDTH SPACE', 'U+0000')
    """
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()


def count_faults(scripts_count: int) -> list[Fault]:
    """Return what is wrong with the number of scripts that are drawn from: at most one fault."""
    if 1 <= scripts_count <= LARGEST_FRAME:
        return []
    sentence = f"A sample is drawn from 1 to {LARGEST_FRAME} scripts."
    return [Fault(sentence, column="count", value=number_shown(scripts_count))]


def parse_salt(text: str) -> bytes:
    """Return the bytes of a salt in hexadecimal; none at all is a salt of no bytes.

    >>> parse_salt("00ff")
    b'\\x00\\xff'
    """
    lowered = text.lower()
    if SALT.fullmatch(lowered) is None or len(lowered) > 2 * LONGEST_SALT:
        rule = f"A salt is written in hexadecimal: pairs of 0-9 and a-f, at most {LONGEST_SALT} pairs."
        raise Refused([Fault(rule, column="salt", value=text)])
    return bytes.fromhex(lowered)
