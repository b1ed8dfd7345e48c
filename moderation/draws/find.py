"""Finds draws, their certificates and sampled scripts, each with the provider and window it belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require
from moderation.access.permissions import Permission
from moderation.draws.records import Draw, SampledScript
from moderation.errors import NotFound, Step, Verb
from moderation.providers.records import Provider, provider_by_code
from moderation.returns.records import Frame
from moderation.windows.records import Window, window_by_code
from moderation.windows.seed_records import Seed, SeedConfirmation, SeedRound
from sampling.faults import shown

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """A frame with all that its draw rests on; no seed until one is recorded and confirmed."""

    frame: Frame
    provider: Provider
    window: Window
    round: SeedRound
    seed: Seed | None


@dataclass(frozen=True, slots=True)
class Sampled:
    """A sampled script with its provider's code and its window."""

    script: SampledScript
    provider_code: str
    window: Window

    @property
    def window_code(self) -> str:
        """The code of the window."""
        return self.window.code


def origins(session: Session, window: Window) -> list[Origin]:
    """Return the frames of a window in the order of their providers' codes."""
    return [_origin(row) for row in session.execute(_origins().where(Frame.window_id == window.id))]


def origin_of(session: Session, *, provider_code: str, window_code: str) -> Origin:
    """Return a provider's frame in a window, or say that none froze."""
    window, provider = window_by_code(session, window_code), provider_by_code(session, provider_code)
    chosen = _origins().where(Frame.window_id == window.id, Frame.provider_id == provider.id)
    row = session.execute(chosen).first()
    if row is None:
        raise NotFound(
            f"No frame of {provider_code} froze in the window {window_code}.",
            then=Step(Verb.FREEZE_FRAME, window=window_code, provider=provider_code),
        )
    return _origin(row)


def draws_of(session: Session, frame_id: int) -> list[Draw]:
    """Return the draws from a frame, the metric's first."""
    return list(session.scalars(select(Draw).where(Draw.frame_id == frame_id).order_by(Draw.number)))


def draws_of_window(session: Session, window: Window) -> list[tuple[Draw, str]]:
    """Return the draws of a window with their providers' codes, in the order of these."""
    statement = (
        select(Draw, Provider.code)
        .join(Frame, Frame.id == Draw.frame_id)
        .join(Provider, Provider.id == Frame.provider_id)
        .where(Frame.window_id == window.id)
        .order_by(Provider.code, Draw.number)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def certificate_of(draw: Draw) -> Json:
    """Return the public certificate of a draw."""
    certificate: Json = json.loads(draw.certificate)
    return certificate


def private_part_of(draw: Draw, actor: Actor, *, provider_code: str) -> Json:
    """Return the private part of a certificate to the provider whose draw it is, or to DfE."""
    require(actor, Permission.SEE_PRIVATE_CERTIFICATE, provider_code=provider_code)
    private: Json = json.loads(draw.private_part)
    return private


def sample_of(session: Session, frame_id: int) -> list[SampledScript]:
    """Return the scripts sampled from a frame in the order of their tickets."""
    statement = select(SampledScript).where(SampledScript.frame_id == frame_id).order_by(SampledScript.rank)
    return list(session.scalars(statement))


def samples(session: Session, window: Window, *, provider_code: str | None = None) -> Iterator[Sampled]:
    """Yield the scripts sampled in a window, by provider and ticket order."""
    statement = _sampled().where(Frame.window_id == window.id).order_by(Provider.code, SampledScript.rank)
    if provider_code is not None:
        statement = statement.where(Provider.code == provider_code)
    for row in session.execute(statement.execution_options(yield_per=10_000)):
        yield Sampled(*row)


def sampled_script(session: Session, script_id: UUID) -> Sampled:
    """Return the sampled script with an identifier, or say that there is none."""
    row = session.execute(_sampled().where(SampledScript.public_id == script_id)).first()
    if row is None:
        raise NotFound("There is no such sampled script.")
    return Sampled(*row)


def sampled_script_named(session: Session, *, provider_code: str, window_code: str, script_ref: str) -> Sampled:
    """Return the sampled script with a reference, or say that it was not sampled."""
    origin = origin_of(session, provider_code=provider_code, window_code=window_code)
    chosen = _sampled().where(SampledScript.frame_id == origin.frame.id, SampledScript.script_ref == script_ref)
    row = session.execute(chosen).first()
    if row is None:
        raise NotFound(
            f"The script {shown(script_ref)} of {provider_code} was not sampled in the window {window_code}.",
            then=Step(Verb.LIST_SAMPLE, window=window_code, provider=provider_code),
        )
    return Sampled(*row)


def drawn_counts(session: Session, window: Window) -> dict[int, int]:
    """Return how many scripts of each frame of a window are sampled, by the frame's number, if any are."""
    statement = (
        select(Draw.frame_id, func.max(Draw.sample_count))
        .join(Frame, Frame.id == Draw.frame_id)
        .where(Frame.window_id == window.id)
        .group_by(Draw.frame_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _origins() -> Select[Frame, Provider, Window, SeedRound, Seed]:
    return (
        select(Frame, Provider, Window, SeedRound, Seed)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .join(SeedRound, SeedRound.id == Frame.round_id)
        .outerjoin(SeedConfirmation, SeedConfirmation.round_id == SeedRound.id)
        .outerjoin(Seed, Seed.id == SeedConfirmation.seed_id)
        .order_by(Provider.code)
    )


def _origin(row: Any) -> Origin:
    return Origin(frame=row[0], provider=row[1], window=row[2], round=row[3], seed=row[4])


def _sampled() -> Select[SampledScript, str, Window]:
    return (
        select(SampledScript, Provider.code, Window)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
    )
