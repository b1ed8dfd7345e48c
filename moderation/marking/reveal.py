"""Shows a moderator the provider's mark of a script they judged, once its national outcome is settled."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_person
from moderation.access.permissions import Permission
from moderation.audit.log import Subject, append
from moderation.database.clock import Clock
from moderation.draws.find import sampled_script
from moderation.errors import Conflict
from moderation.marking.history import history_of
from moderation.marking.holding import own_allocation
from moderation.marking.records import Reveal
from moderation.returns.records import Outcome


@dataclass(frozen=True, slots=True)
class RevealMark:
    """The allocation whose script's mark is asked for."""

    allocation_id: UUID


@dataclass(frozen=True, slots=True)
class Revealed:
    """What the provider had given, beside what was settled."""

    alias: str
    provider_outcome: Outcome
    provider_mark: int | None
    provider_max_mark: int | None
    national_outcome: Outcome


def reveal(session: Session, actor: Actor, command: RevealMark, *, clock: Clock) -> Revealed:
    """Return the provider's mark and outcome, and record that they were seen."""
    person = require_person(actor, Permission.REVEAL)
    allocation, script_id = own_allocation(session, actor, command.allocation_id)
    history = history_of(session, sampled_script(session, script_id).script)
    mine = next(each for each in history.given if each.allocation.id == allocation.id)
    if not history.settlements or not mine.judgements:
        raise Conflict(
            f"The outcome of the script {history.script.alias} is not settled yet. Until it is, nobody who judges sees "
            "the provider's mark."
        )
    if session.get(Reveal, (history.script.id, person)) is None:
        now = clock()
        session.add(Reveal(sampled_script_id=history.script.id, person_id=person, revealed_at=now))
        append(
            session,
            at=now,
            actor=actor,
            action="mark_revealed",
            subject=Subject("script", history.script.public_id),
            provider_code=history.provider_code,
            window_code=history.window.code,
            details={},
        )
    return Revealed(
        alias=history.script.alias,
        provider_outcome=history.provider_outcome,
        provider_mark=history.provider_mark,
        provider_max_mark=history.provider_max_mark,
        national_outcome=history.settlements[-1].national_outcome,
    )
