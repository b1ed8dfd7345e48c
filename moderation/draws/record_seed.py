"""Records the public digits of a round: once, after its first frame is fixed, by one official before another."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor
from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Fault, NotFound, Rejected, Step, Verb
from moderation.people.find import person_by_email
from moderation.returns.records import Frame
from moderation.windows.announce_round import written
from moderation.windows.records import Window, lock_window, window_by_code
from moderation.windows.seed_records import Seed, SeedRound, rounds_of
from sampling.codes import seed_faults
from sampling.tickets import seed_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSeed:
    """The digits as they were published, used exactly as typed, and the official who saw them recorded."""

    window_code: str
    seed: str
    witness_email: str


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
    witness, faults = _witness(session, command.witness_email, recorder=person)
    faults = [*seed_faults(command.seed), *_blank_faults(command.seed), *faults]
    if faults or witness is None or witness.person_id is None:
        raise Rejected(faults)
    waiting, counted = _waiting_rounds(session, window)
    served, frozen = waiting[0], counted[waiting[0].id]
    _refuse_known(session, window, command.seed, frozen=frozen)
    if act.at < frozen.last_frozen_at:
        raise Conflict(
            "The clock of this machine stands before the moment at which the last frame froze, so the record would "
            "not show that the frame came first. Set the clock and record the seed again."
        )
    _refuse_early(served, window, now=act.at)
    seed = Seed(
        round_id=served.id,
        first_frame_id=frozen.first_id,
        seed=command.seed,
        recorded_by=person,
        witnessed_by=witness.person_id,
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
            "witness": witness.public_id,
        },
    )
    return Recorded(seed=seed, round=served, still_waiting=tuple(waiting[1:]))


def _blank_faults(seed: str) -> list[Fault]:
    """Return the fault of a seed that cannot be copied from a page; to the method itself every character is as good."""
    if any(map(_is_blank, (seed[:1], seed[-1:]))):
        sentence = (
            "A blank at an end of the seed is lost when its digits are copied: begin and end with what can be seen."
        )
    elif any(not sign.isprintable() and sign != "\t" for sign in seed):
        sentence = "The seed holds a character that no page shows: give only what can be seen."
    else:
        return []
    return [Fault(sentence, column="seed", value=seed)]


def _is_blank(character: str) -> bool:
    # Besides white space what steers (Cc) and what no screen shows (Cf), such as a byte order mark.
    return character.isspace() or (bool(character) and unicodedata.category(character) in {"Cc", "Cf"})


def _refuse_early(served: SeedRound, window: Window, *, now: datetime) -> None:
    """Refuse digits that cannot be those of the announced source, which come out later."""
    if now < served.not_before:
        raise Conflict(
            f"Seed {served.number} of the window {window.code} comes from: {served.source}. By its announcement no "
            f"digits exist before {written(served.not_before)}; record them when they have come out.",
            field="seed",
        )


def _refuse_known(session: Session, window: Window, seed: str, *, frozen: _Frozen) -> None:
    """Refuse a seed that was known before the last of the waiting frames froze, or that this window used already.

    Windows that froze before the same public draw may share its digits: each announced them before it knew them.
    """
    used = (
        select(Window.id, Window.code, Seed.recorded_at)
        .join(SeedRound, SeedRound.window_id == Window.id)
        .join(Seed, Seed.round_id == SeedRound.id)
        .where(Seed.seed == seed)
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


def _waiting_rounds(session: Session, window: Window) -> tuple[list[SeedRound], dict[int, _Frozen]]:
    """Return the rounds that have frozen frames and no seed, and what froze for each, or say what is missing."""
    counted = (
        select(Frame.round_id, func.count(), func.min(Frame.id), func.max(Frame.frozen_at))
        .where(Frame.window_id == window.id)
        .group_by(Frame.round_id)
    )
    frozen = {row[0]: _Frozen(row[1], row[2], row[3]) for row in session.execute(counted)}
    rounds = rounds_of(session, window.id)
    waiting = [each for each, seed in rounds if seed is None and each.id in frozen]
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
        f"The seed of the window {window.code} is recorded, and it is recorded once. Frames that freeze from now on "
        "are late and wait for the next round of the same source.",
        field="seed",
    )
