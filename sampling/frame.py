"""The frame: a provider's final results as a numbered list with one canonical form, and the digest that fixes it.

Source 000, Annex A, metric 5 names what is reported of each participant; method page, section 1.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

DETAIL_COLUMNS = (
    "qualification",
    "final_mark",
    "max_mark",
    "outcome",
    "peer_moderated",
    "changed_by_peer_moderation",
)
RESULT_COLUMNS = ("script_ref", *DETAIL_COLUMNS)
FRAME_COLUMNS = ("position", *RESULT_COLUMNS)
ROWS_A_BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Frame:
    """Final results in canonical order: `results[0]` has position 1.

    Each result is a tuple of text in the order of RESULT_COLUMNS, or of the script reference alone.
    """

    results: tuple[tuple[str, ...], ...]
    detailed: bool = True
    left_out_count: int = 0

    @property
    def scripts_count(self) -> int:
        """The number of positions, N."""
        return len(self.results)

    def reference(self, position: int) -> str:
        """Return the script reference at a position from 1 to N."""
        return self.results[position - 1][0]

    def digest(self, salt: bytes = b"") -> str:
        """Return the SHA-256 of salt and canonical bytes, in lower-case hexadecimal.

        >>> Frame((("A-1",), ("A-2",)), detailed=False).digest()
        '94122356ea9958575c819623e4149c98ad10d63815cd083fd8dad1b4a10448e1'
        """
        return digest(self.results, detailed=self.detailed, salt=salt)


def canonical_order(results: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return results sorted by script reference in byte order.

    >>> canonical_order([("b",), ("B",), ("a-1",), ("a.1",)])
    (('B',), ('a-1',), ('a.1',), ('b',))
    """
    return tuple(sorted(results, key=lambda result: result[0].encode()))


def canonical_blocks(ordered: Iterable[Sequence[str | int]], *, detailed: bool = True) -> Iterator[bytes]:
    """Yield the canonical bytes of results that are already in canonical order, in blocks of bounded size.

    >>> b"".join(canonical_blocks([("A-1",), ("A-2",)], detailed=False))
    b'position,script_ref\\n1,A-1\\n2,A-2\\n'
    """
    yield (",".join(FRAME_COLUMNS if detailed else FRAME_COLUMNS[:2]) + "\n").encode()
    numbered = ((position, *result) for position, result in enumerate(ordered, start=1))
    while block := list(islice(numbered, ROWS_A_BLOCK)):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(block)
        yield text.getvalue().encode()


def digest(ordered: Iterable[Sequence[str | int]], *, detailed: bool = True, salt: bytes = b"") -> str:
    """Return the digest of results that are already in canonical order, without holding their bytes at once."""
    hasher = hashlib.sha256(salt)
    for block in canonical_blocks(ordered, detailed=detailed):
        hasher.update(block)
    return hasher.hexdigest()
