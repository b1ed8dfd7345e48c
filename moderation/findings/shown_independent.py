"""What a lead moderator is shown at a sign-off: of which providers nobody is left who could decide an outcome anew."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_one_of
from moderation.access.permissions import Permission, roles_that_may
from moderation.marking.history import histories_of
from moderation.people.find import holders_of
from moderation.providers.records import Provider
from moderation.returns.records import Frame
from moderation.scripts.seal_records import sealed_frames, who_turned
from moderation.windows.records import window_by_code


def without_independent_lead(session: Session, actor: Actor, window_code: str) -> tuple[str, ...]:
    """Return the signed providers of a window with an outcome in which every lead moderator had a part.

    An interest may narrow it further: who has one in what is not told here.
    """
    require_one_of(actor, Permission.SIGN_OFF)
    window = window_by_code(session, window_code)
    frames = select(Frame.id, Provider.code).join(Provider, Provider.id == Frame.provider_id)
    codes = {row[0]: row[1] for row in session.execute(frames.where(Frame.window_id == window.id))}
    sealed, turned = sealed_frames(session, codes), who_turned(session, codes)
    leads = holders_of(session, roles_that_may(Permission.ADJUDICATE))
    without = set()
    for history in histories_of(session, window):
        frame_id = history.script.frame_id
        if frame_id in sealed and not leads - history.deciders() - turned.get(frame_id, set()):
            without.add(codes[frame_id])
    return tuple(sorted(without))
