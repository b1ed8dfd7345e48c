"""What an extended sample shows: evidence beside the rule's decision, never instead of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.draws.records import Draw, DrawKind, Purpose
from moderation.errors import NotFound, Step, Verb
from moderation.findings.cells import END_OF_TIME, cells_of
from moderation.findings.figure import Json
from moderation.findings.tally import Tally, tally
from moderation.providers.records import provider_by_code
from moderation.returns.records import Frame
from moderation.windows.policy import policy_of
from moderation.windows.records import window_by_code
from sampling.accuracy import e_value_json
from sampling.extension import CERTIFIED, e_fails, e_met, settles_at

PREFIX = (Purpose.METRIC, Purpose.EXTENSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionEvidence:
    """The evidence of all scripts sampled from a frame so far; e-values are null while any is pending or missing."""

    frame_id: UUID
    extension_count: int
    scripts_count: int
    sample_count: int
    moderated_count: int
    pending_count: int
    missing_count: int
    overturned_count: int
    e_met: float | None
    e_fails: float | None
    settles_at: int | None

    @property
    def certifies(self) -> str | None:
        """Return which side is certified at 5% risk, `met` or `fails`, or none."""
        if self.e_met is not None and self.e_met >= CERTIFIED:
            return "met"
        if self.e_fails is not None and self.e_fails >= CERTIFIED:
            return "fails"
        return None

    @property
    def sentence(self) -> str:
        """Say in words what the extended sample shows; it never changes the decision on the first draw."""
        sampled = f"{self.overturned_count:,} of {self.sample_count:,} overturned in the extended sample"
        if self.e_met is None:
            waiting = self.pending_count + self.missing_count
            return f"{sampled}, {waiting:,} without an outcome: no evidence is given until every one has one."
        words = {"met": "is within the threshold", "fails": "is above the threshold", None: ""}[self.certifies]
        if words:
            return f"{sampled}. This certifies, at 5% risk, that the true rate {words}."
        settles = (
            "no further script can settle it" if self.settles_at is None else f"{self.settles_at:,} could settle it"
        )
        return f"{sampled}. This settles nothing yet; with no further overturn, {settles}."

    def as_json(self) -> Json:
        """Return the evidence, with e-values as in a figure."""
        return {
            "extension_count": self.extension_count,
            "scripts_count": self.scripts_count,
            "sample_count": self.sample_count,
            "moderated_count": self.moderated_count,
            "pending_count": self.pending_count,
            "missing_count": self.missing_count,
            "overturned_count": self.overturned_count,
            **e_value_json("e_met", self.e_met),
            **e_value_json("e_fails", self.e_fails),
            "settles_at": self.settles_at,
            "certifies": self.certifies,
            "sentence": self.sentence,
        }


def extension_evidence(
    session: Session, *, window_code: str, provider_code: str, as_at: datetime | None = None
) -> ExtensionEvidence:
    """Return what the scripts sampled from a provider's frame show together, extensions included."""
    until = END_OF_TIME if as_at is None else as_at
    window, provider = window_by_code(session, window_code), provider_by_code(session, provider_code)
    frame = session.scalar(select(Frame).where(Frame.window_id == window.id, Frame.provider_id == provider.id))
    if frame is None:
        raise NotFound(
            f"The provider {provider.code} has no frame in the window {window.code}.",
            then=Step(Verb.FREEZE_FRAME, window=window.code, provider=provider.code),
        )
    found = tally(cell for cell in cells_of(session, [frame.id], as_at=until) if cell.purpose in PREFIX)
    if not found.sample:
        raise NotFound(
            f"No sample was drawn from the frame of {provider.code} in the window {window.code}.",
            then=Step(Verb.DRAW, window=window.code),
        )
    extensions = select(func.count()).where(
        Draw.frame_id == frame.id, Draw.kind == DrawKind.EXTENSION, Draw.drawn_at <= until
    )
    threshold = policy_of(session, window).overturn_threshold
    sample = frame.scripts_count, found.sample, found.overturned
    complete = not found.pending and not found.missing
    return ExtensionEvidence(
        frame_id=frame.public_id,
        extension_count=session.scalar(extensions) or 0,
        scripts_count=frame.scripts_count,
        **_counts(found),
        e_met=e_met(*sample, threshold=threshold) if complete else None,
        e_fails=e_fails(*sample, threshold=threshold) if complete else None,
        settles_at=settles_at(*sample, threshold=threshold) if complete else None,
    )


def _counts(found: Tally) -> dict[str, int]:
    return {
        "sample_count": found.sample,
        "moderated_count": found.moderated,
        "pending_count": found.pending,
        "missing_count": found.missing,
        "overturned_count": found.overturned,
    }
