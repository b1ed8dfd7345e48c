"""Finds findings, replies and answers for the actions of this room and for the doors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.orm import Session, aliased

from moderation.draws.records import SampledScript
from moderation.errors import NotFound, Step, Verb
from moderation.feedback.records import AnswerKind, Comment, CommentAnswer, CommentKind
from moderation.findings.records import Finding, Metric, Publication, SampleFinding
from moderation.marking.records import SettledHow, Settlement
from moderation.providers.records import Provider, provider_by_code
from moderation.windows.records import Window, share_window, window_by_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A provider's reply, the finding that it was to, and the answer to it, if there is one yet."""

    provider_code: str
    finding: Finding
    comment: Comment
    answer: CommentAnswer | None
    script_ref: str | None
    is_judged_again: bool

    @property
    def awaits_answer(self) -> bool:
        """Tell whether something was said that nobody answered yet."""
        return self.answer is None and self.comment.kind is not CommentKind.NONE

    @property
    def awaits_judgement(self) -> bool:
        """Tell whether it is a representation that was accepted, and whose script nobody judged again since."""
        return self.answer is not None and self.answer.kind is AnswerKind.ACCEPTED and not self.is_judged_again

    @property
    def is_open(self) -> bool:
        """Tell whether the reply asks for more: for an answer, or where it was accepted for another judgement."""
        return self.awaits_answer or self.awaits_judgement


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
            Finding.metric == Metric.METRIC_5,
            ~exists().where(later.supersedes_id == Finding.id),
        )
    )
    found = session.execute(statement).first()
    if found is None:
        raise NotFound(
            f"There is no finding of {provider.code} in the window {window.code} yet: "
            "a lead moderator signs the window off first.",
            then=Step(Verb.SIGN_OFF, window=window.code, provider=provider.code),
        )
    return Signed(finding=found[0], provider=provider, window=window, publication=found[1])


def hold_signed(session: Session, *, window_code: str, provider_code: str) -> Signed:
    """Return the finding in force, locked: it is neither superseded nor published until the transaction ends."""
    share_window(session, window_by_code(session, window_code))
    return signed_finding(session, window_code=window_code, provider_code=provider_code)


def replies_to(session: Session, frame_ids: Iterable[int]) -> dict[int, list[Reply]]:
    """Return the replies to all findings of some frames, superseded ones too, by the frame's number, oldest first."""
    found: dict[int, list[Reply]] = {}
    of_frames = select(SampleFinding.finding_id).where(SampleFinding.frame_id.in_(list(frame_ids)))
    for row in session.execute(_replies().where(Finding.id.in_(of_frames))):
        reply = _reply(row)
        found.setdefault(reply.finding.sample.frame_id, []).append(reply)
    return found


def replies_in(session: Session, *, window_code: str) -> list[Reply]:
    """Return the replies to all findings of a window, oldest first."""
    window = window_by_code(session, window_code)
    return [_reply(row) for row in session.execute(_replies().where(Finding.window_id == window.id))]


def comment_by_id(session: Session, public_id: UUID) -> tuple[Comment, str, Window]:
    """Return a reply with the code of its provider and its window, or say that there is none."""
    statement = (
        select(Comment, Provider.code, Window)
        .join(Finding, Finding.id == Comment.finding_id)
        .join(Provider, Provider.id == Finding.provider_id)
        .join(Window, Window.id == Finding.window_id)
        .where(Comment.public_id == public_id)
    )
    row = session.execute(statement).first()
    if row is None:
        raise NotFound("There is no such reply.")
    return row[0], row[1], row[2]


def _replies() -> Select[*tuple[Any, ...]]:
    judged_again = exists().where(
        Settlement.sampled_script_id == Comment.sampled_script_id,
        Settlement.how == SettledHow.RE_ADJUDICATED,
        Settlement.settled_at > CommentAnswer.answered_at,
    )
    return (
        select(Provider.code, Finding, Comment, CommentAnswer, SampledScript.script_ref, judged_again)
        .join(Finding, Finding.id == Comment.finding_id)
        .join(Provider, Provider.id == Finding.provider_id)
        .outerjoin(CommentAnswer, CommentAnswer.comment_id == Comment.id)
        .outerjoin(SampledScript, SampledScript.id == Comment.sampled_script_id)
        .order_by(Comment.id)
    )


def _reply(row: Row[*tuple[Any, ...]]) -> Reply:
    code, finding, comment, answer, script_ref, judged_again = row
    return Reply(
        provider_code=code,
        finding=finding,
        comment=comment,
        answer=answer,
        script_ref=script_ref,
        is_judged_again=judged_again,
    )
