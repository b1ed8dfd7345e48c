"""Publishes the signed figures of a window, once their providers could comment."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.access.actor import Actor, require_person
from moderation.access.permissions import Permission
from moderation.audit.log import Subject, append
from moderation.database.clock import Clock
from moderation.errors import Conflict
from moderation.feedback.find import replies_to
from moderation.findings.records import Finding, Publication
from moderation.findings.standing import standing_of
from moderation.windows.deadlines import is_over
from moderation.windows.records import Window, lock_window, window_by_code

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class PublishWindow:
    """The window whose signed figures become public."""

    window_code: str


def publish_window(session: Session, actor: Actor, command: PublishWindow, *, clock: Clock) -> tuple[Publication, ...]:
    """Make every signed figure of a window public that is not; after the day for comments, or once all replied."""
    person = require_person(actor, Permission.PUBLISH)
    window = lock_window(session, window_by_code(session, command.window_code))
    due = _due(session, window)
    now = clock()
    if not is_over(window.comments_due_on, now):
        _refuse_silence(session, window, due)
    published = [Publication(finding_id=finding.id, published_by=person, published_at=now) for _, finding in due]
    session.add_all(published)
    session.flush()
    for code, finding in due:
        append(
            session,
            at=now,
            actor=actor,
            action="finding_published",
            subject=Subject("finding", finding.public_id),
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
            f"Nothing of the window {window.code} is signed off, so there is nothing to publish. Sign off first: "
            f"moderation window sign-off {window.code} --as EMAIL"
        )
    wanted = select(Publication.finding_id).where(Publication.finding_id.in_([finding.id for _, finding in signed]))
    public = set(session.scalars(wanted))
    due = [(code, finding) for code, finding in signed if finding.id not in public]
    if not due:
        raise Conflict(f"Every signed figure of the window {window.code} is published already.")
    return due


def _refuse_silence(session: Session, window: Window, due: list[tuple[str, Finding]]) -> None:
    replied = replies_to(session, [finding.id for _, finding in due])
    silent = [code for code, finding in due if finding.id not in replied]
    if silent:
        more = f" and {len(silent) - MOST_NAMED} more" if len(silent) > MOST_NAMED else ""
        raise Conflict(
            f"The figures of the window {window.code} cannot be published yet: comments are open until the end of "
            f"{window.comments_due_on.isoformat()}, and no reply has come from {', '.join(silent[:MOST_NAMED])}{more}. "
            "Publish after that day, or once each of them has replied."
        )
