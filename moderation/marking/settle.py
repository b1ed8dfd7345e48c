"""Settles what is due: outcomes whose judgements agree and may not be corrected any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.draws.records import Purpose
from moderation.errors import Conflict
from moderation.marking.history import ScriptHistory, histories_of
from moderation.marking.records import Settlement
from moderation.marking.take_script import log_settlement, settlement_due
from moderation.scripts.seal_records import sealed_frames
from moderation.windows.records import Window, lock_window, window_by_code


@dataclass(frozen=True, slots=True)
class SettleOutcomes:
    """The window whose due outcomes are settled."""

    window_code: str


@dataclass(frozen=True, slots=True)
class NewlySettled:
    """A script with the outcome that was just settled."""

    history: ScriptHistory
    settlement: Settlement


def settle_outcomes(act: Act, command: SettleOutcomes) -> tuple[NewlySettled, ...]:
    """Settle every outcome of a window that waits for nobody any more."""
    person = act.permit_person(Permission.SETTLE_OUTCOMES)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    settled = settle_due(session, window, person=person, at=act.at)
    if not settled:
        raise Conflict(
            f"No outcome of the window {window.code} can be settled now: each is settled already, waits for a "
            "judgement or an adjudication, or rests on judgements that may still be corrected."
        )
    log_settled(act, settled)
    return settled


def settle_due(session: Session, window: Window, *, person: int, at: datetime) -> tuple[NewlySettled, ...]:
    """Settle the due outcomes of a locked window; the caller logs them after its own writes."""
    histories = histories_of(session, window)
    sealed = sealed_frames(session, {each.script.frame_id for each in histories})
    settled = []
    for history in histories:
        if history.script.purpose is Purpose.METRIC and history.script.frame_id in sealed:
            continue
        settlement = settlement_due(history, person=person, at=at)
        if settlement is not None:
            settled.append(NewlySettled(history, settlement))
    session.add_all(each.settlement for each in settled)
    session.flush()
    return tuple(settled)


def log_settled(act: Act, settled: Iterable[NewlySettled]) -> None:
    """Append to the log which outcomes were settled, and how."""
    for each in settled:
        log_settlement(act, each.history, settlement=each.settlement)
