"""Builds drawn windows and settles their scripts by inserting records, for tests of what comes after marking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from moderation.audit.act import Act
from moderation.database.clock import fixed_clock
from moderation.draws.draw_window import DrawWindow, draw_window
from moderation.draws.extend_sample import ExtendSample, extend_sample
from moderation.draws.find import origin_of, sample_of
from moderation.draws.records import Purpose, SampledScript
from moderation.marking.records import SettledHow, Settlement
from moderation.providers.records import provider_by_code
from moderation.returns.records import Outcome, Result
from moderation.scripts.records import ScriptEvent, ScriptEventKind, ScriptReason
from moderation.windows.records import window_by_code
from tests import builders
from tests.builders import Cast, Line
from tests.inserting import inserting
from tests.records import every_record

# A settlement refers to records that nothing here would import otherwise.
every_record()
SETTLED = builders.later(builders.DRAWN, days=30)
SIGNED = builders.later(builders.DRAWN, days=60)
OTHER = {Outcome.PASS: Outcome.FAIL, Outcome.FAIL: Outcome.PASS}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A database with a window whose frames are drawn."""

    engine: Engine
    cast: Cast
    code: str = "2014J"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def sample(self, session: Session, provider_code: str, *, purpose: Purpose = Purpose.METRIC) -> list[SampledScript]:
        """Return a provider's sampled scripts of one purpose in the order of their tickets."""
        origin = origin_of(session, provider_code=provider_code, window_code=self.code)
        return [each for each in sample_of(session, origin.frame.id) if each.purpose is purpose]

    def extend(self, provider_code: str, *, to: int, at: datetime) -> None:
        """Extend a sample."""
        command = ExtendSample(provider_code=provider_code, window_code=self.code, to=to)
        with inserting(self.engine) as session:
            extend_sample(Act(session, self.cast.official, at), command, key=self.key)


def drawn_window(
    engine: Engine,
    frames: Mapping[str, Sequence[Line]],
    *,
    policy: Mapping[str, str] | None = None,
    key: Ed25519PrivateKey | None = None,
) -> Drawn:
    """Make a window of some providers with these results, frozen, seeded and drawn."""
    with inserting(engine) as session:
        cast = builders.make_cast(session)
        providers = [builders.make_provider(session, code) for code in frames]
        window = builders.make_window(session, cast, providers=providers, policy=policy)
        world = Drawn(engine, cast, window.code, key or Ed25519PrivateKey.generate())
        assert cast.official.person_id is not None
        for provider in providers:
            builders.freeze(session, window, provider, lines=frames[provider.code], by=cast.official.person_id)
        builders.record_seed(session, window, cast)
        if any(frames.values()):
            clock = fixed_clock(builders.DRAWN)
            draw_window(Act(session, cast.official, clock()), DrawWindow(window.code), key=world.key)
    return world


def settle(
    session: Session, script: SampledScript, *, by: int, overturn: bool = False, at: datetime = SETTLED
) -> Settlement:
    """Insert the national outcome of a script: the provider's own, or the other."""
    result = session.get_one(Result, (script.return_id, script.row))
    assert result.outcome is not None
    held = session.scalars(select(Settlement).where(Settlement.sampled_script_id == script.id)).all()
    settlement = Settlement(
        sampled_script_id=script.id,
        sequence=len(held) + 1,
        national_outcome=OTHER[result.outcome] if overturn else result.outcome,
        how=SettledHow.FIRST_AGREED,
        settled_by=by,
        settled_at=at,
    )
    session.add(settlement)
    session.flush()
    return settlement


def settle_sample(
    world: Drawn, provider_code: str, *, overturned: int = 0, missing: int = 0, excluded: int = 0, pending: int = 0
) -> None:
    """Settle a provider's metric sample: the first in ticket order overturned, the next missing, and so on."""
    lead = world.cast.lead.person_id
    assert lead is not None
    with inserting(world.engine) as session:
        scripts = world.sample(session, provider_code)
        fates = ["overturned"] * overturned + ["missing"] * missing + ["excluded"] * excluded + ["pending"] * pending
        fates += ["upheld"] * (len(scripts) - len(fates))
        for script, fate in zip(scripts, fates, strict=True):
            if fate == "missing":
                declare_missing(session, script, by=lead)
            elif fate == "excluded":
                exclude(session, script, cast=world.cast)
            elif fate != "pending":
                settle(session, script, by=lead, overturn=fate == "overturned")


def declare_missing(session: Session, script: SampledScript, *, by: int, at: datetime = SETTLED) -> None:
    """Insert that a script was not supplied."""
    session.add(
        ScriptEvent(
            sampled_script_id=script.id,
            kind=ScriptEventKind.DECLARED_MISSING,
            reason_code=ScriptReason.NOT_KEPT,
            recorded_by=by,
            recorded_at=at,
        )
    )
    session.flush()


def supply(session: Session, script: SampledScript, *, by: int, at: datetime = SETTLED) -> None:
    """Insert that a script was supplied."""
    session.add(
        ScriptEvent(
            sampled_script_id=script.id,
            kind=ScriptEventKind.SUPPLIED,
            sha256="0" * 64,
            byte_count=1,
            recorded_by=by,
            recorded_at=at,
        )
    )
    session.flush()


def exclude(session: Session, script: SampledScript, *, cast: Cast, at: datetime = SETTLED) -> None:
    """Insert that two officials excluded a script."""
    proposal = ScriptEvent(
        sampled_script_id=script.id,
        kind=ScriptEventKind.EXCLUSION_PROPOSED,
        reason_code=ScriptReason.RESULT_VOIDED,
        recorded_by=cast.official.person_id,
        recorded_at=at,
    )
    session.add(proposal)
    session.flush()
    session.add(
        ScriptEvent(
            sampled_script_id=script.id,
            kind=ScriptEventKind.EXCLUSION_APPROVED,
            proposal_id=proposal.id,
            proposed_by=cast.official.person_id,
            recorded_by=cast.witness.person_id,
            recorded_at=at,
        )
    )
    session.flush()


def ids(session: Session, provider_code: str, window_code: str) -> tuple[int, int]:
    """Return the numbers of a provider and a window."""
    return provider_by_code(session, provider_code).id, window_by_code(session, window_code).id
