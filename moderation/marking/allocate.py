"""Gives scripts to moderators: balanced, obeying interests and standardisation, and never twice to the same person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission, Role
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.database.bulk import insert_rows
from moderation.errors import Conflict, Fault, NotFound, Rejected
from moderation.marking.allocation_records import Allocation, AllocationEnd, MarkingRole
from moderation.marking.history import ScriptHistory, histories_of
from moderation.marking.interests import Interest, concerns, interests_of
from moderation.marking.judgement_records import Judgement
from moderation.marking.rules import Needed, next_step
from moderation.marking.standardise import standardised
from moderation.people.find import person_by_email
from moderation.people.records import Grant, GrantRevocation, lock_people
from moderation.scripts.find import scripts_of
from moderation.scripts.seal_records import sealed_scripts
from moderation.scripts.state import ScriptStanding
from moderation.windows.policy import policy_of
from moderation.windows.records import Window, lock_window, window_by_code

ROLES = {
    Needed.FIRST_JUDGEMENT: MarkingRole.FIRST,
    Needed.SECOND_JUDGEMENT: MarkingRole.SECOND,
    Needed.THIRD_JUDGEMENT: MarkingRole.THIRD,
}
COLUMNS = ("public_id", "sampled_script_id", "moderator_id", "role", "allocated_by", "allocated_at")


@dataclass(frozen=True, slots=True)
class Allocate:
    """The window whose waiting scripts are given out, and to whom; without addresses, to every moderator."""

    window_code: str
    moderator_emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A script for which nobody was found, and why."""

    alias: str
    why: str


@dataclass(frozen=True, slots=True)
class Allocated:
    """How many scripts were given out, and which were not."""

    count: int
    unassigned: tuple[Unassigned, ...]


@dataclass(slots=True)
class Candidate:
    """A moderator who may be given scripts."""

    person: int
    load: int
    interests: set[Interest]
    # The qualifications for which they are standardised; None where the policy asks for none.
    qualifications: set[str] | None

    def why_not(self, history: ScriptHistory) -> str | None:
        """Return why a script may not go to this moderator, if there is a reason."""
        if self.person in history.people():
            return "has had it already"
        if concerns(self.interests, provider_code=history.provider_code, participant_ref=history.participant_ref):
            return "has an interest"
        if self.qualifications is not None and history.qualification not in self.qualifications:
            return f"has not passed standardisation for {history.qualification}"
        return None


def allocate(act: Act, command: Allocate) -> Allocated:
    """Give each script of a window that waits for a judgement to the moderator with the least to do who may have it."""
    person = act.permit_person(Permission.ALLOCATE)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    waiting = _waiting(session, window)
    if not waiting:
        raise Conflict(f"No script of the window {window.code} waits for a moderator.")
    candidates = _candidates(session, window, command.moderator_emails)
    chosen, unassigned = assign(waiting, candidates)
    if not chosen:
        raise Conflict(f"No script was given out. {_summary(unassigned)}")
    table = Allocation.__table__
    assert isinstance(table, Table)
    rows = ((uuid4(), history.script.id, to, role.value, person, act.at) for history, role, to in chosen)
    insert_rows(session, table, COLUMNS, rows=rows)
    act.log(
        Happened.SCRIPTS_ALLOCATED,
        Subject("window", window.public_id),
        window_code=window.code,
        details={
            "count": len(chosen),
            "moderators_count": len({to for _, _, to in chosen}),
            "unassigned_count": len(unassigned),
        },
    )
    return Allocated(len(chosen), tuple(unassigned))


def assign(
    waiting: Iterable[tuple[ScriptHistory, MarkingRole]], candidates: Sequence[Candidate]
) -> tuple[list[tuple[ScriptHistory, MarkingRole, int]], list[Unassigned]]:
    """Match scripts with moderators: each to the one with the least to do among those who may have it."""
    chosen, unassigned = [], []
    for history, role in waiting:
        reasons = [(candidate, candidate.why_not(history)) for candidate in candidates]
        fit = [candidate for candidate, why in reasons if why is None]
        if not fit:
            counted = Counter(why for _, why in reasons if why is not None)
            why = ", ".join(f"{count} {reason}" for reason, count in sorted(counted.items()))
            unassigned.append(Unassigned(history.script.alias, why or "there is no moderator"))
            continue
        to = min(fit, key=lambda candidate: (candidate.load, candidate.person))
        to.load += 1
        chosen.append((history, role, to.person))
    return chosen, unassigned


def _waiting(session: Session, window: Window) -> list[tuple[ScriptHistory, MarkingRole]]:
    here = {
        each.sampled.script.id for each in scripts_of(session, window) if each.state.standing is ScriptStanding.SUPPLIED
    }
    histories = [each for each in histories_of(session, window) if each.script.id in here and not each.settlements]
    sealed = sealed_scripts(session, [each.script for each in histories])
    waiting = []
    for history in histories:
        role = ROLES.get(next_step(history.course()))
        if role is not None and history.role(role) is None and history.script.id not in sealed:
            waiting.append((history, role))
    return waiting


def _candidates(session: Session, window: Window, emails: tuple[str, ...]) -> list[Candidate]:
    asked = _named(session, emails) if emails else _moderators(session)
    # What they declare and whose role ends meanwhile waits for this, or this has waited for it.
    lock_people(session, asked)
    still = set(_moderators(session))
    people = [person for person in asked if person in still]
    interests = interests_of(session, people)
    loads = _loads(session)
    passed = standardised(session, people) if policy_of(session, window).standardisation_required else None
    return [
        Candidate(
            person=person,
            load=loads.get(person, 0),
            interests=interests.get(person, set()),
            qualifications=None if passed is None else {code for who, code in passed if who == person},
        )
        for person in people
    ]


def _moderators(session: Session) -> list[int]:
    statement = (
        select(Grant.person_id)
        .outerjoin(GrantRevocation, GrantRevocation.grant_id == Grant.id)
        .where(Grant.role == Role.MODERATOR, GrantRevocation.grant_id.is_(None))
        .distinct()
        .order_by(Grant.person_id)
    )
    return list(session.scalars(statement))


def _named(session: Session, emails: tuple[str, ...]) -> list[int]:
    people, faults = [], []
    for email in dict.fromkeys(emails):
        try:
            person = person_by_email(session, email)
        except NotFound as unknown:
            faults.append(Fault(unknown.sentence, column="moderator", value=email))
            continue
        if person.person_id is None or not person.may(Permission.JUDGE):
            faults.append(Fault("This person is not a moderator.", column="moderator", value=email))
        else:
            people.append(person.person_id)
    if faults:
        raise Rejected(faults)
    return people


def _loads(session: Session) -> dict[int, int]:
    """Return how many scripts each moderator still has to judge, over all windows."""
    statement = (
        select(Allocation.moderator_id, func.count())
        .outerjoin(AllocationEnd, AllocationEnd.allocation_id == Allocation.id)
        .outerjoin(Judgement, Judgement.allocation_id == Allocation.id)
        .where(AllocationEnd.allocation_id.is_(None), Judgement.id.is_(None))
        .group_by(Allocation.moderator_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _summary(unassigned: Sequence[Unassigned]) -> str:
    first = unassigned[0]
    more = f" The same holds of {len(unassigned) - 1} more." if len(unassigned) > 1 else ""
    return f"Of the moderators who were asked about the script {first.alias}: {first.why}.{more}"
