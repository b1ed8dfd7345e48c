"""The history of sampled scripts in marking: loaded in a few queries, for one script or a whole window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from moderation.draws.records import Draw, SampledScript
from moderation.marking.allocation_records import Allocation, AllocationEnd, MarkingRole
from moderation.marking.correcting import correctable_until
from moderation.marking.decoys import decoy_ranks
from moderation.marking.judgement_records import Adjudication, Judgement
from moderation.marking.records import Settlement
from moderation.marking.rules import Adjudicated, Course, Judged
from moderation.providers.records import Provider
from moderation.returns.records import Frame, Outcome, Result
from moderation.windows.policy import policy_of
from moderation.windows.records import Window
from moderation.windows.seed_records import Seed
from sampling.ratio import Ratio


@dataclass(slots=True)
class Given:
    """An allocation, the judgements submitted for it in order, and its end if it was taken back."""

    allocation: Allocation
    end: AllocationEnd | None
    judgements: list[Judgement] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether a judgement is still awaited."""
        return self.end is None and not self.judgements

    def judged(self) -> Judged | None:
        """Return the judgement after its corrections."""
        if not self.judgements:
            return None
        last = self.judgements[-1]
        return Judged(
            outcome=last.outcome,
            mark=last.total_mark,
            max_mark=last.max_mark,
            total_misleads=any(each.total_misleads for each in self.judgements),
            earlier=tuple(each.outcome for each in self.judgements[:-1]),
        )


@dataclass(slots=True)
class ScriptHistory:
    """A sampled script with all that happened to it in marking; what is the provider's never goes to a moderator."""

    script: SampledScript
    provider_code: str
    window: Window
    qualification: str
    participant_ref: str
    provider_outcome: Outcome
    provider_mark: int | None
    provider_max_mark: int | None
    is_decoy: bool
    given: list[Given] = field(default_factory=list)
    adjudications: list[Adjudication] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)

    def role(self, role: MarkingRole) -> Given | None:
        """Return the allocation of a role that is judged, or still open."""
        held = [each for each in self.given if each.allocation.role is role and each.end is None]
        return held[-1] if held else None

    def people(self) -> set[int]:
        """Return who took part: who ever had this script, also if they gave it back, or decided on it."""
        had_it = {each.allocation.moderator_id for each in self.given}
        return had_it | {each.decided_by for each in self.adjudications}

    def deciders(self) -> set[int]:
        """Return who had a part in the outcome: who took part in marking it, imported it, or settled it."""
        return self.people() | {
            person for each in self.settlements for person in (each.settled_by, each.proposed_by) if person is not None
        }

    def may_be_corrected(self, at: datetime) -> bool:
        """Tell whether a judgement of this script may still be corrected: until then it settles nothing."""
        return any(at < correctable_until(each.judgements[0].submitted_at) for each in self.given if each.judgements)

    def course(self) -> Course:
        """Return what bears on the outcome, for the rules."""
        first, second, third = (held.judged() if held else None for held in (self.role(role) for role in MarkingRole))
        return Course(
            provider_outcome=self.provider_outcome,
            is_decoy=self.is_decoy,
            first=first,
            second=second,
            third=third,
            adjudications=[
                Adjudicated(each.decision, each.outcome, each.mark, each.max_mark) for each in self.adjudications
            ],
        )


def history_of(session: Session, script: SampledScript) -> ScriptHistory:
    """Return the history of one script."""
    (history,) = _load(session, SampledScript.id == script.id)
    return history


def given_of(session: Session, allocation: Allocation) -> Given:
    """Return an allocation with its judgements and its end."""
    wanted = select(Allocation, AllocationEnd, Judgement).where(Allocation.id == allocation.id)
    rows = session.execute(_with_judgements(wanted)).all()
    return Given(allocation, rows[0][1], [row[2] for row in rows if row[2] is not None])


def histories_judged_twice(session: Session, window: Window) -> list[ScriptHistory]:
    """Return the histories of the scripts of a window that two judged and nobody settled, in the order of aliases."""
    twice = (
        select(Judgement.id)
        .join(Allocation, Allocation.id == Judgement.allocation_id)
        .where(Allocation.sampled_script_id == SampledScript.id, Allocation.role == MarkingRole.SECOND)
        .correlate(SampledScript)
        .exists()
    )
    settled = select(Settlement.id).where(Settlement.sampled_script_id == SampledScript.id).correlate(SampledScript)
    found = _load(session, and_(Frame.window_id == window.id, twice, ~settled.exists()))
    return sorted(found, key=lambda history: history.script.alias)


def histories_of(session: Session, window: Window) -> list[ScriptHistory]:
    """Return the histories of all scripts sampled in a window, in the order of their aliases, which is random."""
    return sorted(_load(session, Frame.window_id == window.id), key=lambda history: history.script.alias)


def _load(session: Session, chosen: ColumnElement[bool]) -> list[ScriptHistory]:
    statement = (
        select(SampledScript, Provider.code, Window, Result, Draw.number, Draw.sample_count, Seed.seed)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .join(Draw, Draw.id == SampledScript.draw_id)
        .join(Seed, Seed.id == Draw.seed_id)
        .join(Result, (Result.return_id == SampledScript.return_id) & (Result.row == SampledScript.row))
        .where(chosen)
    )
    rows = session.execute(statement).all()
    ends = _ends_of_draws(session, {row[0].frame_id for row in rows})
    shares: dict[int, Ratio] = {}
    histories = {}
    for script, provider_code, window, result, number, up_to, seed in rows:
        # Only final results are sampled, and the database gives each an outcome.
        assert result.outcome is not None
        if window.id not in shares:
            shares[window.id] = policy_of(session, window).second_marking_share
        decoys = decoy_ranks(
            provider_code,
            window.code,
            seed=seed,
            draw_number=number,
            beyond=ends.get((script.frame_id, number - 1), 0),
            up_to=up_to,
            share=shares[window.id],
        )
        histories[script.id] = ScriptHistory(
            script=script,
            provider_code=provider_code,
            window=window,
            qualification=result.qualification,
            participant_ref=result.participant_ref,
            provider_outcome=result.outcome,
            provider_mark=result.final_mark,
            provider_max_mark=result.max_mark,
            is_decoy=script.rank in decoys,
        )
    _add_marking(session, histories, chosen)
    return list(histories.values())


def _ends_of_draws(session: Session, frame_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    statement = select(Draw.frame_id, Draw.number, Draw.sample_count).where(Draw.frame_id.in_(list(frame_ids)))
    return {(row[0], row[1]): row[2] for row in session.execute(statement)}


def _add_marking(session: Session, histories: dict[int, ScriptHistory], chosen: ColumnElement[bool]) -> None:
    given: dict[int, Given] = {}
    allocated = _among(select(Allocation, AllocationEnd, Judgement), Allocation.sampled_script_id, chosen)
    for allocation, end, judgement in session.execute(_with_judgements(allocated)):
        if allocation.id not in given:
            given[allocation.id] = Given(allocation, end)
            histories[allocation.sampled_script_id].given.append(given[allocation.id])
        if judgement is not None:
            given[allocation.id].judgements.append(judgement)
    adjudicated = _among(select(Adjudication), Adjudication.sampled_script_id, chosen).order_by(Adjudication.id)
    for adjudication in session.scalars(adjudicated):
        histories[adjudication.sampled_script_id].adjudications.append(adjudication)
    outcomes = _among(select(Settlement), Settlement.sampled_script_id, chosen).order_by(Settlement.sequence)
    for settlement in session.scalars(outcomes):
        histories[settlement.sampled_script_id].settlements.append(settlement)


def _with_judgements(allocated: Any) -> Any:
    return (
        allocated.outerjoin(AllocationEnd, AllocationEnd.allocation_id == Allocation.id)
        .outerjoin(Judgement, Judgement.allocation_id == Allocation.id)
        .order_by(Allocation.id, Judgement.number)
    )


def _among(statement: Any, script_id: Any, chosen: ColumnElement[bool]) -> Any:
    return (
        statement.join(SampledScript, SampledScript.id == script_id)
        .join(Frame, Frame.id == SampledScript.frame_id)
        .where(chosen)
    )
