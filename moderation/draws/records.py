"""Draws and the scripts that they selected."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database.columns import RowId, byte_ordered
from moderation.database.constraints import explain
from moderation.database.immutability import immutable
from moderation.database.model import Identified, Model, hex_digest, length_between, one_of
from moderation.people.records import Person
from moderation.returns.records import LONGEST_REFERENCE
from sampling.told import Told, told

LONGEST_ALIAS = 16


class DrawKind(Told):
    """Whether a draw is the one that decides, or adds evidence to it."""

    METRIC = told(
        "metric", "Metric", "The draw that metric 5 rests on.", then="Anybody can draw again from its certificate."
    )
    EXTENSION = told(
        "extension", "Extension", "Further tickets of the same order.", then="It adds evidence and changes no decision."
    )


class Purpose(Told):
    """Why a script was selected; only `metric` scripts enter metric 5."""

    METRIC = told(
        "metric", "Metric", "One of the random tenth; it counts in metric 5.", then="The provider hands the file in."
    )
    EXTENSION = told(
        "extension",
        "Extension",
        "Drawn later as further evidence; it does not count in metric 5.",
        then="The provider hands the file in.",
    )
    TARGETED = told(
        "targeted",
        "Targeted",
        "Chosen for a reason, such as a borderline mark; it does not count.",
        then="The provider hands the file in.",
    )
    STANDARDISATION = told(
        "standardisation",
        "Standardisation",
        "Chosen for moderators to practise on; it does not count.",
        then="The provider hands the file in.",
    )


@immutable
class Draw(Identified, Model):
    """One drawing from a frame; `sample_count` counts from the first ticket, so an extension includes the metric."""

    __tablename__ = "draws"

    frame_id: Mapped[int] = mapped_column(RowId)
    # Carried so that the database itself holds a frame and its seed to one round.
    round_id: Mapped[int] = mapped_column(RowId)
    seed_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int]
    kind: Mapped[DrawKind]
    sample_count: Mapped[int]
    rate_numerator: Mapped[int]
    rate_denominator: Mapped[int]
    certificate: Mapped[str] = mapped_column(Text)
    private_part: Mapped[str] = mapped_column(Text)
    key_id: Mapped[str] = mapped_column(String(64))
    audit_head: Mapped[str] = mapped_column(String(64))
    drawn_by: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    drawn_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["frame_id", "round_id"], ["frames.id", "frames.round_id"]),
        ForeignKeyConstraint(["seed_id", "round_id"], ["seeds.id", "seeds.round_id"]),
        # Nothing is drawn from digits that no second official confirmed.
        ForeignKeyConstraint(["seed_id"], ["seed_confirmations.seed_id"]),
        UniqueConstraint("frame_id", "number"),
        # What a sampled script refers to, so that it cannot misname the frame.
        UniqueConstraint("id", "frame_id"),
        one_of("kind", DrawKind),
        hex_digest("audit_head"),
        hex_digest("key_id"),
        CheckConstraint("(number = 1) = (kind = 'metric') AND number >= 1", name="metric_is_first"),
        CheckConstraint("sample_count >= 1", name="sample_not_empty"),
        CheckConstraint("rate_numerator BETWEEN 1 AND rate_denominator", name="rate_is_a_share"),
        Index("ix_draws_frame_id_round_id", "frame_id", "round_id"),
        Index("ix_draws_seed_id_round_id", "seed_id", "round_id"),
    )


@immutable
class SampledScript(Identified, Model):
    """A script that was selected; `rank` is its place by ticket, `alias` its only name for moderators."""

    __tablename__ = "sampled_scripts"

    frame_id: Mapped[int] = mapped_column(RowId)
    draw_id: Mapped[int] = mapped_column(RowId)
    position: Mapped[int]
    rank: Mapped[int]
    ticket: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[Purpose]
    return_id: Mapped[int] = mapped_column(RowId)
    row: Mapped[int]
    script_ref: Mapped[str] = mapped_column(byte_ordered(LONGEST_REFERENCE))
    # Random, so that it says nothing about the provider or the participant.
    alias: Mapped[str] = mapped_column(byte_ordered(LONGEST_ALIAS), unique=True)
    due_on: Mapped[date] = mapped_column(index=True)

    __table_args__ = (
        ForeignKeyConstraint(["draw_id", "frame_id"], ["draws.id", "draws.frame_id"]),
        ForeignKeyConstraint(["return_id", "row"], ["results.return_id", "results.row"]),
        UniqueConstraint("frame_id", "position"),
        UniqueConstraint("frame_id", "rank"),
        UniqueConstraint("frame_id", "script_ref"),
        one_of("purpose", Purpose),
        length_between("alias", shortest=10, longest=LONGEST_ALIAS),
        CheckConstraint("position >= 1 AND rank >= 1", name="numbers_from_one"),
        Index("ix_sampled_scripts_draw_id_frame_id", "draw_id", "frame_id"),
        Index("ix_sampled_scripts_return_id_row", "return_id", "row"),
    )


explain("uq_draws_frame_id_number", sentence="This sample is drawn already.")
explain("fk_draws_seed_id_round_id", sentence="A frame is drawn by the seed of its own round.")
