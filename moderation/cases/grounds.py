"""What a ground of serious underperformance needs before anybody may decide on it: records, both sides, new facts."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.cases.decision_records import DecisionKind
from moderation.cases.find import CaseStanding, cases
from moderation.cases.gathering import found_for
from moderation.cases.records import Evidence, Ground, Side
from moderation.cases.standing_evidence import held_by, not_yet_held
from moderation.errors import Conflict, Step, Verb

# A record and what it said.
Word = tuple[str | None, str]


def refuse_unsupported(session: Session, standing: CaseStanding, ground: Ground, *, now: datetime) -> None:
    """Refuse a ground that no record supports, and any while the case lacks what the records say on either side."""
    held = held_by(session, standing.case)
    if not_yet_held(held, found_for(session, standing.provider.id, now=now)):
        raise Conflict(
            "The records say what this case does not hold: gather the evidence first, so that both sides lie before "
            "whoever decides.",
            then=Step(Verb.GATHER_EVIDENCE),
        )
    # A note stands beside the records and weighs with them; alone it supports no ground.
    supporting = {
        (each.source_id, each.facts)
        for each in held.holding
        if each.ground is ground and each.side is Side.FOR and each.source_id is not None
    }
    if not supporting:
        raise Conflict(
            f"The case holds no evidence from the records for the ground {ground.in_a_sentence}. A case rests on "
            "conduct, never on the figure alone: gather the evidence first.",
            field="ground",
            then=Step(Verb.GATHER_EVIDENCE),
        )
    if supporting <= _judged_by_a_panel(session, standing, ground):
        raise Conflict(
            f"An independent panel allowed the appeal on these facts, and its word is final: the ground "
            f"{ground.in_a_sentence} needs new ones.",
            field="ground",
        )


def _judged_by_a_panel(session: Session, standing: CaseStanding, ground: Ground) -> set[Word]:
    """Return what supported a ground in the provider's cases when a panel took the revocation on it back."""
    judged: set[Word] = set()
    for each in cases(session, provider_code=standing.provider.code):
        confirmed = each.confirmed
        for revoked, word in pairwise(confirmed):
            allowed = word.decision.kind is DecisionKind.APPEAL_ALLOWED and revoked.decision.ground is ground
            if allowed and revoked.confirmation is not None:
                judged |= _supporting(session, each.case.id, ground, until=revoked.confirmation.confirmed_at)
    return judged


def _supporting(session: Session, case_id: int, ground: Ground, *, until: datetime) -> set[Word]:
    wanted = select(Evidence.source_id, Evidence.facts).where(
        Evidence.case_id == case_id,
        Evidence.ground == ground,
        Evidence.side == Side.FOR,
        Evidence.source_id.is_not(None),
        Evidence.gathered_at <= until,
    )
    return {(source_id, facts) for source_id, facts in session.execute(wanted)}
