"""What an export holds of draws: certificates with their private parts, frames as they were hashed, whole samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require
from moderation.access.permissions import Permission
from moderation.draws.find import draws_of_window, origin_of, origins, sample_of
from moderation.draws.key_records import public_pems
from moderation.draws.records import DrawKind, Purpose
from moderation.returns.ordered_results import canonical_results
from moderation.windows.records import window_by_code
from sampling.frame import canonical_blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedDraw:
    """A draw with both parts of its certificate, as they were signed."""

    provider_code: str
    number: int
    kind: DrawKind
    key_id: str
    certificate: str
    private_part: str


@dataclass(frozen=True, slots=True)
class ExportedFrame:
    """A frame with the salt of its digest."""

    provider_code: str
    salt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedScript:
    """A sampled script with its alias, the only name that moderators see."""

    rank: int
    position: int
    script_ref: str
    purpose: Purpose
    alias: str
    ticket: str
    due_on: date


def draws_to_export(session: Session, actor: Actor, window_code: str) -> tuple[ExportedDraw, ...]:
    """Return the draws of a window in the order of the providers' codes, the metric's first."""
    require(actor, Permission.EXPORT)
    return tuple(
        ExportedDraw(
            provider_code=provider_code,
            number=draw.number,
            kind=draw.kind,
            key_id=draw.key_id,
            certificate=draw.certificate,
            private_part=draw.private_part,
        )
        for draw, provider_code in draws_of_window(session, window_by_code(session, window_code))
    )


def keys_to_export(session: Session, actor: Actor, window_code: str) -> dict[str, str]:
    """Return the public keys that check the certificates of a window, in PEM form by their identifiers."""
    return public_pems(session, {draw.key_id for draw in draws_to_export(session, actor, window_code)})


def frames_to_export(session: Session, actor: Actor, window_code: str) -> tuple[ExportedFrame, ...]:
    """Return the frames of a window in the order of the providers' codes."""
    require(actor, Permission.EXPORT)
    found = origins(session, window_by_code(session, window_code))
    return tuple(ExportedFrame(each.provider.code, each.frame.salt) for each in found)


def frame_file(session: Session, actor: Actor, *, provider_code: str, window_code: str) -> Iterator[bytes]:
    """Yield a frame as the file that its digest is of, a block at a time."""
    require(actor, Permission.EXPORT)
    frame = origin_of(session, provider_code=provider_code, window_code=window_code).frame
    return canonical_blocks(canonical_results(session, frame.return_id))


def whole_sample(session: Session, actor: Actor, *, provider_code: str, window_code: str) -> tuple[ExportedScript, ...]:
    """Return the scripts sampled from a frame in the order of their tickets."""
    require(actor, Permission.EXPORT)
    frame = origin_of(session, provider_code=provider_code, window_code=window_code).frame
    return tuple(
        ExportedScript(
            rank=script.rank,
            position=script.position,
            script_ref=script.script_ref,
            purpose=script.purpose,
            alias=script.alias,
            ticket=script.ticket,
            due_on=script.due_on,
        )
        for script in sample_of(session, frame.id)
    )
