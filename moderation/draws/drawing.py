"""Draws frames: computes the order, finds the references, writes draw and sample; for both kinds of draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Table
from sqlalchemy.orm import Session

from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.bulk import insert_rows
from moderation.database.clock import london_day
from moderation.draws.aliases import new_alias
from moderation.draws.certificates import certificate_hash, private_part, signed_certificate
from moderation.draws.find import Origin
from moderation.draws.key_records import record_key
from moderation.draws.records import Draw, DrawKind, Purpose, SampledScript
from moderation.errors import Conflict, Step, Verb
from moderation.returns.ordered_results import canonical_results_with_rows
from moderation.windows.deadlines import working_days_after
from moderation.windows.policy import Policy
from moderation.windows.records import Window
from sampling.draw import Draw as Drawing
from sampling.draw import draw as draw_positions
from sampling.frame import digest
from sampling.ratio import Ratio
from sampling.signature import key_id

COLUMNS = (
    "public_id",
    "frame_id",
    "draw_id",
    "position",
    "rank",
    "ticket",
    "purpose",
    "return_id",
    "row",
    "script_ref",
    "alias",
    "due_on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The parameters that all draws of one action share: person, moment, head of the log, key."""

    person: int
    at: datetime
    audit_head: str
    due_on: date
    key: Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw just made: its record, and the references of all scripts sampled so far in ticket order."""

    draw: Draw
    origin: Origin
    references: tuple[str, ...]

    @property
    def provider_code(self) -> str:
        """The code of the provider whose frame was drawn."""
        return self.origin.provider.code

    def log(self, act: Act) -> None:
        """Append the draw to the log, with the hash of its certificate."""
        act.log(
            Happened.SAMPLE_DRAWN if self.draw.kind is DrawKind.METRIC else Happened.SAMPLE_EXTENDED,
            Subject("draw", self.draw.public_id),
            provider_code=self.origin.provider.code,
            window_code=self.origin.window.code,
            details={
                "number": self.draw.number,
                "scripts_count": self.origin.frame.scripts_count,
                "sample_count": self.draw.sample_count,
                "certificate_sha256": certificate_hash(self.draw.certificate),
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One frame to draw: at which rate, as which draw, beyond how many scripts and up to how many."""

    origin: Origin
    rate: Ratio
    number: int = 1
    beyond: int = 0
    up_to: int | None = None


def draw_frames(session: Session, orders: Iterable[Order], *, occasion: Occasion) -> list[Drawn]:
    """Draw frames and write draws and samples; the caller appends to the log when all is written."""
    record_key(session, occasion.key, at=occasion.at)
    rows = []
    for order in orders:
        drawing = _drawing(order)
        found = _results_at(session, order.origin, drawing.positions)
        references = tuple(reference for reference, _ in found)
        made = Drawn(_record(order, drawing, references, occasion), order.origin, references)
        rows.append((made, drawing, found, order.beyond))
    drawn = [row[0] for row in rows]
    session.add_all(each.draw for each in drawn)
    session.flush()
    table = SampledScript.__table__
    assert isinstance(table, Table)
    insert_rows(session, table, COLUMNS, rows=(row for each in rows for row in _sample(*each, due_on=occasion.due_on)))
    return drawn


def due_day(window: Window, policy: Policy, *, now: datetime) -> date:
    """Return the day by which scripts drawn now are due: the window's, but never less time than the policy gives."""
    return max(window.scripts_due_on, working_days_after(london_day(now), policy.script_supply_working_days))


def _drawing(order: Order) -> Drawing:
    assert order.origin.seed is not None
    return draw_positions(
        order.origin.provider.code,
        order.origin.window.code,
        seed=order.origin.seed.seed,
        scripts_count=order.origin.frame.scripts_count,
        rate=order.rate,
        extend_to=order.up_to,
    )


def _results_at(session: Session, origin: Origin, positions: tuple[int, ...]) -> list[tuple[str, int]]:
    """Return reference and row of the results at some positions of a frame, in the order of the positions.

    All the frame's results go by on the way, so that nothing is drawn from others than those which froze.
    """
    frame = origin.frame
    wanted = set(positions)
    found: dict[int, tuple[str, int]] = {}
    count = 0

    def passing() -> Iterator[tuple[Any, ...]]:
        nonlocal count
        for count, result in enumerate(canonical_results_with_rows(session, frame.return_id), start=1):
            if count in wanted:
                found[count] = result[0], result[-1]
            yield result[:-1]

    if digest(passing(), salt=bytes.fromhex(frame.salt)) != frame.digest or count != frame.scripts_count:
        raise Conflict(
            f"The results in the frame of {origin.provider.code} are no longer those that froze: they do not have the "
            "digest of the frame. Nothing was drawn.",
            then=Step(Verb.CHECK_RECORDS),
        )
    return [found[each] for each in positions]


def _record(order: Order, drawing: Drawing, references: tuple[str, ...], occasion: Occasion) -> Draw:
    origin, seed = order.origin, order.origin.seed
    assert seed is not None
    text = signed_certificate(drawing, origin, seed=seed, audit_head=occasion.audit_head, key=occasion.key)
    return Draw(
        frame_id=origin.frame.id,
        round_id=origin.round.id,
        seed_id=seed.id,
        number=order.number,
        kind=DrawKind.METRIC if order.number == 1 else DrawKind.EXTENSION,
        sample_count=drawing.extended_to,
        rate_numerator=drawing.rate.numerator,
        rate_denominator=drawing.rate.denominator,
        certificate=text,
        private_part=private_part(drawing, origin, references=references),
        key_id=key_id(occasion.key.public_key()),
        audit_head=occasion.audit_head,
        drawn_by=occasion.person,
        drawn_at=occasion.at,
    )


def _sample(
    made: Drawn, drawing: Drawing, found: list[tuple[str, int]], beyond: int, *, due_on: date
) -> Iterable[tuple[Any, ...]]:
    purpose = Purpose.METRIC if made.draw.kind is DrawKind.METRIC else Purpose.EXTENSION
    listed = zip(drawing.positions, drawing.tickets(), found, strict=True)
    for rank, (position, ticket, (reference, row)) in enumerate(listed, start=1):
        if rank > beyond:
            yield (
                uuid4(),
                made.draw.frame_id,
                made.draw.id,
                position,
                rank,
                ticket,
                purpose.value,
                made.origin.frame.return_id,
                row,
                reference,
                new_alias(),
                due_on,
            )
