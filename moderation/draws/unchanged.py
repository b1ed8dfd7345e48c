"""Compares what is stored of draws with what was signed and frozen: places in the frame, and certificates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.draws.certificates import second_of
from moderation.draws.find import Origin, origins
from moderation.draws.key_records import public_pems
from moderation.draws.records import Draw, SampledScript
from moderation.returns.ordered_results import canonical_results_with_rows
from moderation.windows.records import all_windows
from sampling.faults import Refused
from sampling.signature import is_signed_by, key_id, read_public_key


def changed_samples(session: Session) -> Iterator[str]:
    """Yield a sentence for each frame whose sampled scripts are not the results at their positions."""
    for origin in _drawn(session):
        wanted = select(SampledScript.position, SampledScript.script_ref, SampledScript.row).where(
            SampledScript.frame_id == origin.frame.id, SampledScript.return_id == origin.frame.return_id
        )
        sampled = {position: (reference, row) for position, reference, row in session.execute(wanted)}
        ordered = enumerate(canonical_results_with_rows(session, origin.frame.return_id), start=1)
        found = {place: (result[0], result[-1]) for place, result in ordered if place in sampled}
        if found != sampled:
            yield (
                f"the sampled scripts of {origin.provider.code} in {origin.window.code} are not the results at their "
                "positions in the frame."
            )


def changed_certificates(session: Session) -> Iterator[str]:
    """Yield a sentence for each draw whose certificate is not signed, or says other than the records."""
    for origin in _drawn(session):
        ranked = select(SampledScript.position, SampledScript.ticket).where(SampledScript.frame_id == origin.frame.id)
        sample = [
            {"position": position, "ticket": ticket}
            for position, ticket in session.execute(ranked.order_by(SampledScript.rank))
        ]
        for draw in session.scalars(select(Draw).where(Draw.frame_id == origin.frame.id).order_by(Draw.number)):
            said = {**_said(origin, draw), "sample": sample[: draw.sample_count]}
            document = _document(draw)
            if (
                origin.seed is None
                or not _is_signed(session, draw, document)
                or any(document.get(name) != value for name, value in said.items())
            ):
                yield (
                    f"certificate {draw.number} of {origin.provider.code} in {origin.window.code} is not signed by its "
                    "key, or does not say what the records say."
                )


def _said(origin: Origin, draw: Draw) -> dict[str, object]:
    return {
        "provider": origin.provider.code,
        "window": origin.window.code,
        "scripts_count": origin.frame.scripts_count,
        "extended_to": draw.sample_count,
        "frame_digest": origin.frame.digest,
        "frame_frozen_at": second_of(origin.frame.frozen_at),
        "seed": origin.seed.seed if origin.seed else None,
        "seed_source": origin.round.source,
        "seed_announced_at": second_of(origin.round.announced_at),
        "seed_recorded_at": second_of(origin.seed.recorded_at) if origin.seed else None,
        "audit_head": draw.audit_head,
        "key_id": draw.key_id,
    }


def _document(draw: Draw) -> dict[str, Any]:
    try:
        found = json.loads(draw.certificate)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_signed(session: Session, draw: Draw, document: dict[str, Any]) -> bool:
    pem = public_pems(session, [draw.key_id]).get(draw.key_id)
    if pem is None:
        # What cannot be checked is a fault: every draw keeps the public half of its key.
        return False
    try:
        key = read_public_key(pem.encode("ascii"))
        return key_id(key) == draw.key_id and is_signed_by(document, key)
    except (ValueError, KeyError, TypeError, Refused):
        return False


def _drawn(session: Session) -> Iterator[Origin]:
    drawn = set(session.scalars(select(Draw.frame_id)))
    for window in all_windows(session):
        yield from (origin for origin in origins(session, window) if origin.frame.id in drawn)
