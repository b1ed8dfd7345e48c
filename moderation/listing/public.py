"""Declares that a reading is public and takes no actor; a test finds readings without actor or declaration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Reading = TypeVar("Reading", bound=Callable[..., Any])


def public(reading: Reading) -> Reading:
    """Declare that everybody may know what a function returns."""
    return reading
