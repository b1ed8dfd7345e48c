"""Draws the sample of every frame in a window that waits for it."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.log import head
from moderation.draws.drawing import Drawn, Occasion, Order, draw_frames, due_day
from moderation.draws.find import Origin, drawn_counts, origins
from moderation.errors import Conflict, Step, Verb
from moderation.windows.policy import policy_of
from moderation.windows.records import Window, lock_window, window_by_code
from moderation.windows.seed_records import Seed


@dataclass(frozen=True, slots=True)
class DrawWindow:
    """The window whose frames are drawn."""

    window_code: str


def draw_window(act: Act, command: DrawWindow, *, key: Ed25519PrivateKey) -> tuple[Drawn, ...]:
    """Draw every frozen, undrawn frame whose round has its seed, in the order of the providers' codes."""
    person = act.permit_person(Permission.DRAW)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    frozen = origins(session, window)
    sampled = drawn_counts(session, window)
    # A frame without a final result has nothing to draw: it is not assessable.
    undrawn = [each for each in frozen if each.frame.id not in sampled and each.frame.scripts_count]
    ready = [each for each in undrawn if each.seed is not None]
    if not ready:
        raise _why_not(window, frozen, undrawn, is_recorded=_waits_for_witness(session, undrawn))
    policy, now = policy_of(session, window), act.at
    occasion = Occasion(
        person=person,
        at=now,
        audit_head=head(session),
        due_on=due_day(window, policy, now=now),
        key=key,
    )
    orders = [Order(origin=each, rate=policy.sample_rate) for each in ready]
    drawn = draw_frames(session, orders, occasion=occasion)
    for each in drawn:
        each.log(act)
    return tuple(drawn)


def _waits_for_witness(session: Session, undrawn: list[Origin]) -> bool:
    rounds = {each.round.id for each in undrawn}
    return session.scalars(select(Seed.id).where(Seed.round_id.in_(rounds)).limit(1)).first() is not None


def _why_not(window: Window, frozen: list[Origin], undrawn: list[Origin], *, is_recorded: bool) -> Conflict:
    if not frozen:
        sentence = f"No frame of the window {window.code} is frozen yet, so there is nothing to draw from."
        return Conflict(sentence, field="window", then=Step(Verb.FREEZE_FRAME, window=window.code))
    if undrawn and is_recorded:
        sentence = (
            f"The seed of the window {window.code} is recorded, and nothing is drawn before another official confirms "
            "it."
        )
        return Conflict(sentence, field="window", then=Step(Verb.CONFIRM_SEED, window=window.code))
    if undrawn:
        sentence = (
            f"The seed of the window {window.code} is not recorded yet: {len(undrawn)} frozen "
            f"{'frames wait' if len(undrawn) > 1 else 'frame waits'} for it."
        )
        return Conflict(sentence, field="window", then=Step(Verb.RECORD_SEED, window=window.code))
    sentence = (
        f"Every frozen frame of the window {window.code} that holds a script is drawn already. More is drawn of one "
        "frame by extending its sample."
    )
    return Conflict(sentence, field="window", then=Step(Verb.EXTEND_SAMPLE, window=window.code))
