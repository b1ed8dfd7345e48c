"""People, providers and windows for tests, made by the actions that make them in life."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from moderation.access.actor import OPERATOR, Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.database.transaction import reading
from moderation.people.add_user import AddUser, add_user
from moderation.people.find import person_by_email
from moderation.providers.add_provider import AddProvider, add_provider
from moderation.windows.open_window import OpenWindow, open_window
from moderation.windows.records import Window
from tests.inserting import inserting

NOON = datetime(2026, 6, 22, 12, tzinfo=UTC)
CLOCK = fixed_clock(NOON)
NOT_BEFORE = datetime(2026, 6, 22, 19, tzinfo=UTC)
SOURCE = "UK Lotto, draw 3123 of 22 June 2026: main numbers in the order drawn, then the bonus ball"


def somebody(engine: Engine, role: Role, *, email: str | None = None, provider: str | None = None) -> Actor:
    """Let a person in and return them as an actor."""
    address = email or f"{role.value}@example.org"
    with inserting(engine) as session:
        add_user(Act(session, OPERATOR, CLOCK()), AddUser(email=address, role=role, provider_code=provider))
    with reading(engine) as session:
        return person_by_email(session, address)


def some_providers(engine: Engine, *codes: str) -> None:
    """Add providers."""
    administrator = somebody(engine, Role.ADMINISTRATOR)
    for code in codes:
        with inserting(engine) as session:
            add_provider(Act(session, administrator, CLOCK()), AddProvider(code=code, name=f"Provider {code}"))


def a_window(code: str = "2014J", *, providers: tuple[str, ...] = ()) -> OpenWindow:
    """Return the command that opens a window like those of the example data."""
    return OpenWindow(
        code=code,
        assessed_from_on=date(2014, 9, 27),
        assessed_to_on=date(2015, 7, 13),
        returns_due_on=date(2015, 7, 31),
        frames_close_on=date(2015, 8, 14),
        seed_source=SOURCE,
        seed_not_before=NOT_BEFORE,
        provider_codes=providers,
    )


def opened(engine: Engine, official: Actor, *, command: OpenWindow | None = None) -> Window:
    """Open a window."""
    with inserting(engine) as session:
        return open_window(Act(session, official, CLOCK()), command or a_window())
