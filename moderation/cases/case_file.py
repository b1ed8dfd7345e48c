"""Sums up a case for the officials who decide: evidence for and against each ground, and no conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.cases.find import CaseStanding, case_standing
from moderation.cases.records import CONSIDERED, Evidence, EvidenceKind, Ground, Side
from moderation.cases.remedies import ActionStanding, actions_of_case, said_on_actions
from moderation.cases.standing_evidence import held_by
from moderation.texts.shown import Words, shown


@dataclass(frozen=True, slots=True)
class Weighed:
    """The evidence on one ground, or on the case as a whole where there is none."""

    ground: Ground | None
    supporting: tuple[Evidence, ...]
    opposing: tuple[Evidence, ...]

    @property
    def sentence(self) -> str:
        """Say what there is, never what follows from it."""
        about = "the case as a whole" if self.ground is None else f"the ground {self.ground.in_a_sentence}"
        return f"On {about}: {len(self.supporting)} for, {len(self.opposing)} against. People decide."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case, its evidence by ground, its actions, and the words written in it by the records' identifiers.

    `no_longer_holds` is what was gathered and is no more what the records say: shown, and counted nowhere.
    `said_on` names, by the action, what the provider showed and what people made of it, oldest first.
    """

    standing: CaseStanding
    grounds: tuple[Weighed, ...]
    no_longer_holds: tuple[Evidence, ...]
    actions: tuple[ActionStanding, ...]
    said_on: dict[UUID, tuple[UUID, ...]]
    not_considered: tuple[EvidenceKind, ...]
    words: dict[UUID, Words]


def case_file(session: Session, case_id: UUID) -> CaseFile:
    """Return a case with its evidence, and the kinds of evidence of section 4 of source 000 that it lacks."""
    standing = case_standing(session, case_id)
    held = held_by(session, standing.case)
    actions = actions_of_case(session, standing.case.id)
    said_on = said_on_actions(session, standing.case.id)
    written = [standing.case.public_id]
    # The words of a record that was gathered are the record's own: a provider's reasons, or its report.
    written += [
        each.public_id if each.source_id is None else UUID(each.source_id) for each in (*held.holding, *held.no_longer)
    ]
    for action in actions:
        written += [action.action.public_id, *said_on.get(action.action.public_id, ())]
    for taken in standing.decisions:
        written.append(taken.decision.public_id)
        if taken.appeal is not None:
            written.append(taken.appeal.public_id)
    kinds = {each.kind for each in held.holding}
    return CaseFile(
        standing=standing,
        grounds=tuple(_weighed(held.holding, ground) for ground in (*Ground, None)),
        no_longer_holds=held.no_longer,
        actions=actions,
        said_on=said_on,
        not_considered=tuple(kind for kind in CONSIDERED if kind not in kinds),
        words=shown(session, written),
    )


def _weighed(held: tuple[Evidence, ...], ground: Ground | None) -> Weighed:
    on_it = [each for each in held if each.ground is ground]
    return Weighed(
        ground=ground,
        supporting=tuple(each for each in on_it if each.side is Side.FOR),
        opposing=tuple(each for each in on_it if each.side is Side.AGAINST),
    )
