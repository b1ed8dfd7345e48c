"""What somebody is shown of windows: the periods that are judged, their days, and where their seeds come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.errors import NotFound
from moderation.listing.listing import Condition, Listing, OfCode, newest
from moderation.listing.public import public
from moderation.providers.records import Provider, Regime
from moderation.windows.policy_records import PolicyAdoption, PolicyVersion, WindowPolicy
from moderation.windows.records import Window, WindowProvider, window_by_code
from moderation.windows.seed_records import Seed, SeedConfirmation, SeedRound, SeedWay, rounds_with_seeds


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRound:
    """A round of a window's seed; no seed while nobody recorded one, and it counts once another official confirmed."""

    number: int
    source: str
    way: SeedWay
    not_before: datetime
    announced_at: datetime
    seed: str | None
    recorded_at: datetime | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownPolicy:
    """The policy that a window goes by, and when it was fixed, if it was."""

    label: str | None
    adopted_at: datetime | None
    fixed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWindow:
    """A window."""

    public_id: UUID
    code: str
    regime: Regime
    assessed_from_on: date
    assessed_to_on: date
    returns_due_on: date
    frames_close_on: date
    scripts_due_on: date
    moderation_due_on: date
    comments_due_on: date
    policy_version: str | None
    policy_fixed_at: datetime | None
    seed_rounds: tuple[ShownRound, ...]
    created_at: datetime
    updated_at: datetime


def window_is(column: Any) -> OfCode:
    """Return the condition that a column names the window with a code."""
    return lambda code: column == select(Window.id).where(Window.code == code).scalar_subquery()


def knows_window(session: Session, actor: Actor, code: str) -> bool:
    """Tell whether there is a window with a code for this actor: one in which its provider is not judged is none."""
    return WINDOWS.knows(session, actor, Window.code == code)


def windows_by_date(session: Session, actor: Actor) -> list[ShownWindow]:
    """Return the windows that an actor may know of, the earliest assessed first."""
    return sorted(WINDOWS.all(session, actor), key=lambda window: (window.assessed_from_on, window.code))


def refuse_unknown_window(session: Session, actor: Actor, code: str) -> None:
    """Refuse a code that no window has, or none in which the actor's provider is judged."""
    if actor.is_bound and not knows_window(session, actor, code):
        raise NotFound("There is no such window.")
    window_by_code(session, code)


@public
def public_windows(session: Session) -> tuple[ShownWindow, ...]:
    """Return all windows, the newest first: everybody may know their days and their seeds."""
    newest_first = select(Window).order_by(Window.assessed_from_on.desc(), Window.code)
    return tuple(_windows(session, session.scalars(newest_first).all()).values())


def _judged_in(provider_code: str) -> Condition:
    """Return the condition that a provider is judged in a window, by name or with everybody."""
    named = exists().where(
        WindowProvider.window_id == Window.id, WindowProvider.provider_id == Provider.id, Provider.code == provider_code
    )
    anybody = exists().where(Window.all_providers, Provider.code == provider_code)
    return or_(named, anybody)


def _changed(_actor: Actor, since: datetime) -> Condition:
    return or_(
        Window.opened_at >= since,
        exists().where(PolicyAdoption.window_id == Window.id, PolicyAdoption.adopted_at >= since),
        exists().where(WindowPolicy.window_id == Window.id, WindowPolicy.fixed_at >= since),
        exists().where(SeedRound.window_id == Window.id, SeedRound.announced_at >= since),
        exists().where(SeedRound.window_id == Window.id, Seed.round_id == SeedRound.id, Seed.recorded_at >= since),
        exists().where(
            SeedRound.window_id == Window.id,
            SeedConfirmation.round_id == SeedRound.id,
            SeedConfirmation.confirmed_at >= since,
        ),
    )


def _load(session: Session, _actor: Actor, keys: Sequence[int]) -> dict[int, ShownWindow]:
    return _windows(session, session.scalars(select(Window).where(Window.id.in_(keys))).all())


def _windows(session: Session, windows: Sequence[Window]) -> dict[int, ShownWindow]:
    keys = [window.id for window in windows]
    rounds, policies = _rounds(session, keys), _policies(session, keys)
    return {
        window.id: _shown(window, rounds=rounds.get(window.id, ()), policy=policies[window.id]) for window in windows
    }


def _rounds(session: Session, keys: Sequence[int]) -> dict[int, tuple[ShownRound, ...]]:
    held = rounds_with_seeds().where(SeedRound.window_id.in_(keys))
    rounds: dict[int, tuple[ShownRound, ...]] = {}
    for row in session.execute(held):
        announced: SeedRound = row[0]
        seed: Seed | None = row[1]
        confirmation: SeedConfirmation | None = row[2]
        shown = ShownRound(
            number=announced.number,
            source=announced.source,
            way=announced.way,
            not_before=announced.not_before,
            announced_at=announced.announced_at,
            seed=seed.seed if seed is not None else None,
            recorded_at=seed.recorded_at if seed is not None else None,
            confirmed_at=confirmation.confirmed_at if confirmation is not None else None,
        )
        rounds[announced.window_id] = (*rounds.get(announced.window_id, ()), shown)
    return rounds


def _policies(session: Session, keys: Sequence[int]) -> dict[int, ShownPolicy]:
    statement = (
        select(Window.id, PolicyVersion.label, PolicyAdoption.adopted_at, WindowPolicy.fixed_at)
        .outerjoin(WindowPolicy, WindowPolicy.window_id == Window.id)
        .outerjoin(PolicyAdoption, PolicyAdoption.window_id == Window.id)
        .outerjoin(PolicyVersion, PolicyVersion.id == PolicyAdoption.policy_version_id)
        .where(Window.id.in_(keys))
        .order_by(Window.id, PolicyAdoption.number)
    )
    # The last adoption stands; fixing takes over the one that stands.
    return {row[0]: ShownPolicy(*row[1:]) for row in session.execute(statement)}


def _shown(window: Window, *, rounds: tuple[ShownRound, ...], policy: ShownPolicy) -> ShownWindow:
    moments = [moment for each in rounds for moment in (each.announced_at, each.recorded_at, each.confirmed_at)]
    return ShownWindow(
        public_id=window.public_id,
        code=window.code,
        regime=window.regime,
        assessed_from_on=window.assessed_from_on,
        assessed_to_on=window.assessed_to_on,
        returns_due_on=window.returns_due_on,
        frames_close_on=window.frames_close_on,
        scripts_due_on=window.scripts_due_on,
        moderation_due_on=window.moderation_due_on,
        comments_due_on=window.comments_due_on,
        policy_version=policy.label,
        policy_fixed_at=policy.fixed_at,
        seed_rounds=rounds,
        created_at=window.opened_at,
        updated_at=newest(window.opened_at, policy.adopted_at, policy.fixed_at, *moments),
    )


WINDOWS = Listing(
    noun="window",
    key=Window.id,
    public_id=Window.public_id,
    rows=lambda _actor: select(Window.id),
    load=_load,
    changed=_changed,
    provider=_judged_in,
    window=lambda window_code: Window.code == window_code,
)
