"""Finds findings, replies and answers for the actions of this room and for the doors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from moderation.errors import NotFound
from moderation.feedback.records import AnswerKind, Comment, CommentAnswer, CommentKind
from moderation.findings.records import Finding, Publication
from moderation.providers.records import Provider, provider_by_code
from moderation.windows.records import Window, window_by_code


@dataclass(frozen=True, slots=True)
class Reply:
    """A provider's reply and the answer to it, if there is one yet."""

    comment: Comment
    answer: CommentAnswer | None

    @property
    def is_open(self) -> bool:
        """Tell whether the reply asks for more: for an answer, or where it was accepted for another judgement."""
        if self.answer is None:
            return self.comment.kind is not CommentKind.NONE
        return self.answer.kind is AnswerKind.ACCEPTED


@dataclass(frozen=True, slots=True)
class Signed:
    """The finding that holds for a provider in a window, and whether it is public."""

    finding: Finding
    provider: Provider
    window: Window
    publication: Publication | None


def signed_finding(session: Session, *, window_code: str, provider_code: str) -> Signed:
    """Return a provider's newest finding in a window, or say that nobody signed one yet."""
    window, provider = window_by_code(session, window_code), provider_by_code(session, provider_code)
    later = aliased(Finding)
    statement = (
        select(Finding, Publication)
        .outerjoin(Publication, Publication.finding_id == Finding.id)
        .where(
            Finding.window_id == window.id,
            Finding.provider_id == provider.id,
            ~exists().where(later.supersedes_id == Finding.id),
        )
    )
    found = session.execute(statement).first()
    if found is None:
        raise NotFound(
            f"There is no finding of {provider.code} in the window {window.code} yet: "
            "a lead moderator signs the window off first."
        )
    return Signed(finding=found[0], provider=provider, window=window, publication=found[1])


def replies_to(session: Session, finding_ids: Iterable[int]) -> dict[int, list[Reply]]:
    """Return the replies to some findings by the finding's number, oldest first."""
    statement = (
        select(Comment, CommentAnswer)
        .outerjoin(CommentAnswer, CommentAnswer.comment_id == Comment.id)
        .where(Comment.finding_id.in_(list(finding_ids)))
        .order_by(Comment.id)
    )
    found: dict[int, list[Reply]] = {}
    for comment, answer in session.execute(statement):
        found.setdefault(comment.finding_id, []).append(Reply(comment, answer))
    return found


def replies_in(session: Session, *, window_code: str) -> list[tuple[str, Reply]]:
    """Return the replies to all findings of a window with the codes of their providers, oldest first."""
    window = window_by_code(session, window_code)
    statement = (
        select(Provider.code, Comment, CommentAnswer)
        .join(Finding, Finding.id == Comment.finding_id)
        .join(Provider, Provider.id == Finding.provider_id)
        .outerjoin(CommentAnswer, CommentAnswer.comment_id == Comment.id)
        .where(Finding.window_id == window.id)
        .order_by(Comment.id)
    )
    return [(code, Reply(comment, answer)) for code, comment, answer in session.execute(statement)]


def comment_by_id(session: Session, public_id: UUID) -> tuple[Comment, str, str]:
    """Return a reply with the codes of its provider and window, or say that there is none."""
    statement = (
        select(Comment, Provider.code, Window.code)
        .join(Finding, Finding.id == Comment.finding_id)
        .join(Provider, Provider.id == Finding.provider_id)
        .join(Window, Window.id == Finding.window_id)
        .where(Comment.public_id == public_id)
    )
    row = session.execute(statement).first()
    if row is None:
        raise NotFound("There is no such reply.")
    return row[0], row[1], row[2]
