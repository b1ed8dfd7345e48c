"""Rounds of a window's seed and the seeds themselves: where public digits will come from, and what they were."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, select
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
    """Public random digits, recorded once, by one official before another."""

    __tablename__ = "seeds"

    round_id: Mapped[int] = mapped_column(ForeignKey("seed_rounds.id"), unique=True)
    # A frame of this round: without one whose digest stands, the database takes no seed.
    first_frame_id: Mapped[int] = mapped_column(RowId)
    seed: Mapped[str] = mapped_column(String(LONGEST_SEED))
    recorded_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    witnessed_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["first_frame_id", "round_id"], ["frames.id", "frames.round_id"]),
        # What a draw refers to, so that it cannot take the seed of another round.
        UniqueConstraint("id", "round_id"),
        length_between("seed", shortest=SHORTEST_SEED, longest=LONGEST_SEED),
        CheckConstraint("recorded_by <> witnessed_by", name="two_people"),
        Index("ix_seeds_first_frame_id_round_id", "first_frame_id", "round_id"),
    )


def rounds_of(session: Session, window_id: int) -> list[tuple[SeedRound, Seed | None]]:
    """Return a window's rounds in order, each with its seed once that is recorded."""
    statement = (
        select(SeedRound, Seed)
        .outerjoin(Seed, Seed.round_id == SeedRound.id)
        .where(SeedRound.window_id == window_id)
        .order_by(SeedRound.number)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def open_round(session: Session, window_id: int) -> SeedRound | None:
    """Return the oldest announced round of a window whose seed is not recorded yet, if there is one."""
    return next((each for each, seed in rounds_of(session, window_id) if seed is None), None)


explain("uq_seed_rounds_window_id_number", field="round", sentence="This round is announced already.")
explain("uq_seeds_round_id", field="seed", sentence="The seed of this round is recorded, and it is recorded once.")
explain("ck_seeds_two_people", field="witness", sentence="The witness is another official than the recorder.")
explain(
    "fk_seeds_first_frame_id_round_id",
    field="seed",
    sentence="A seed is recorded after the first frame of its round froze, never before.",
)
