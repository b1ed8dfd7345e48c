"""Confirms the recorded seed of a round: a witness's own act, from which on the seed counts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.draws.written_seed import difference_faults
from moderation.errors import Conflict, Rejected, Step, Verb
from moderation.windows.records import Window, lock_window, window_by_code
from moderation.windows.seed_records import Seed, SeedConfirmation, SeedRound, held_rounds
from sampling.tickets import seed_hash


@dataclass(frozen=True, slots=True)
class ConfirmSeed:
    """The digits as the witness reads them at their source."""

    window_code: str
    seed: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The seed that counts now, and its round."""

    seed: Seed
    round: SeedRound


def confirm_seed(act: Act, command: ConfirmSeed) -> Confirmed:
    """Confirm the oldest recorded seed that waits for its witness."""
    person = act.permit_person(Permission.WITNESS_SEED)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    the_round, seed = _waiting(session, window)
    if seed.recorded_by == person:
        raise Conflict(
            f"You recorded seed {the_round.number} of the window {window.code} yourself: another official confirms it.",
            field="seed",
        )
    faults = difference_faults(
        seed.seed,
        command.seed,
        column="seed",
        sentence=(
            f"These are not the digits that were recorded as seed {the_round.number}. Read them at their source "
            "again; where what was recorded is wrong, its recorder puts the right digits in its place."
        ),
    )
    if faults:
        raise Rejected(faults, then=(Step(Verb.RECORD_SEED, window=window.code),))
    if act.at < seed.recorded_at:
        raise Conflict(
            "The clock of this machine stands before the moment at which the seed was recorded. Set the clock and "
            "confirm the seed again."
        )
    confirmation = SeedConfirmation(
        seed_id=seed.id,
        round_id=the_round.id,
        recorded_by=seed.recorded_by,
        confirmed_by=person,
        confirmed_at=act.at,
    )
    session.add(confirmation)
    session.flush()
    act.log(
        Happened.SEED_CONFIRMED,
        Subject("seed", seed.public_id),
        window_code=window.code,
        details={"round": the_round.number, "seed_sha256": seed_hash(seed.seed)},
    )
    return Confirmed(seed, the_round)


def _waiting(session: Session, window: Window) -> tuple[SeedRound, Seed]:
    for held in held_rounds(session, window.id):
        if held.seed is not None and held.confirmation is None:
            return held.round, held.seed
    raise Conflict(
        f"No seed of the window {window.code} waits for its witness.",
        field="window",
        then=Step(Verb.RECORD_SEED, window=window.code),
    )
