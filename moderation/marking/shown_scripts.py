"""What somebody is shown of the scripts of a window while they come and are marked, and what is settled of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, refuse_another, require_one_of
from moderation.access.permissions import Permission
from moderation.draws.records import Purpose
from moderation.marking.records import settled_scripts
from moderation.providers.records import provider_by_code
from moderation.scripts.find import scripts_of
from moderation.scripts.state import ScriptStanding
from moderation.windows.records import window_by_code
from moderation.windows.shown import refuse_unknown_window


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptInWindow:
    """A script that was asked for; a provider is not told whether it is settled before its figure is signed off."""

    public_id: UUID
    provider_code: str
    script_ref: str
    purpose: Purpose
    standing: ScriptStanding
    due_on: date
    is_settled: bool | None


def scripts_in_window(
    session: Session, actor: Actor, *, window_code: str, provider_code: str | None = None
) -> tuple[ScriptInWindow, ...]:
    """Return the scripts asked for in a window that an actor may see, by provider and ticket order."""
    require_one_of(actor, Permission.SEE_RECORDS)
    refuse_another(actor, provider_code)
    refuse_unknown_window(session, actor, window_code)
    window = window_by_code(session, window_code)
    if provider_code is not None:
        provider_by_code(session, provider_code)
    settled = None if actor.is_bound else settled_scripts(session, window)
    return tuple(
        ScriptInWindow(
            public_id=each.sampled.script.public_id,
            provider_code=each.sampled.provider_code,
            script_ref=each.sampled.script.script_ref,
            purpose=each.sampled.script.purpose,
            standing=each.state.standing,
            due_on=each.state.due_on,
            is_settled=None if settled is None else each.sampled.script.id in settled,
        )
        for each in scripts_of(session, window, provider_code=provider_code)
        if not actor.is_bound or each.sampled.provider_code in actor.provider_codes
    )
