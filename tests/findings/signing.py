"""Signs off and reopens in one line, for tests."""

from __future__ import annotations

from datetime import datetime

from moderation.audit.act import Act
from moderation.findings.records import Finding, Reopening, ReopeningReason
from moderation.findings.reopen import Reopen, reopen
from moderation.findings.sign_off import SignOff, sign_off
from tests.inserting import inserting
from tests.moderated import SIGNED, Drawn


def sign(world: Drawn, *codes: str, at: datetime = SIGNED) -> tuple[Finding, ...]:
    """Sign off a window, or some providers of it."""
    command = SignOff(window_code=world.code, provider_codes=codes)
    with inserting(world.engine) as session:
        return sign_off(Act(session, world.cast.lead, at), command)


def reopened(world: Drawn, *codes: str, at: datetime) -> tuple[Reopening, ...]:
    """Reopen the findings of a window, or of some providers in it."""
    command = Reopen(window_code=world.code, provider_codes=codes, reason=ReopeningReason.REPRESENTATION)
    with inserting(world.engine) as session:
        return reopen(Act(session, world.cast.lead, at), command)
