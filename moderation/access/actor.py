"""The acting person or program, and the question that every action asks first."""

from __future__ import annotations

from dataclasses import dataclass

from moderation.access.permissions import DEEDS, LOOKING, MATRIX, ROLE_NAMES, Permission, Role, roles_that_may
from moderation.errors import NotAllowed, NotFound

OPERATOR_ROLE = "operator"
DFE_PROGRAM = "dfe_program"
PROVIDER_PROGRAM = "provider_program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a person by their number, or a program by the number of its token.

    `label` is for the terminal or page, and never enters a log.
    """

    person_id: int | None
    public_id: str
    roles: frozenset[Role]
    provider_codes: frozenset[str] = frozenset()
    label: str = ""
    granted: frozenset[Permission] = frozenset()
    role_label: str = ""
    token_id: int | None = None

    @property
    def role(self) -> str:
        """Return what the log says this actor was: its roles, or what kind of program it is."""
        return self.role_label or "+".join(sorted(self.roles))

    @property
    def is_bound(self) -> bool:
        """Tell whether the actor belongs to a provider, and so sees nothing of another."""
        return Role.PROVIDER in self.roles or self.role_label == PROVIDER_PROGRAM

    def holds(self, permission: Permission) -> bool:
        """Tell whether the actor has a permission at all, be it for one provider only."""
        return permission in self.granted or any(permission in MATRIX[role] for role in self.roles)

    def may(self, permission: Permission, *, provider_code: str | None = None) -> bool:
        """Tell whether the actor has a permission; an actor of a provider has it for that provider alone."""
        if not self.holds(permission):
            return False
        return not self.is_bound or provider_code in self.provider_codes


# Whoever has the machine: makes the first administrator, and tokens. It judges and decides nothing.
OPERATOR = Actor(
    person_id=None,
    public_id=OPERATOR_ROLE,
    roles=frozenset(),
    label="the operator of this machine",
    granted=frozenset({Permission.SET_UP, Permission.MANAGE_PEOPLE, Permission.MANAGE_TOKENS}),
    role_label=OPERATOR_ROLE,
)

# The same, where a command only shows what is stored on the machine; it changes nothing.
ONLOOKER = Actor(
    person_id=None,
    public_id=OPERATOR_ROLE,
    roles=frozenset(),
    label="the operator of this machine",
    granted=LOOKING,
    role_label=OPERATOR_ROLE,
)


def require(actor: Actor, permission: Permission, *, provider_code: str | None = None) -> None:
    """Refuse, with a sentence that names who may, what the actor has no permission for."""
    if actor.may(permission, provider_code=provider_code):
        return
    who = " or ".join(ROLE_NAMES[role] for role in roles_that_may(permission)) or OPERATOR.label
    deed = DEEDS[permission]
    held = " and ".join(ROLE_NAMES[role] for role in sorted(actor.roles))
    if actor.holds(permission):
        raise NotAllowed(f"You may {deed} for your own provider only.")
    acting = f"You act as {held}" if held else "You hold no role that allows this"
    raise NotAllowed(f"Only {who} may {deed}. {acting}.")


def require_one_of(actor: Actor, *permissions: Permission) -> None:
    """Refuse an actor who has none of the permissions; this does not check whose records they may see."""
    if not any(actor.holds(permission) for permission in permissions):
        require(actor, permissions[0])


def refuse_another(actor: Actor, provider_code: str | None) -> None:
    """Refuse another provider's records to an actor of a provider, as if they did not exist."""
    if actor.is_bound and provider_code is not None and provider_code not in actor.provider_codes:
        raise NotFound("There is no such provider.")


def require_person(actor: Actor, permission: Permission, *, provider_code: str | None = None) -> int:
    """Refuse an actor without the permission and an actor that is not a person; return the person's number."""
    require(actor, permission, provider_code=provider_code)
    if actor.person_id is None:
        raise NotAllowed("Only a named person may do this, and you act as a program.")
    return actor.person_id
