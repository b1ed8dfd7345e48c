"""Records the public digits of a round, after its first frame is fixed; they count once a witness confirmed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.draws.written_seed import difference_faults, written_faults, zero_faults
from moderation.errors import Conflict, Fault, Rejected, Step, Verb
from moderation.returns.records import Frame
from moderation.windows.announce_round import written
from moderation.windows.records import Window, lock_window, window_by_code
from moderation.windows.seed_records import HeldRound, Seed, SeedRound, SeedWay, held_rounds
from sampling.tickets import seed_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSeed:
    """The digits as they were published, given twice.

    `zeros_are_right` answers for a seed that ends as a rounded number does; `instead` puts these digits in the place of
    what was recorded for the round and is not confirmed yet.
    """

    window_code: str
    seed: str
    again: str
    zeros_are_right: bool = False
    instead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The seed, the round that it serves, and the rounds whose frames wait for digits of their own still."""

    seed: Seed
    round: SeedRound
    still_waiting: tuple[SeedRound, ...]


@dataclass(frozen=True, slots=True)
class _Frozen:
    count: int
    first_id: int
    last_frozen_at: datetime


def record_seed(act: Act, command: RecordSeed) -> Recorded:
    """Record the seed of the round whose frames wait for it: of several, the round that was announced first."""
    person = act.permit_person(Permission.RECORD_SEED)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    rounds = held_rounds(session, window.id)
    faults = _faults(command, rounds[0].round.way)
    if faults:
        raise Rejected(faults)
    waiting, counted = _waiting_rounds(session, window, rounds)
    held = waiting[0]
    served, frozen = held.round, counted[held.round.id]
    number = _number(window, held, command)
    _refuse_known(session, window, command.seed, served=served, frozen=frozen)
    if act.at < frozen.last_frozen_at:
        raise Conflict(
            "The clock of this machine stands before the moment at which the last frame froze, so the record would "
            "not show that the frame came first. Set the clock and record the seed again."
        )
    _refuse_early(served, window, now=act.at)
    seed = Seed(
        round_id=served.id,
        number=number,
        first_frame_id=frozen.first_id,
        seed=command.seed,
        recorded_by=person,
        recorded_at=act.at,
    )
    session.add(seed)
    session.flush()
    act.log(
        Happened.SEED_RECORDED,
        Subject("seed", seed.public_id),
        window_code=window.code,
        details={
            "round": served.number,
            "frames_count": frozen.count,
            "seed_sha256": seed_hash(command.seed),
            "recording": number,
        },
    )
    return Recorded(seed=seed, round=served, still_waiting=tuple(each.round for each in waiting[1:]))


def _faults(command: RecordSeed, way: SeedWay) -> list[Fault]:
    sentence = "The digits are given twice, and these are not the same."
    return [
        *written_faults(command.seed, way),
        *([] if command.zeros_are_right else zero_faults(command.seed)),
        *difference_faults(command.seed, command.again, column="again", sentence=sentence),
    ]


def _number(window: Window, held: HeldRound, command: RecordSeed) -> int:
    """Return the number of this recording of a round's seed; a further one says that it takes another's place."""
    if held.seed is None:
        return 1
    if not command.instead or held.seed.seed == command.seed:
        raise Conflict(
            f"Seed {held.round.number} of the window {window.code} is recorded and waits for another official to "
            "confirm it. Where other digits are right, record them in its place, and say so.",
            field="seed",
            then=Step(Verb.CONFIRM_SEED, window=window.code),
        )
    return held.seed.number + 1


def _refuse_early(served: SeedRound, window: Window, *, now: datetime) -> None:
    """Refuse digits that cannot be those of the announced source, which come out later."""
    if now < served.not_before:
        raise Conflict(
            f"Seed {served.number} of the window {window.code} comes from: {served.source}. By its announcement no "
            f"digits exist before {written(served.not_before)}; record them when they have come out.",
            field="seed",
        )


def _refuse_known(session: Session, window: Window, seed: str, *, served: SeedRound, frozen: _Frozen) -> None:
    """Refuse a seed that was known before the last of the waiting frames froze, or that this window used already.

    Windows that froze before the same public draw may share its digits: each announced them before it knew them.
    """
    used = (
        select(Window.id, Window.code, Seed.recorded_at)
        .join(SeedRound, SeedRound.window_id == Window.id)
        .join(Seed, Seed.round_id == SeedRound.id)
        .where(Seed.seed == seed, SeedRound.id != served.id)
        .order_by(Seed.recorded_at)
    )
    for window_id, code, recorded_at in session.execute(used):
        if window_id == window.id:
            sentence = "An earlier round of this window used this seed, so it was known before these frames froze."
            raise Rejected([Fault(sentence, column="seed", value=seed)])
        if recorded_at <= frozen.last_frozen_at:
            sentence = (
                f"The window {code} used this seed, recorded before the last of these frames froze, so it was known "
                "then. Take the digits of a round that came out after that."
            )
            raise Rejected([Fault(sentence, column="seed", value=seed)])


def _waiting_rounds(
    session: Session, window: Window, rounds: list[HeldRound]
) -> tuple[list[HeldRound], dict[int, _Frozen]]:
    """Return the rounds with frozen frames and no confirmed seed, and what froze for each, or say what is missing."""
    counted = (
        select(Frame.round_id, func.count(), func.min(Frame.id), func.max(Frame.frozen_at))
        .where(Frame.window_id == window.id)
        .group_by(Frame.round_id)
    )
    frozen = {row[0]: _Frozen(row[1], row[2], row[3]) for row in session.execute(counted)}
    waiting = [each for each in rounds if each.confirmation is None and each.round.id in frozen]
    if waiting:
        return waiting, frozen
    if not frozen:
        raise Conflict(
            f"No frame of the window {window.code} is frozen yet. A seed is recorded after the digests stand, so that "
            "nobody can fit a frame to it.",
            field="window",
            then=Step(Verb.FREEZE_FRAME, window=window.code),
        )
    raise Conflict(
        f"The seed of the window {window.code} is recorded and confirmed, and that is done once. What freezes from now "
        "on is late and waits for the next round of the same source.",
        field="seed",
    )
