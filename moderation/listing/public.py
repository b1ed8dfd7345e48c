"""Declares that a reading is for everybody, so that it asks for no actor; a law finds whatever is not declared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Reading = TypeVar("Reading", bound=Callable[..., Any])


def public(reading: Reading) -> Reading:
    """Declare that everybody may know what a function returns."""
    return reading
