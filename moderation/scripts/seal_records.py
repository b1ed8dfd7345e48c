"""Seals on frames: once a provider's moderation is signed off, nothing of its metric sample changes until a reopening.

A seal closes the random tenth that the finding was computed of. What extends a sample adds evidence beside the finding
and never enters it: those scripts are supplied and moderated before a sign-off and after it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model
from moderation.draws.records import Purpose, SampledScript
from moderation.people.records import Person
from moderation.returns.records import Frame


@immutable
class FrameSeal(Identified, Model):
    """A turn of a frame's seal: the first closes it, the second opens it again, and so on."""

    __tablename__ = "frame_seals"

    frame_id: Mapped[int] = mapped_column(ForeignKey(Frame.id))
    number: Mapped[int]
    turned_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    turned_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("frame_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )


def turn_seals(session: Session, frame_ids: Collection[int], *, by: int, at: datetime) -> None:
    """Close the seals of frames that are open, and open those that are closed."""
    turns = _turns(session, frame_ids)
    session.add_all(
        FrameSeal(frame_id=frame_id, number=turns.get(frame_id, 0) + 1, turned_by=by, turned_at=at)
        for frame_id in frame_ids
    )
    session.flush()


def sealed_frames(session: Session, frame_ids: Iterable[int]) -> set[int]:
    """Return which of some frames are sealed."""
    return {frame_id for frame_id, turns in _turns(session, frame_ids).items() if turns % 2 == 1}


def sealed_scripts(session: Session, scripts: Iterable[SampledScript]) -> set[int]:
    """Return the numbers of those scripts that are part of a finding that holds."""
    metric = [script for script in scripts if script.purpose is Purpose.METRIC]
    sealed = sealed_frames(session, {script.frame_id for script in metric})
    return {script.id for script in metric if script.frame_id in sealed}


def lock_script(session: Session, script: SampledScript) -> bool:
    """Lock a script until the transaction ends; tell whether it is part of a finding in force.

    Share the lock on the window first, so that no seal turns while this waits.
    """
    turns = select(func.max(FrameSeal.number)).where(FrameSeal.frame_id == script.frame_id).scalar_subquery()
    wanted = select(SampledScript.id, turns).where(SampledScript.id == script.id).with_for_update(of=SampledScript)
    _, turned = session.execute(wanted).one()
    return script.purpose is Purpose.METRIC and (turned or 0) % 2 == 1


def last_turned(session: Session, frame_id: int) -> datetime | None:
    """Return when a frame was last signed off or reopened, if it ever was."""
    turns = select(FrameSeal.turned_at).where(FrameSeal.frame_id == frame_id)
    return session.scalar(turns.order_by(FrameSeal.number.desc()).limit(1))


def who_turned(session: Session, frame_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return who signed off or reopened each of some frames, by the frame's number."""
    turned: dict[int, set[int]] = {}
    wanted = select(FrameSeal.frame_id, FrameSeal.turned_by).where(FrameSeal.frame_id.in_(list(frame_ids)))
    for frame_id, person in session.execute(wanted):
        turned.setdefault(frame_id, set()).add(person)
    return turned


def _turns(session: Session, frame_ids: Iterable[int]) -> dict[int, int]:
    counted = (
        select(FrameSeal.frame_id, func.max(FrameSeal.number))
        .where(FrameSeal.frame_id.in_(list(frame_ids)))
        .group_by(FrameSeal.frame_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


explain("uq_frame_seals_frame_id_number", sentence="Somebody signed this off or reopened it just now: look again.")
