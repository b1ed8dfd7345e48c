"""Scripts that were asked for, and the actions on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from moderation.access.actor import Actor
from moderation.access.permissions import Role
from moderation.audit.act import Act
from moderation.database.transaction import reading
from moderation.draws.find import Sampled, samples
from moderation.providers.records import provider_by_code
from moderation.scripts.exclude_script import (
    ApproveExclusion,
    ProposeExclusion,
    RefuseExclusion,
    approve_exclusion,
    propose_exclusion,
    refuse_exclusion,
)
from moderation.scripts.records import ScriptEvent, ScriptReason, events_of
from moderation.scripts.state import ScriptState, state_of
from moderation.scripts.supply_script import (
    DeclareMissing,
    GiveMoreTime,
    SupplyScript,
    TakeBackReceipt,
    declare_missing,
    give_more_time,
    supply_script,
    take_back_receipt,
)
from moderation.windows.records import window_by_code
from tests import builders
from tests.builders import DRAWN
from tests.draws.frozen import WINDOW, World
from tests.inserting import inserting


@dataclass(frozen=True, slots=True)
class Desk:
    """Where what happens to scripts is recorded."""

    world: World

    def sampled(self, code: str = "CCC", place: int = 0) -> Sampled:
        """Return a provider's sampled script by its place in ticket order."""
        with reading(self.world.engine) as session:
            return list(samples(session, window_by_code(session, WINDOW), provider_code=code))[place]

    def state(self, sampled: Sampled) -> ScriptState:
        """Return where a script stands."""
        with reading(self.world.engine) as session:
            return state_of(events_of(session, sampled.script), due_on=sampled.script.due_on)

    def staff_of(self, code: str) -> Actor:
        """Return one of a provider's own people."""
        with inserting(self.world.engine) as session:
            provider = provider_by_code(session, code)
            return builders.make_person(session, Role.PROVIDER, f"staff@{code.lower()}.example", provider=provider)

    def supply(
        self,
        script: UUID,
        *,
        actor: Actor | None = None,
        at: datetime = DRAWN,
        sha256: str | None = None,
        byte_count: int | None = None,
    ) -> ScriptEvent:
        """Record a script as supplied."""
        with inserting(self.world.engine) as session:
            command = SupplyScript(script_id=script, sha256=sha256, byte_count=byte_count)
            return supply_script(Act(session, actor or self.world.cast.lead, at), command)

    def take_back(
        self,
        script: UUID,
        reason: ScriptReason = ScriptReason.RECORDED_BY_MISTAKE,
        *,
        actor: Actor | None = None,
        at: datetime = DRAWN,
    ) -> ScriptEvent:
        """Take a receipt back."""
        with inserting(self.world.engine) as session:
            command = TakeBackReceipt(script, reason)
            return take_back_receipt(Act(session, actor or self.world.cast.lead, at), command)

    def miss(
        self, script: UUID, reason: ScriptReason, *, actor: Actor | None = None, at: datetime = DRAWN
    ) -> ScriptEvent:
        """Record a script as missing."""
        with inserting(self.world.engine) as session:
            command = DeclareMissing(script, reason)
            return declare_missing(Act(session, actor or self.world.cast.lead, at), command)

    def give_time(self, script: UUID, due_on: date) -> ScriptEvent:
        """Give more time for a script."""
        with inserting(self.world.engine) as session:
            command = GiveMoreTime(script, due_on)
            return give_more_time(Act(session, self.world.cast.lead, DRAWN), command)

    def propose(self, script: UUID, reason: ScriptReason = ScriptReason.RESULT_VOIDED) -> ScriptEvent:
        """Propose that a script is excluded."""
        with inserting(self.world.engine) as session:
            command = ProposeExclusion(script, reason)
            return propose_exclusion(Act(session, self.world.cast.official, DRAWN), command)

    def approve(self, script: UUID, *, actor: Actor | None = None) -> ScriptEvent:
        """Approve an exclusion."""
        with inserting(self.world.engine) as session:
            command = ApproveExclusion(script)
            return approve_exclusion(Act(session, actor or self.world.cast.witness, DRAWN), command)

    def refuse(self, script: UUID, *, actor: Actor | None = None) -> ScriptEvent:
        """Refuse an exclusion."""
        with inserting(self.world.engine) as session:
            command = RefuseExclusion(script)
            return refuse_exclusion(Act(session, actor or self.world.cast.witness, DRAWN), command)
