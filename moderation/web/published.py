"""What everybody may know: figures that were published, frames with their digests, and certificates of draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.draws.key_records import public_pems
from moderation.draws.records import Draw
from moderation.findings.figure import Figure
from moderation.findings.figures import published_figures
from moderation.providers.records import Provider
from moderation.returns.records import Frame
from moderation.windows.records import Window
from moderation.windows.seed_records import Seed, SeedRound
from sampling.outlook import outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFrame:
    """A provider's frozen frame, its draws so far, and its figure once that is published."""

    provider: Provider
    frame: Frame
    draws: tuple[Draw, ...]
    figure: Mapping[str, Any] | None
    excluded_count: int
    outlook: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicWindow:
    """A window with its rounds of seeds and its frames, in the order of the providers' codes."""

    window: Window
    rounds: tuple[tuple[SeedRound, Seed | None], ...]
    frames: tuple[PublicFrame, ...]

    @property
    def published(self) -> tuple[PublicFrame, ...]:
        """Return the frames whose figure is public."""
        return tuple(each for each in self.frames if each.figure is not None)

    @property
    def waiting(self) -> tuple[PublicFrame, ...]:
        """Return the frames whose figure is not public yet."""
        return tuple(each for each in self.frames if each.figure is None)


def public_windows(session: Session) -> list[PublicWindow]:
    """Return all windows, the newest first, in a number of queries that does not grow with them."""
    frames = _frames(session)
    rounds: dict[int, list[tuple[SeedRound, Seed | None]]] = {}
    held = select(SeedRound, Seed).outerjoin(Seed, Seed.round_id == SeedRound.id).order_by(SeedRound.number)
    for round_, seed in session.execute(held):
        rounds.setdefault(round_.window_id, []).append((round_, seed))
    newest_first = select(Window).order_by(Window.assessed_from_on.desc(), Window.code)
    return [
        PublicWindow(window, tuple(rounds.get(window.id, ())), tuple(frames.get(window.id, ())))
        for window in session.scalars(newest_first)
    ]


def certificate_text(session: Session, public_id: UUID) -> str | None:
    """Return the public certificate of a draw; it names no script."""
    return session.scalar(select(Draw.certificate).where(Draw.public_id == public_id))


def public_key(session: Session, key_id: str) -> str | None:
    """Return the public half of a key that signed certificates, in PEM form."""
    return public_pems(session, [key_id]).get(key_id)


def _frames(session: Session) -> dict[int, list[PublicFrame]]:
    draws: dict[int, list[Draw]] = {}
    for draw in session.scalars(select(Draw).order_by(Draw.frame_id, Draw.number)):
        draws.setdefault(draw.frame_id, []).append(draw)
    told = {figure.frame_id: figure for figure in published_figures(session)}
    found: dict[int, list[PublicFrame]] = {}
    wanted = select(Frame, Provider).join(Provider, Provider.id == Frame.provider_id).order_by(Provider.code)
    for frame, provider in session.execute(wanted):
        figure = told.get(frame.public_id)
        found.setdefault(frame.window_id, []).append(
            PublicFrame(
                provider=provider,
                frame=frame,
                draws=tuple(draws.get(frame.id, ())),
                figure=figure.answer if figure else None,
                excluded_count=figure.excluded_count if figure else 0,
                outlook=_outlook(figure) if figure else "",
                published_at=figure.published_at if figure else None,
            )
        )
    return found


def _outlook(figure: Figure) -> str:
    return outlook(figure.answer["scripts_count"], figure.answer["sample_count"])
