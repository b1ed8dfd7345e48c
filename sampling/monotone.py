"""Searching where a monotone question turns from no to yes."""

from __future__ import annotations

from collections.abc import Callable


def first(is_reached: Callable[[int], bool], *, low: int, high: int) -> int:
    """Return the first number from low up to high for which the question is answered yes; high where none is.

    >>> first(lambda number: number * number >= 50, low=0, high=100)
    8
    """
    while low < high:
        middle = (low + high) // 2
        if is_reached(middle):
            high = middle
        else:
            low = middle + 1
    return low
