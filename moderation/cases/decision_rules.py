"""Says which decisions a case allows now: checked when one is proposed, and again when it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from moderation.cases.accreditation import refuse_from_here
from moderation.cases.decision_records import DecisionKind
from moderation.cases.find import CaseStanding
from moderation.cases.grounds import refuse_unsupported
from moderation.cases.records import Ground
from moderation.cases.remedies import actions_of_case
from moderation.cases.remedy_records import Verdict
from moderation.errors import Conflict, Step, Verb

K = DecisionKind

# What may follow what the case stands at; None is a case in which nothing was decided yet.
NEXT: Mapping[DecisionKind | None, frozenset[DecisionKind]] = MappingProxyType(
    {
        None: frozenset({K.NO_ACTION, K.NOTICE_OF_REMEDIAL_ACTION, K.REVOCATION}),
        K.NOTICE_OF_REMEDIAL_ACTION: frozenset({K.NOTICE_OF_REMEDIAL_ACTION, K.REMEDIAL_ACTION_ACCEPTED, K.REVOCATION}),
        K.REVOCATION: frozenset({K.APPEAL_ALLOWED, K.APPEAL_DISMISSED}),
        K.NO_ACTION: frozenset(),
        K.REMEDIAL_ACTION_ACCEPTED: frozenset(),
        K.APPEAL_ALLOWED: frozenset(),
        K.APPEAL_DISMISSED: frozenset(),
    }
)
OF_THE_PANEL = (K.APPEAL_ALLOWED, K.APPEAL_DISMISSED)


def refuse_unfit(
    session: Session, standing: CaseStanding, *, kind: DecisionKind, ground: Ground | None, now: datetime
) -> None:
    """Refuse a decision that the case, its actions, its evidence or the accreditation do not allow now."""
    if kind not in NEXT[standing.in_force]:
        raise Conflict(_does_not_follow(standing.in_force), field="kind")
    if kind in OF_THE_PANEL and (standing.last is None or standing.last.appeal is None):
        raise Conflict("No appeal is lodged: the panel decides only on an appeal of the provider.", field="kind")
    refuse_from_here(session, standing.provider, kind)
    if kind is K.REMEDIAL_ACTION_ACCEPTED:
        _refuse_open_actions(session, standing)
    if ground is not None:
        refuse_unsupported(session, standing, ground, now=now)


def _does_not_follow(held: DecisionKind | None) -> str:
    allowed = sorted(kind.in_a_sentence for kind in NEXT[held])
    if not allowed:
        last = held.in_a_sentence if held else "nothing"
        return f"This case is closed by {last}: no decision follows, and none is appealed."
    after = f"After {held.in_a_sentence}" if held else "In a case in which nothing is decided yet"
    return f"{after} what may be proposed is {', '.join(allowed)}."


def _refuse_open_actions(session: Session, standing: CaseStanding) -> None:
    open_actions = [
        each.action.number
        for each in actions_of_case(session, standing.case.id)
        if each.verdict in (None, Verdict.NOT_TAKEN)
    ]
    if open_actions:
        listed = ", ".join(map(str, open_actions))
        raise Conflict(
            f"Remedial action {listed} is not judged to be taken: judge every action first.",
            then=Step(Verb.JUDGE_REMEDY),
        )
