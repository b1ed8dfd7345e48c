"""What somebody is shown of figures: a provider sees its own, once it is signed; DfE sees all, as at any moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, refuse_another, require, require_one_of
from moderation.access.permissions import Permission
from moderation.draws.records import Draw
from moderation.errors import NotFound
from moderation.findings.breakdown import all_by_qualification, by_qualification
from moderation.findings.extension import ExtensionEvidence, extension_evidence
from moderation.findings.figure import Figure
from moderation.findings.figures import figures
from moderation.findings.movement import last_moved
from moderation.listing.listing import Wanted, newest
from moderation.returns.records import Frame

PERMISSIONS = (Permission.SEE_ACCURACY, Permission.SEE_OWN_ACCURACY)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure with its identifier and its moments: it is there from the draw, and changed when it was last told."""

    figure: Figure
    public_id: UUID
    created_at: datetime
    updated_at: datetime

    def place(self) -> tuple[datetime, str, str]:
        """Return its place in a list: by age, and among those of one draw by window and provider."""
        return self.created_at, self.figure.window_code, self.figure.provider_code


def page_of_figures(
    session: Session, actor: Actor, wanted: Wanted, *, now: datetime, as_at: datetime | None = None
) -> list[ShownFigure]:
    """Return a page of figures, or of the breakdown of each for one qualification."""
    found: Iterable[Figure] = standing_figures(
        session, actor, window_code=wanted.window_code, provider_code=wanted.provider_code, as_at=as_at, now=now
    )
    if wanted.qualification is not None:
        parts = all_by_qualification(session, found)
        found = [part for part in parts if part.qualification == wanted.qualification]
    shown = _shown(session, found)
    if wanted.changed_since is not None:
        shown = [each for each in shown if each.updated_at >= wanted.changed_since]
    shown.sort(key=ShownFigure.place, reverse=wanted.newest_first)
    return shown[wanted.offset : wanted.offset + wanted.limit]


def figure_of(
    session: Session, actor: Actor, frame_id: UUID, *, now: datetime, as_at: datetime | None = None
) -> ShownFigure:
    """Return the figure of one frame, or say that there is none."""
    (shown,) = _shown(session, [_one(session, actor, frame_id, now=now, as_at=as_at)])
    return shown


def breakdowns_of_figure(
    session: Session, actor: Actor, frame_id: UUID, *, now: datetime, as_at: datetime | None = None
) -> list[ShownFigure]:
    """Return the parts of one signed figure by qualification; each is a look within it and no verdict."""
    return _shown(session, by_qualification(session, _one(session, actor, frame_id, now=now, as_at=as_at)))


def standing_figures(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    window_code: str | None = None,
    provider_code: str | None = None,
    as_at: datetime | None = None,
) -> tuple[Figure, ...]:
    """Return the figures that an actor may see; a code that nobody has is refused, and so is another provider's."""
    require_one_of(actor, *PERMISSIONS)
    # What nobody signed stands as at the last act, since until the next one it cannot change.
    last = None if as_at is None else now
    if not actor.is_bound:
        require(actor, Permission.SEE_ACCURACY)
        return figures(session, window_code=window_code, provider_code=provider_code, as_at=as_at, now=last)
    refuse_another(actor, provider_code)
    own = sorted(actor.provider_codes) if provider_code is None else [provider_code]
    found = (figures(session, window_code=window_code, provider_code=code, as_at=as_at, now=last) for code in own)
    # Before the sign-off a figure is a part result, and a provider learns none.
    return tuple(figure for those in found for figure in those if figure.signed_off_at is not None)


def figures_signed(
    session: Session, actor: Actor, finding_ids: Collection[UUID], *, window_code: str
) -> tuple[Figure, ...]:
    """Return the figures of findings in a window to somebody who signs off or sees every figure."""
    require_one_of(actor, Permission.SIGN_OFF, Permission.SEE_ACCURACY)
    return tuple(each for each in figures(session, window_code=window_code) if each.finding_id in finding_ids)


def evidence_of_extension(
    session: Session, actor: Actor, *, window_code: str, provider_code: str, as_at: datetime | None = None
) -> ExtensionEvidence:
    """Return what an extended sample shows, before its sign-off too; the actor must see every provider's figure."""
    require(actor, Permission.SEE_ACCURACY)
    return extension_evidence(session, window_code=window_code, provider_code=provider_code, as_at=as_at)


def _one(session: Session, actor: Actor, frame_id: UUID, *, now: datetime, as_at: datetime | None) -> Figure:
    for each in standing_figures(session, actor, as_at=as_at, now=now):
        if each.frame_id == frame_id:
            return each
    raise NotFound("There is no such figure. Before the sign-off a provider's program sees none.")


def _shown(session: Session, found: Iterable[Figure]) -> list[ShownFigure]:
    standing = list(found)
    drawn = select(Frame.public_id, Draw.drawn_at).join(Draw, Draw.frame_id == Frame.id).where(Draw.number == 1)
    wanted = {each.frame_id for each in standing}
    drawn_at = {row[0]: row[1] for row in session.execute(drawn.where(Frame.public_id.in_(wanted)))}
    unsigned = {each.frame_id: each.as_at for each in standing if each.finding_id is None}
    moved_at = last_moved(session, unsigned, until=max(unsigned.values())) if unsigned else {}
    return [
        ShownFigure(
            figure=each,
            public_id=each.frame_id if each.qualification is None else uuid5(each.frame_id, each.qualification),
            # An empty frame is never drawn: its figure is there from the sign-off.
            created_at=drawn_at.get(each.frame_id, each.as_at),
            updated_at=newest(moved_at.get(each.frame_id, each.as_at), each.published_at),
        )
        for each in standing
    ]
