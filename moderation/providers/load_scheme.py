"""Loads a version of a qualification's mark scheme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Fault, Rejected
from moderation.providers.records import known_qualifications
from moderation.providers.scheme_records import LONGEST_TITLE, Criterion, Scheme
from sampling.frame_file import LARGEST_MARK


@dataclass(frozen=True, slots=True)
class CriterionGiven:
    """A criterion of a scheme: what it asks for, and the most that it gives."""

    title: str
    max_score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadScheme:
    """A scheme as its owner published it; without a pass mark moderators give the outcome themselves.

    Load it before the draw: a window is judged by the schemes loaded when its first sample was drawn.
    """

    qualification: str
    criteria: Sequence[CriterionGiven]
    pass_mark: int | None = None


def load_scheme(act: Act, command: LoadScheme) -> Scheme:
    """Record the next version of a qualification's scheme: for windows that are not drawn yet."""
    act.permit(Permission.LOAD_SCHEME)
    session = act.session
    faults = _faults(command, known=set(known_qualifications(session)))
    if faults:
        raise Rejected(faults)
    newest = select(func.max(Scheme.version)).where(Scheme.qualification == command.qualification)
    scheme = Scheme(
        qualification=command.qualification,
        version=(session.scalar(newest) or 0) + 1,
        pass_mark=command.pass_mark,
        max_mark=sum(each.max_score for each in command.criteria),
        created_at=act.at,
    )
    session.add(scheme)
    session.flush()
    session.add_all(
        Criterion(scheme_id=scheme.id, number=number, title=each.title.strip(), max_score=each.max_score)
        for number, each in enumerate(command.criteria, start=1)
    )
    session.flush()
    act.log(
        Happened.SCHEME_LOADED,
        Subject("scheme", scheme.public_id),
        details={
            "qualification": command.qualification,
            "version": scheme.version,
            "criteria_count": len(command.criteria),
        },
    )
    return scheme


def _faults(command: LoadScheme, *, known: set[str]) -> list[Fault]:
    faults = []
    if command.qualification not in known:
        sentence = f"There is no such qualification. There are {', '.join(sorted(known))}."
        faults.append(Fault(sentence, column="qualification", value=command.qualification))
    if not command.criteria:
        faults.append(Fault("A scheme has at least one criterion.", column="criteria"))
    for number, each in enumerate(command.criteria, start=1):
        title = each.title.strip()
        if not (1 <= len(title) <= LONGEST_TITLE and title.isprintable()):
            sentence = f"A title is one line of 1 to {LONGEST_TITLE} characters."
            faults.append(Fault(sentence, row=number, column="title", value=each.title))
        if not 1 <= each.max_score <= LARGEST_MARK:
            sentence = f"The most that a criterion gives is a whole number from 1 to {LARGEST_MARK}."
            faults.append(Fault(sentence, row=number, column="max_score", value=str(each.max_score)[:40]))
    total = sum(each.max_score for each in command.criteria)
    if not faults and total > LARGEST_MARK:
        faults.append(Fault(f"All criteria together give at most {LARGEST_MARK}.", column="criteria", value=str(total)))
    if not faults and command.pass_mark is not None and not 0 <= command.pass_mark <= total:
        sentence = f"The pass mark is a whole number from 0 to the total, {total}."
        faults.append(Fault(sentence, column="pass_mark", value=str(command.pass_mark)[:40]))
    return faults
