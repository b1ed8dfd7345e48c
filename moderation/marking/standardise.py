"""Standardisation before live work: rounds of agreed scripts, and which moderators passed one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Fault, NotFound, Rejected
from moderation.marking.standardisation_records import LONGEST_NAME, StandardisationJudgement, StandardisationScript
from moderation.providers.records import known_qualifications
from moderation.returns.records import Outcome


@dataclass(frozen=True, slots=True)
class AgreedScript:
    """A script on whose outcome the lead moderators agreed."""

    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AddStandardisationRound:
    """The next round of a qualification: all its scripts at once, so that nobody's pass changes afterwards."""

    qualification: str
    scripts: Sequence[AgreedScript]


@dataclass(frozen=True, slots=True)
class JudgeStandardisation:
    """A moderator's outcome for a standardisation script."""

    script_id: UUID
    outcome: Outcome


def add_standardisation_round(act: Act, command: AddStandardisationRound) -> list[StandardisationScript]:
    """Record a round of standardisation scripts; moderators who failed an earlier round may try this one."""
    person = act.permit_person(Permission.LOAD_SCHEME)
    session = act.session
    faults = _faults(command, known=set(known_qualifications(session)))
    if faults:
        raise Rejected(faults)
    newest = select(func.max(StandardisationScript.round_number)).where(
        StandardisationScript.qualification == command.qualification
    )
    number = (session.scalar(newest) or 0) + 1
    scripts = [
        StandardisationScript(
            qualification=command.qualification,
            round_number=number,
            name=each.name.strip(),
            agreed_outcome=each.outcome,
            added_by=person,
            created_at=act.at,
        )
        for each in command.scripts
    ]
    session.add_all(scripts)
    session.flush()
    act.log(
        Happened.STANDARDISATION_ROUND_ADDED,
        Subject("qualification", command.qualification),
        details={"round": number, "scripts_count": len(scripts)},
    )
    return scripts


def judge_standardisation(act: Act, command: JudgeStandardisation) -> StandardisationJudgement:
    """Record a moderator's judgement of a standardisation script; it does not say whether it agrees."""
    person = act.permit_person(Permission.JUDGE)
    session = act.session
    script = session.scalar(select(StandardisationScript).where(StandardisationScript.public_id == command.script_id))
    if script is None:
        raise NotFound("There is no such standardisation script.")
    mine = select(StandardisationJudgement.id).where(
        StandardisationJudgement.script_id == script.id, StandardisationJudgement.moderator_id == person
    )
    if session.scalar(mine) is not None:
        raise Conflict("You have judged this standardisation script already. It is judged once.")
    judgement = StandardisationJudgement(
        script_id=script.id, moderator_id=person, outcome=command.outcome, submitted_at=act.at
    )
    session.add(judgement)
    session.flush()
    act.log(
        Happened.STANDARDISATION_JUDGED,
        Subject("standardisation_judgement", judgement.public_id),
        details={"qualification": script.qualification, "round": script.round_number},
    )
    return judgement


def standardised(session: Session, person_ids: Iterable[int]) -> set[tuple[int, str]]:
    """Return which moderators passed for which qualifications: every script of one round, all as agreed."""
    script, judgement = StandardisationScript, StandardisationJudgement
    rounds = select(script.qualification, script.round_number, func.count()).group_by(
        script.qualification, script.round_number
    )
    asked = {(row[0], row[1]): row[2] for row in session.execute(rounds)}
    agreed = (
        select(judgement.moderator_id, script.qualification, script.round_number, func.count())
        .join(script, script.id == judgement.script_id)
        .where(judgement.moderator_id.in_(list(person_ids)), judgement.outcome == script.agreed_outcome)
        .group_by(judgement.moderator_id, script.qualification, script.round_number)
    )
    return {(row[0], row[1]) for row in session.execute(agreed) if row[3] == asked[(row[1], row[2])]}


def _faults(command: AddStandardisationRound, *, known: set[str]) -> list[Fault]:
    faults = []
    if command.qualification not in known:
        sentence = f"There is no such qualification. There are {', '.join(sorted(known))}."
        faults.append(Fault(sentence, column="qualification", value=command.qualification))
    if not command.scripts:
        faults.append(Fault("A round has at least one script.", column="scripts"))
    names: set[str] = set()
    for number, each in enumerate(command.scripts, start=1):
        name = each.name.strip()
        if not (1 <= len(name) <= LONGEST_NAME and name.isprintable()):
            sentence = f"A name is one line of 1 to {LONGEST_NAME} characters."
            faults.append(Fault(sentence, row=number, column="name", value=each.name))
        elif name in names:
            faults.append(Fault("The name stands twice in this round.", row=number, column="name", value=each.name))
        names.add(name)
    return faults
