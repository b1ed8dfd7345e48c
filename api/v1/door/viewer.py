"""Who asks: the program behind a token, and what a route demands of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from moderation.access.actor import Actor
from moderation.access.permissions import DFE_TOKEN, PROVIDER_TOKEN, Permission
from moderation.people.records import Scope

GRANTED: Mapping[Scope, frozenset[Permission]] = MappingProxyType(
    {Scope.DFE: DFE_TOKEN, Scope.PROVIDER: PROVIDER_TOKEN}
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """The program that asks; `provider_code` is set for a provider's own, which sees nothing of another."""

    token_id: int
    scope: Scope
    actor: Actor

    @property
    def provider_code(self) -> str | None:
        """Return the one provider whose records may be seen, or None for all."""
        return None if self.scope is Scope.DFE else next(iter(self.actor.provider_codes))


@dataclass(frozen=True, slots=True)
class Access:
    """What a route demands: nothing, a token, or a token that has one of some permissions."""

    public: bool = False
    any_of: frozenset[Permission] = frozenset()

    @property
    def scopes(self) -> frozenset[Scope]:
        """Return the scopes whose tokens may use the route."""
        return frozenset(scope for scope in Scope if not self.any_of or self.any_of & GRANTED[scope])


PUBLIC = Access(public=True)
ANY_TOKEN = Access()


def needs(*permissions: Permission) -> Access:
    """Return the demand for one of some permissions."""
    return Access(any_of=frozenset(permissions))
