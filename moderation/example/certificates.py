"""Draws again what the example drew: each certificate against its frame, its private part and the public key."""

from __future__ import annotations

import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.orm import Session

from moderation.draws.find import draws_of, origins
from moderation.errors import Conflict
from moderation.returns.ordered_results import canonical_results
from moderation.windows.records import all_windows
from sampling.frame import Frame
from sampling.verify import Given, Verdict, verify


def refuse_broken(session: Session, key: Ed25519PublicKey) -> int:
    """Check every certificate, refuse to go on when one does not hold, and return how many there are."""
    count = 0
    for window in all_windows(session):
        for origin in origins(session, window):
            draws = draws_of(session, origin.frame.id)
            if not draws:
                continue
            results = canonical_results(session, origin.frame.return_id)
            frame = Frame(tuple(tuple(map(str, result)) for result in results))
            for draw in draws:
                private = json.loads(draw.private_part)
                given = Given(frame, bytes.fromhex(origin.frame.salt), private, key)
                checks = verify(json.loads(draw.certificate), given)
                broken = [str(check) for check in checks if check.verdict is not Verdict.HOLDS]
                if broken:
                    raise Conflict(f"A certificate of {origin.provider.code} does not hold: {'; '.join(broken)}")
                count += 1
    return count
