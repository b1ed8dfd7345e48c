"""Shows a moderator the provider's mark of a script they judged, once nothing of its provider is being moderated."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.draws.records import SampledScript
from moderation.errors import Conflict
from moderation.marking.allocation_records import Allocation
from moderation.marking.history import history_of
from moderation.marking.judgement_records import Judgement
from moderation.marking.records import Reveal, Settlement
from moderation.marking.take_script import own_allocation
from moderation.returns.records import Outcome
from moderation.scripts.seal_records import sealed_frames


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


def reveal(act: Act, command: RevealMark) -> Revealed:
    """Return the provider's mark and outcome, and record that they were seen."""
    person = act.permit_person(Permission.REVEAL)
    session = act.session
    own = own_allocation(session, act.actor, command.allocation_id)
    history = history_of(session, own.sampled.script)
    mine = next(each for each in history.given if each.allocation.id == own.allocation.id)
    if not mine.judgements or not history.settlements or not _is_complete(session, history.script.frame_id):
        raise Conflict(
            f"The moderation of the script {history.script.alias} and of those that belong with it is not signed off. "
            "Until it is, nobody who judges sees the provider's mark."
        )
    if session.get(Reveal, (history.script.id, person)) is None:
        now = act.at
        session.add(Reveal(sampled_script_id=history.script.id, person_id=person, revealed_at=now))
        act.log(
            Happened.MARK_REVEALED,
            Subject("script", history.script.public_id),
            provider_code=history.provider_code,
            window_code=history.window.code,
        )
    return Revealed(
        alias=history.script.alias,
        provider_outcome=history.provider_outcome,
        provider_mark=history.provider_mark,
        provider_max_mark=history.provider_max_mark,
        national_outcome=history.settlements[-1].national_outcome,
    )


def _is_complete(session: Session, frame_id: int) -> bool:
    """Tell whether a frame is signed off and no script of it that was judged still waits for its outcome.

    Script by script, what is not shown yet would be what a second moderator is looking at.
    """
    waiting = (
        exists()
        .where(SampledScript.frame_id == frame_id)
        .where(Allocation.sampled_script_id == SampledScript.id, Judgement.allocation_id == Allocation.id)
        .where(~exists().where(Settlement.sampled_script_id == SampledScript.id))
    )
    return bool(sealed_frames(session, [frame_id])) and not session.scalar(select(waiting))
