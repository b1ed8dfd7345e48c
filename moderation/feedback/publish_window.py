"""Publishes the signed figures of a window, once their providers could comment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.permissions import Permission
from moderation.audit.act import Act
from moderation.audit.happened import Happened
from moderation.audit.log import Subject
from moderation.errors import Conflict, Step, Verb
from moderation.feedback.days import came_in_time, comments_due_on
from moderation.feedback.find import Reply, replies_to
from moderation.findings.records import Finding, Publication, ReopeningReason
from moderation.findings.standing import standing_of
from moderation.windows.deadlines import is_over
from moderation.windows.policy import Policy, policy_of
from moderation.windows.records import Window, lock_window, window_by_code

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class PublishWindow:
    """The window whose signed figures become public."""

    window_code: str


def publish_window(act: Act, command: PublishWindow) -> tuple[Publication, ...]:
    """Make every signed figure of a window public that is not: its provider replied or let its time pass.

    What a provider said in time is answered first, and a representation that was accepted leads to another finding.
    """
    person = act.permit_person(Permission.PUBLISH)
    session = act.session
    window = lock_window(session, window_by_code(session, command.window_code))
    due = _due(session, window)
    _refuse_unheard(session, window, due, now=act.at)
    published = [Publication(finding_id=finding.id, published_by=person, published_at=act.at) for _, finding in due]
    session.add_all(published)
    session.flush()
    for code, finding in due:
        act.log(
            Happened.FINDING_PUBLISHED,
            Subject("finding", finding.public_id),
            provider_code=code,
            window_code=window.code,
            details={"version": finding.version, "status": finding.status.value},
        )
    return tuple(published)


def _due(session: Session, window: Window) -> list[tuple[str, Finding]]:
    """Return the findings to publish with their providers' codes, or say why there is none."""
    signed = [
        (each.provider.code, each.finding) for each in standing_of(session, window) if each.finding and each.is_sealed
    ]
    if not signed:
        raise Conflict(
            f"Nothing of the window {window.code} is signed off, so there is nothing to publish.",
            then=Step(Verb.SIGN_OFF, window=window.code),
        )
    wanted = select(Publication.finding_id).where(Publication.finding_id.in_([finding.id for _, finding in signed]))
    public = set(session.scalars(wanted))
    due = [(code, finding) for code, finding in signed if finding.id not in public]
    if not due:
        raise Conflict(f"Every signed figure of the window {window.code} is published already.")
    return due


def _refuse_unheard(session: Session, window: Window, due: list[tuple[str, Finding]], *, now: datetime) -> None:
    """Refuse while a provider may still comment, or what one said of any finding of its frame is not settled.

    What came after the provider's time waits for its answer and keeps nothing from being published. What DfE or its
    agent accepted does, whenever it came: they said themselves that the figure is not right yet.
    """
    replied = replies_to(session, [finding.sample.frame_id for _, finding in due])
    policy = policy_of(session, window)
    open_until: dict[str, date] = {}
    unanswered, accepted = [], []
    for code, finding in due:
        replies = replied.get(finding.sample.frame_id, [])
        until = comments_due_on(finding, window=window, policy=policy)
        # To the finding that is published, not to one before it.
        if not is_over(until, now) and all(each.finding.id != finding.id for each in replies):
            open_until[code] = until
        if any(each.awaits_answer and _in_time(each, window=window, policy=policy) for each in replies):
            unanswered.append(code)
        accepted += [f"{code} {each.script_ref}" for each in replies if each.awaits_judgement]
    accepted = list(dict.fromkeys(accepted))
    reasons = _reasons(open_until, unanswered=unanswered, accepted=accepted)
    if reasons:
        raise Conflict(
            f"The figures of the window {window.code} cannot be published yet: {' '.join(reasons)}",
            then=_then(window.code, unanswered=bool(unanswered), accepted=bool(accepted)),
        )


def _in_time(reply: Reply, *, window: Window, policy: Policy) -> bool:
    return came_in_time(reply.comment.commented_at, finding=reply.finding, window=window, policy=policy)


def _reasons(open_until: dict[str, date], *, unanswered: list[str], accepted: list[str]) -> list[str]:
    reasons = []
    if open_until:
        reasons.append(
            f"comments are open until the end of {max(open_until.values()).isoformat()}, and no reply has come from "
            f"{_listed(list(open_until))}. Publish after that day, or once each of them has replied."
        )
    if unanswered:
        reasons.append(f"What {_listed(unanswered)} said is not answered.")
    if accepted:
        reasons.append(
            "A representation was accepted, and a third moderator has not judged the script again since: "
            f"{_listed(accepted)}. Reopen the finding, have the script judged again, and sign off."
        )
    return reasons


def _then(window_code: str, *, unanswered: bool, accepted: bool) -> tuple[Step, ...]:
    steps = []
    if unanswered:
        steps += [Step(Verb.LIST_REPLIES, window=window_code), Step(Verb.ANSWER_REPLY, window=window_code)]
    if accepted:
        steps += [
            Step(Verb.REOPEN, window=window_code, reason=ReopeningReason.REPRESENTATION.value),
            Step(Verb.JUDGE_AGAIN, window=window_code),
            Step(Verb.SIGN_OFF, window=window_code),
        ]
    return tuple(steps)


def _listed(codes: list[str]) -> str:
    more = f" and {len(codes) - MOST_NAMED} more" if len(codes) > MOST_NAMED else ""
    return ", ".join(codes[:MOST_NAMED]) + more
