"""Scripts that are here, and the people who judge them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine, select

from moderation.access.actor import Actor
from moderation.audit.act import Act
from moderation.database.transaction import reading
from moderation.draws.find import samples
from moderation.marking.adjudicate import Adjudicate, Readjudicate, adjudicate, readjudicate
from moderation.marking.allocate import Allocate, Allocated, allocate
from moderation.marking.allocation_records import Allocation, AllocationEndReason, InterestKind, MarkingRole
from moderation.marking.end_allocation import SendBack, send_back
from moderation.marking.history import ScriptHistory, histories_of
from moderation.marking.import_outcomes import Imported, ImportOutcomes, import_outcomes
from moderation.marking.interests import DeclareInterest, declare_interest
from moderation.marking.judge import CorrectJudgement, Judge, correct_judgement, judge
from moderation.marking.judgement_records import Adjudication, AdjudicationDecision, Judgement
from moderation.marking.records import Settlement
from moderation.marking.scoring import Marking
from moderation.marking.settle import NewlySettled, SettleOutcomes, settle_outcomes
from moderation.returns.records import Outcome
from moderation.scripts.records import ScriptEvent, ScriptEventKind
from moderation.scripts.seal_records import turn_seals
from moderation.windows.records import window_by_code
from tests import builders
from tests.builders import DRAWN
from tests.draws.frozen import WINDOW, World, drawn_world
from tests.inserting import inserting

OTHER = {Outcome.PASS: Outcome.FAIL, Outcome.FAIL: Outcome.PASS}
MARKED = builders.later(DRAWN, days=10)
# When no judgement of MARKED may be corrected any more.
STANDS = builders.later(MARKED, days=2)


@dataclass(frozen=True, slots=True)
class Table:
    """Where moderators sit."""

    world: World

    def histories(self) -> list[ScriptHistory]:
        """Return the histories of all scripts."""
        with reading(self.world.engine) as session:
            return histories_of(session, window_by_code(session, WINDOW))

    def history(self, script_id: int) -> ScriptHistory:
        """Return the history of one script."""
        return next(each for each in self.histories() if each.script.id == script_id)

    def plain(self) -> ScriptHistory:
        """Return a script that is no decoy and not allocated."""
        return next(each for each in self.histories() if not each.is_decoy and not each.given)

    def plain_or_given(self) -> ScriptHistory:
        """Return a script that is no decoy, given to somebody or not."""
        return next(each for each in self.histories() if not each.is_decoy)

    def decoy(self) -> ScriptHistory:
        """Return a script that is a decoy."""
        return next(each for each in self.histories() if each.is_decoy)

    def allocate(self, *, emails: tuple[str, ...] = (), at: datetime = DRAWN) -> Allocated:
        """Give out what waits."""
        with inserting(self.world.engine) as session:
            command = Allocate(WINDOW, emails)
            return allocate(Act(session, self.world.cast.lead, at), command)

    def holder(self, script_id: int, role: MarkingRole = MarkingRole.FIRST) -> tuple[Actor, UUID]:
        """Return who holds a script in a role, and the allocation."""
        with reading(self.world.engine) as session:
            allocation = session.scalars(
                select(Allocation)
                .where(Allocation.sampled_script_id == script_id, Allocation.role == role)
                .order_by(Allocation.id.desc())
            ).first()
        assert allocation is not None
        actor = next(each for each in self.world.cast.moderators if each.person_id == allocation.moderator_id)
        return actor, allocation.public_id

    def judge(
        self,
        script_id: int,
        outcome: Outcome,
        *,
        role: MarkingRole = MarkingRole.FIRST,
        marking: Marking | None = None,
        at: datetime = MARKED,
    ) -> Judgement:
        """Judge a script in a role as whoever holds it."""
        actor, allocation = self.holder(script_id, role)
        return self.judge_as(actor, allocation, marking or Marking(outcome=outcome, mark=51, max_mark=97), at=at)

    def judge_as(self, actor: Actor, allocation: UUID, marking: Marking, *, at: datetime = MARKED) -> Judgement:
        """Judge an allocation as somebody."""
        with inserting(self.world.engine) as session:
            return judge(Act(session, actor, at), Judge(allocation, marking))

    def correct(
        self, script_id: int, marking: Marking, *, role: MarkingRole = MarkingRole.FIRST, at: datetime = MARKED
    ) -> Judgement:
        """Correct a judgement as whoever made it."""
        actor, allocation = self.holder(script_id, role)
        with inserting(self.world.engine) as session:
            command = CorrectJudgement(allocation, marking)
            return correct_judgement(Act(session, actor, at), command)

    def second(self, script_id: int, outcome: Outcome) -> Judgement:
        """Give out what waits and judge a script as its second."""
        self.allocate()
        return self.judge(script_id, outcome, role=MarkingRole.SECOND)

    def send_back(self, script_id: int, reason: AllocationEndReason = AllocationEndReason.RECOGNISED) -> None:
        """Send a script back as whoever holds it."""
        actor, allocation = self.holder(script_id)
        with inserting(self.world.engine) as session:
            send_back(Act(session, actor, MARKED), SendBack(allocation, reason))

    def disputed(self) -> ScriptHistory:
        """Give out what waits and have a script judged twice, each time otherwise."""
        script = self.plain()
        self.allocate()
        self.judge(script.script.id, OTHER[script.provider_outcome])
        self.second(script.script.id, script.provider_outcome)
        return script

    def declare(self, actor: Actor, kind: InterestKind, code: str, *, at: datetime = DRAWN) -> UUID:
        """Declare an interest as somebody."""
        with inserting(self.world.engine) as session:
            return declare_interest(Act(session, actor, at), DeclareInterest(kind, code)).public_id

    def adjudicate(
        self,
        history: ScriptHistory,
        decision: AdjudicationDecision,
        outcome: Outcome | None = None,
        *,
        actor: Actor | None = None,
        at: datetime = STANDS,
    ) -> Adjudication:
        """Decide on a script as a lead moderator."""
        command = Adjudicate(
            script_id=history.script.public_id, decision=decision, reason="Both looked at again.", outcome=outcome
        )
        with inserting(self.world.engine) as session:
            return adjudicate(Act(session, actor or self.world.cast.lead, at), command)

    def settle(self, *, at: datetime = STANDS) -> tuple[NewlySettled, ...]:
        """Settle what is due."""
        with inserting(self.world.engine) as session:
            command = SettleOutcomes(WINDOW)
            return settle_outcomes(Act(session, self.world.cast.lead, at), command)

    def turn_seal(self, history: ScriptHistory, *, at: datetime = STANDS) -> None:
        """Sign off the provider whose script it is, or reopen what was signed off."""
        assert self.world.cast.lead.person_id is not None
        with inserting(self.world.engine) as session:
            turn_seals(session, [history.script.frame_id], by=self.world.cast.lead.person_id, at=at)

    def readjudicate(
        self, history: ScriptHistory, outcome: Outcome, *, actor: Actor | None = None, at: datetime = STANDS
    ) -> Settlement:
        """Decide anew on a settled script."""
        command = Readjudicate(script_id=history.script.public_id, outcome=outcome, reason="The provider was right.")
        with inserting(self.world.engine) as session:
            return readjudicate(Act(session, actor or self.world.cast.other_lead, at), command)

    def import_file(self, text: str | bytes, *, actor: Actor | None = None, other_maximum: bool = False) -> Imported:
        """Import a file of outcomes."""
        file = io.BytesIO(text.encode() if isinstance(text, str) else text)
        with inserting(self.world.engine) as session:
            command = ImportOutcomes(WINDOW, file, other_maximum)
            return import_outcomes(Act(session, actor or self.world.cast.lead, MARKED), command)


def supplied_world(engine: Engine, *, policy: dict[str, str] | None = None) -> Table:
    """Make a window whose sampled scripts are all here; unless said, without standardisation."""
    world = drawn_world(engine, policy={"standardisation_required": "no", **(policy or {})})
    with inserting(engine) as session:
        found = list(samples(session, window_by_code(session, WINDOW)))
        session.add_all(
            ScriptEvent(
                sampled_script_id=each.script.id,
                kind=ScriptEventKind.SUPPLIED,
                recorded_by=world.cast.lead.person_id,
                recorded_at=DRAWN,
            )
            for each in found
        )
    return Table(world)
