"""`windows`: the periods that are judged, their days, and where their seeds come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshmallow import fields
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from api.v1.door.answer import Item, Json
from api.v1.door.collection import Collection, Condition, newest
from api.v1.door.fields import Attributes, Closed, Moment, code, count
from api.v1.door.viewer import Viewer
from moderation.providers.records import Provider, Regime
from moderation.windows.policy_records import PolicyAdoption, PolicyVersion, WindowPolicy
from moderation.windows.records import Window, WindowProvider
from moderation.windows.seed_records import Seed, SeedRound


class RoundAttributes(Closed):
    """A round of a window's seed; no seed while nobody recorded one."""

    number = count(required=True)
    source = fields.String(required=True)
    announced_at = Moment(required=True)
    seed = fields.String(required=True, allow_none=True)
    recorded_at = Moment(required=True, allow_none=True)


class WindowAttributes(Attributes):
    """A window."""

    code = code(required=True)
    regime = fields.Enum(Regime, by_value=True, required=True)
    assessed_from_on = fields.Date(required=True)
    assessed_to_on = fields.Date(required=True)
    returns_due_on = fields.Date(required=True)
    frames_close_on = fields.Date(required=True)
    scripts_due_on = fields.Date(required=True)
    moderation_due_on = fields.Date(required=True)
    comments_due_on = fields.Date(required=True)
    policy_version = fields.String(required=True, allow_none=True)
    policy_fixed_at = Moment(required=True, allow_none=True)
    seed_rounds = fields.List(fields.Nested(RoundAttributes), required=True)


SHOWN = (
    "code",
    "regime",
    "assessed_from_on",
    "assessed_to_on",
    "returns_due_on",
    "frames_close_on",
    "scripts_due_on",
    "moderation_due_on",
    "comments_due_on",
)


def _judged_in(provider_code: str) -> Condition:
    """Return the condition that a provider is judged in a window, by name or with everybody."""
    named = exists().where(
        WindowProvider.window_id == Window.id, WindowProvider.provider_id == Provider.id, Provider.code == provider_code
    )
    anybody = exists().where(Window.all_providers, Provider.code == provider_code)
    return or_(named, anybody)


def _changed(since: datetime, _viewer: Viewer) -> Condition:
    return or_(
        Window.opened_at >= since,
        exists().where(PolicyAdoption.window_id == Window.id, PolicyAdoption.adopted_at >= since),
        exists().where(WindowPolicy.window_id == Window.id, WindowPolicy.fixed_at >= since),
        exists().where(SeedRound.window_id == Window.id, SeedRound.announced_at >= since),
        exists().where(SeedRound.window_id == Window.id, Seed.round_id == SeedRound.id, Seed.recorded_at >= since),
    )


def _load(session: Session, keys: Sequence[int], _viewer: Viewer) -> list[Item]:
    windows = {window.id: window for window in session.scalars(select(Window).where(Window.id.in_(keys)))}
    rounds = _rounds(session, keys)
    policies = _policies(session, keys)
    return [_item(windows[key], rounds=rounds.get(key, []), policy=policies.get(key, {})) for key in keys]


def _rounds(session: Session, keys: Sequence[int]) -> dict[int, list[Json]]:
    held = (
        select(SeedRound, Seed)
        .outerjoin(Seed, Seed.round_id == SeedRound.id)
        .where(SeedRound.window_id.in_(keys))
        .order_by(SeedRound.window_id, SeedRound.number)
    )
    rounds: dict[int, list[Json]] = {}
    for row in session.execute(held):
        announced: SeedRound = row[0]
        seed: Seed | None = row[1]
        rounds.setdefault(announced.window_id, []).append(
            {
                "number": announced.number,
                "source": announced.source,
                "announced_at": announced.announced_at,
                "seed": seed.seed if seed is not None else None,
                "recorded_at": seed.recorded_at if seed is not None else None,
            }
        )
    return rounds


def _policies(session: Session, keys: Sequence[int]) -> dict[int, Json]:
    adopted = (
        select(PolicyAdoption.window_id, PolicyAdoption.adopted_at, PolicyVersion.label)
        .join(PolicyVersion, PolicyVersion.id == PolicyAdoption.policy_version_id)
        .where(PolicyAdoption.window_id.in_(keys))
        .order_by(PolicyAdoption.window_id, PolicyAdoption.number)
    )
    # The last adoption stands; fixing takes over the one that stands.
    policies: dict[int, Json] = {
        window_id: {"label": label, "adopted_at": at, "fixed_at": None}
        for window_id, at, label in session.execute(adopted)
    }
    fixed = select(WindowPolicy.window_id, WindowPolicy.fixed_at).where(WindowPolicy.window_id.in_(keys))
    for window_id, fixed_at in session.execute(fixed):
        policies.setdefault(window_id, {})["fixed_at"] = fixed_at
    return policies


def _item(window: Window, *, rounds: list[Json], policy: Json) -> Item:
    moments = [moment for each in rounds for moment in (each["announced_at"], each["recorded_at"])]
    values = {name: getattr(window, name) for name in SHOWN}
    values |= {
        "policy_version": policy.get("label"),
        "policy_fixed_at": policy.get("fixed_at"),
        "seed_rounds": rounds,
        "created_at": window.opened_at,
        "updated_at": newest(window.opened_at, policy.get("adopted_at"), policy.get("fixed_at"), *moments),
    }
    return Item(window.public_id, values)


WINDOWS = Collection(
    kind="windows",
    noun="window",
    attributes=WindowAttributes(),
    key=Window.id,
    public_id=Window.public_id,
    rows=lambda _viewer: select(Window.id),
    load=_load,
    changed=_changed,
    provider=_judged_in,
    window=lambda window_code: Window.code == window_code,
)
