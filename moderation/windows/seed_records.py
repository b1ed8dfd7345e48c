"""Rounds of a window's seed and the seeds themselves: where public digits will come from, and what they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.database.columns import RowId
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, length_between, one_of
from moderation.people.records import Person
from moderation.windows.records import Window
from sampling.codes import LONGEST_SEED, SHORTEST_SEED
from sampling.told import Told, told

# As long as a certificate can name it.
LONGEST_SOURCE = 200


class SeedWay(Told):
    """How the digits of a source are written down as a seed."""

    DIGITS = told(
        "digits", "Digits", "The digits 0 to 9 alone, in the order in which they came out, with nothing between them."
    )
    HEX = told(
        "hex", "Hexadecimal", "The digits 0 to 9 and the small letters a to f, as published, with nothing between them."
    )


@immutable
class SeedRound(Identified, Model):
    """Where a window's next seed will come from, announced before the frames that it draws from froze."""

    __tablename__ = "seed_rounds"

    window_id: Mapped[int] = mapped_column(ForeignKey(Window.id))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    way: Mapped[SeedWay]
    # No digits exist before it, so a frame that froze earlier was frozen by somebody who could not know them.
    not_before: Mapped[datetime]
    announced_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    announced_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("window_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        length_between("source", shortest=1, longest=LONGEST_SOURCE),
        one_of("way", SeedWay),
    )


@immutable
class Seed(Identified, Model):
    """Public random digits as one official recorded them; a later recording of a round takes an earlier one's place.

    They count, and nothing takes their place any more, once another official confirmed them.
    """

    __tablename__ = "seeds"

    round_id: Mapped[int] = mapped_column(ForeignKey("seed_rounds.id"))
    number: Mapped[int]
    # A frame of this round: without one whose digest stands, the database takes no seed.
    first_frame_id: Mapped[int] = mapped_column(RowId)
    seed: Mapped[str] = mapped_column(String(LONGEST_SEED))
    recorded_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["first_frame_id", "round_id"], ["frames.id", "frames.round_id"]),
        # What a draw refers to, so that it cannot take the seed of another round.
        UniqueConstraint("id", "round_id"),
        # What a confirmation refers to, so that it cannot misname the recorder.
        UniqueConstraint("id", "round_id", "recorded_by"),
        UniqueConstraint("round_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        length_between("seed", shortest=SHORTEST_SEED, longest=LONGEST_SEED),
        Index("ix_seeds_first_frame_id_round_id", "first_frame_id", "round_id"),
    )


@immutable
class SeedConfirmation(Identified, Model):
    """A witness's own act: the digits that another official recorded are those of the source; one a round."""

    __tablename__ = "seed_confirmations"

    # What a draw refers to: without it the database draws nothing.
    seed_id: Mapped[int] = mapped_column(RowId, unique=True)
    round_id: Mapped[int] = mapped_column(RowId, unique=True)
    recorded_by: Mapped[int] = mapped_column(RowId)
    confirmed_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    confirmed_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["seed_id", "round_id", "recorded_by"], ["seeds.id", "seeds.round_id", "seeds.recorded_by"]
        ),
        CheckConstraint("recorded_by <> confirmed_by", name="two_people"),
    )


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round, the newest recording of its seed, and the confirmation, as far as there are any."""

    round: SeedRound
    seed: Seed | None
    confirmation: SeedConfirmation | None


def rounds_with_seeds() -> Select[SeedRound, Seed, SeedConfirmation]:
    """Return the query of rounds in order, each with its newest recording and its confirmation."""
    newest = select(func.max(Seed.number)).where(Seed.round_id == SeedRound.id).correlate(SeedRound).scalar_subquery()
    return (
        select(SeedRound, Seed, SeedConfirmation)
        .outerjoin(Seed, (Seed.round_id == SeedRound.id) & (Seed.number == newest))
        .outerjoin(SeedConfirmation, SeedConfirmation.round_id == SeedRound.id)
        .order_by(SeedRound.window_id, SeedRound.number)
    )


def held_rounds(session: Session, window_id: int) -> list[HeldRound]:
    """Return a window's rounds in order, each with its newest recording and its confirmation."""
    held = session.execute(rounds_with_seeds().where(SeedRound.window_id == window_id))
    return [HeldRound(*row) for row in held]


def rounds_of(session: Session, window_id: int) -> list[tuple[SeedRound, Seed | None]]:
    """Return a window's rounds in order, each with its seed once one is recorded, confirmed or not."""
    return [(each.round, each.seed) for each in held_rounds(session, window_id)]


def open_round(session: Session, window_id: int) -> SeedRound | None:
    """Return the oldest announced round of a window whose seed is not recorded yet, if there is one."""
    return next((each for each, seed in rounds_of(session, window_id) if seed is None), None)


explain("uq_seed_rounds_window_id_number", field="round", sentence="This round is announced already.")
explain("uq_seeds_round_id_number", field="seed", sentence="Somebody recorded the seed of this round just now.")
explain("uq_seed_confirmations_round_id", field="seed", sentence="The seed of this round is confirmed already.")
explain("uq_seed_confirmations_seed_id", field="seed", sentence="This seed is confirmed already.")
explain("ck_seed_confirmations_two_people", field="seed", sentence="Another official confirms a seed than recorded it.")
explain(
    "fk_seeds_first_frame_id_round_id",
    field="seed",
    sentence="A seed is recorded after the first frame of its round froze, never before.",
)
