"""Says which roles one person may hold at once: moderation is blind, and an administrator judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from moderation.access.permissions import Role

# Roles on the same side may be one person's; two sides never are.
_SIDES = (
    frozenset({Role.PROVIDER}),
    frozenset({Role.MODERATOR, Role.LEAD_MODERATOR}),
    frozenset({Role.CASE_OFFICER, Role.OFFICIAL}),
    frozenset({Role.ADMINISTRATOR}),
)
_ALONE: Mapping[Role, str] = MappingProxyType(
    {
        Role.PROVIDER: "whoever judges a provider is not its own staff",
        Role.ADMINISTRATOR: "whoever gives roles neither judges nor decides",
    }
)


def why_apart(held: Role, wanted: Role) -> str | None:
    """Return why nobody may hold two roles at once, or None where one person may."""
    if any({held, wanted} <= side for side in _SIDES):
        return None
    for role, why in _ALONE.items():
        if role in (held, wanted):
            return f"The role {role.in_a_sentence} cannot be combined with another: {why}."
    return (
        "The roles moderator and lead moderator cannot be combined with those of case officer and official: "
        "moderation is blind, and these see what a provider decided."
    )
