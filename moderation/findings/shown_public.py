"""What everybody may know: published figures, and the frames, draws and seeds of every window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.draws.shown_frames import PublicFrame, public_frames
from moderation.findings.figure import Figure, Json
from moderation.findings.figures import published_figures
from moderation.findings.public import public_json
from moderation.listing.public import public
from moderation.windows.policy import Policy, policy_in
from moderation.windows.policy_records import PolicyVersion
from moderation.windows.shown import ShownWindow, public_windows
from sampling.outlook import outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigure:
    """A published figure: `shown` holds its fields as every door gives them, what is small withheld."""

    provider_code: str
    window_code: str
    frame_id: UUID
    shown: Mapping[str, Any]
    outlook: str
    published_at: datetime

    def as_json(self) -> Json:
        """Return the figure in the fields that every door prints."""
        return dict(self.shown)


@dataclass(frozen=True, slots=True)
class FrameOnPage:
    """A frozen frame, and its figure once that is published."""

    frame: PublicFrame
    figure: PublicFigure | None


@dataclass(frozen=True, slots=True)
class WindowOnPage:
    """A window with its frames, in the order of the providers' codes."""

    window: ShownWindow
    frames: tuple[FrameOnPage, ...]

    @property
    def published(self) -> tuple[FrameOnPage, ...]:
        """Return the frames whose figure is public."""
        return tuple(each for each in self.frames if each.figure is not None)

    @property
    def waiting(self) -> tuple[FrameOnPage, ...]:
        """Return the frames whose figure is not public yet."""
        return tuple(each for each in self.frames if each.figure is None)


@public
def public_page(session: Session) -> tuple[WindowOnPage, ...]:
    """Return all windows, the newest first, in a number of queries that does not grow with them."""
    figures = {figure.frame_id: figure for figure in public_figures(session)}
    frames: dict[str, list[FrameOnPage]] = {}
    for frame in public_frames(session):
        frames.setdefault(frame.window_code, []).append(FrameOnPage(frame, figures.get(frame.public_id)))
    return tuple(WindowOnPage(window, tuple(frames.get(window.code, ()))) for window in public_windows(session))


@public
def public_figures(session: Session, *, window_code: str | None = None) -> tuple[PublicFigure, ...]:
    """Return every published figure as the public sees it, by window and then by provider, in alphabetical order."""
    found = published_figures(session, window_code=window_code)
    labels = {figure.policy_version for figure in found}
    versions = session.scalars(select(PolicyVersion).where(PolicyVersion.label.in_(labels))).all()
    policies = {version.label: policy_in(session, version) for version in versions}
    return tuple(_public(figure, policies[figure.policy_version]) for figure in found)


def _public(figure: Figure, policy: Policy) -> PublicFigure:
    assert figure.published_at is not None
    return PublicFigure(
        provider_code=figure.provider_code,
        window_code=figure.window_code,
        frame_id=figure.frame_id,
        shown=public_json(figure, policy),
        outlook=outlook(figure.answer["scripts_count"], figure.answer["sample_count"]),
        published_at=figure.published_at,
    )
