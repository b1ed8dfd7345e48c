"""Reads the state of each frame of a window: drawn or not, signed off or not, reopened or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased

from moderation.draws.records import Draw
from moderation.findings.records import Finding, Reopening, on_frame
from moderation.providers.records import Provider
from moderation.returns.records import Frame
from moderation.windows.records import Window


@dataclass(frozen=True, slots=True)
class FrameStanding:
    """A frame, and what was done with it."""

    frame: Frame
    provider: Provider
    is_drawn: bool
    finding: Finding | None
    is_reopened: bool

    @property
    def awaits_sign_off(self) -> bool:
        """Tell whether a finding is due: drawn, or empty and never to be drawn, and not sealed by a finding."""
        return (self.is_drawn or self.frame.scripts_count == 0) and not self.is_sealed

    @property
    def is_sealed(self) -> bool:
        """Tell whether a finding holds that nobody reopened."""
        return self.finding is not None and not self.is_reopened


def standing_of(session: Session, window: Window, *, codes: Collection[str] = ()) -> list[FrameStanding]:
    """Return the state of the frames of a window, or of some providers alone, ordered by code."""
    later = aliased(Finding)
    superseded = exists().where(later.supersedes_id == Finding.id)
    statement = (
        select(Frame, Provider, Draw.id, Finding, Reopening.id)
        .join(Provider, Provider.id == Frame.provider_id)
        .outerjoin(Draw, and_(Draw.frame_id == Frame.id, Draw.number == 1))
        .outerjoin(Finding, and_(on_frame(), ~superseded))
        .outerjoin(Reopening, Reopening.finding_id == Finding.id)
        .where(Frame.window_id == window.id)
        .order_by(Provider.code)
    )
    if codes:
        statement = statement.where(Provider.code.in_(codes))
    return [
        FrameStanding(
            frame=frame,
            provider=provider,
            is_drawn=draw_id is not None,
            finding=finding,
            is_reopened=reopening_id is not None,
        )
        for frame, provider, draw_id, finding, reopening_id in session.execute(statement)
    ]


def chosen(standing: Iterable[FrameStanding], codes: Iterable[str]) -> tuple[list[FrameStanding], list[str]]:
    """Return the frames of the named providers, or all where none is named; and the names without a frame."""
    wanted = list(dict.fromkeys(codes))
    held = list(standing)
    if not wanted:
        return held, []
    known = {each.provider.code for each in held}
    return [each for each in held if each.provider.code in wanted], [code for code in wanted if code not in known]
