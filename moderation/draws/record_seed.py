"""Records the public digits of a round: once, after its first digest stands, by one official before another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_person
from moderation.access.permissions import Permission
from moderation.audit.log import Subject, append
from moderation.database.clock import Clock
from moderation.errors import Conflict, Fault, NotFound, Rejected
from moderation.people.find import person_by_email
from moderation.returns.records import Frame
from moderation.windows.records import Window, lock_window, window_by_code
from moderation.windows.seeds import Seed, SeedRound, rounds_of
from sampling.codes import seed_faults
from sampling.tickets import seed_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSeed:
    """The digits as they were published, used exactly as typed, and the official who saw them recorded."""

    window_code: str
    seed: str
    witness_email: str


@dataclass(frozen=True, slots=True)
class _Frozen:
    count: int
    first_id: int
    last_frozen_at: datetime


def record_seed(session: Session, actor: Actor, command: RecordSeed, *, clock: Clock) -> Seed:
    """Record the seed of the round whose frames wait for it."""
    person = require_person(actor, Permission.RECORD_SEED)
    window = lock_window(session, window_by_code(session, command.window_code))
    witness, faults = _witness(session, command.witness_email, recorder=person)
    faults = [*seed_faults(command.seed), *faults]
    if faults or witness is None or witness.person_id is None:
        raise Rejected(faults)
    now = clock()
    waiting, frozen = _waiting_round(session, window)
    _refuse_known(session, window, command.seed)
    if now < frozen.last_frozen_at:
        raise Conflict(
            "The clock of this machine stands before the moment at which the last frame froze, so the record would "
            "not show that the frame came first. Set the clock and record the seed again."
        )
    seed = Seed(
        round_id=waiting.id,
        first_frame_id=frozen.first_id,
        seed=command.seed,
        recorded_by=person,
        witnessed_by=witness.person_id,
        recorded_at=now,
    )
    session.add(seed)
    session.flush()
    append(
        session,
        at=now,
        actor=actor,
        action="seed_recorded",
        subject=Subject("seed", seed.public_id),
        window_code=window.code,
        details={
            "round": waiting.number,
            "frames_count": frozen.count,
            "seed_sha256": seed_hash(command.seed),
            "witness": witness.public_id,
        },
    )
    return seed


def _refuse_known(session: Session, window: Window, seed: str) -> None:
    """Refuse a seed that an earlier round used: whoever froze late knew it."""
    if any(earlier is not None and earlier.seed == seed for _, earlier in rounds_of(session, window.id)):
        sentence = "An earlier round of this window used this seed, so it was known before these frames froze."
        raise Rejected([Fault(sentence, column="seed", value=seed)])


def _witness(session: Session, email: str, *, recorder: int) -> tuple[Actor | None, list[Fault]]:
    try:
        witness = person_by_email(session, email)
    except NotFound as unknown:
        return None, [Fault(unknown.sentence, column="witness", value=email)]
    if witness.person_id == recorder:
        sentence = "The witness is another official than the one who records the seed."
        return witness, [Fault(sentence, column="witness", value=email)]
    if not witness.may(Permission.WITNESS_SEED):
        return witness, [Fault("The witness of a seed is a DfE official.", column="witness", value=email)]
    return witness, []


def _waiting_round(session: Session, window: Window) -> tuple[SeedRound, _Frozen]:
    """Return the round that has frozen frames and no seed, or say what is missing."""
    counted = (
        select(Frame.round_id, func.count(), func.min(Frame.id), func.max(Frame.frozen_at))
        .where(Frame.window_id == window.id)
        .group_by(Frame.round_id)
    )
    frozen = {row[0]: _Frozen(row[1], row[2], row[3]) for row in session.execute(counted)}
    rounds = rounds_of(session, window.id)
    waiting = [each for each, seed in rounds if seed is None and each.id in frozen]
    if waiting:
        return waiting[0], frozen[waiting[0].id]
    if not frozen:
        raise Conflict(
            f"No frame of the window {window.code} is frozen yet. A seed is recorded after the digests stand, so that "
            f"nobody can fit a frame to it. Freeze first: moderation frame freeze {window.code} --as EMAIL",
            field="window",
        )
    raise Conflict(
        f"The seed of the window {window.code} is recorded, and it is recorded once. A frame that freezes from now on "
        "is late and waits for the next round of the same source.",
        field="seed",
    )
