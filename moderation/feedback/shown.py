"""What somebody is shown of feedback: the report on a finding, and what a provider said to it with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, refuse_another, require_one_of
from moderation.access.permissions import Permission
from moderation.feedback.find import Reply, replies_in
from moderation.feedback.records import AnswerKind, CommentKind
from moderation.feedback.report import FeedbackReport, ReportStage, report_of
from moderation.findings.figure import Figure
from moderation.findings.records import Dimension, FindingBreakdown
from moderation.texts.shown import Words, shown
from moderation.windows.shown import refuse_unknown_window

PERMISSIONS = (Permission.SEE_ACCURACY, Permission.SEE_OWN_ACCURACY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReply:
    """What a provider said to a finding, in its words where they are kept, and what it was answered."""

    public_id: UUID
    provider_code: str
    finding_id: UUID
    kind: CommentKind
    commented_at: datetime
    script_ref: str | None
    words: str
    answer: AnswerKind | None
    answered_at: datetime | None
    answer_words: str
    is_open: bool
    awaits_judgement: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBreakdown:
    """The counts of a finding for one qualification, or one kind of peer moderation."""

    dimension: Dimension
    value: str
    scripts_count: int
    moderated_count: int
    missing_count: int
    excluded_count: int
    pass_to_fail_count: int
    fail_to_pass_count: int


@dataclass(frozen=True, slots=True)
class ShownPublication:
    """Where and when a provider published its figure."""

    address: str
    published_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport:
    """What a provider is told of its finding, and the days by which each step is due."""

    stage: ReportStage
    figure: Figure
    breakdowns: tuple[ShownBreakdown, ...]
    replies: tuple[ShownReply, ...]
    provider_publications: tuple[ShownPublication, ...]
    draft_due_on: date
    comments_due_on: date
    answers_due_on: date


def report(session: Session, actor: Actor, *, window_code: str, provider_code: str, now: datetime) -> ShownReport:
    """Return the report on the finding that holds for a provider, to the provider itself and to DfE."""
    require_one_of(actor, *PERMISSIONS)
    refuse_another(actor, provider_code)
    refuse_unknown_window(session, actor, window_code)
    found: FeedbackReport = report_of(session, window_code=window_code, provider_code=provider_code, now=now)
    return ShownReport(
        stage=found.stage,
        figure=found.figure,
        breakdowns=tuple(map(_breakdown, found.breakdowns)),
        replies=tuple(_reply(each, found.words) for each in found.replies),
        provider_publications=tuple(
            ShownPublication(each.address, each.published_on) for each in found.provider_publications
        ),
        draft_due_on=found.draft_due_on,
        comments_due_on=found.comments_due_on,
        answers_due_on=found.answers_due_on,
    )


def replies(session: Session, actor: Actor, window_code: str) -> tuple[ShownReply, ...]:
    """Return the replies to the findings of a window that an actor may see, oldest first."""
    require_one_of(actor, *PERMISSIONS)
    refuse_unknown_window(session, actor, window_code)
    found = [
        each
        for each in replies_in(session, window_code=window_code)
        if not actor.is_bound or each.provider_code in actor.provider_codes
    ]
    written = [each.comment.public_id for each in found]
    written += [each.answer.public_id for each in found if each.answer is not None]
    words = shown(session, written)
    return tuple(_reply(each, words) for each in found)


def _reply(reply: Reply, words: dict[UUID, Words]) -> ShownReply:
    answer = reply.answer
    return ShownReply(
        public_id=reply.comment.public_id,
        provider_code=reply.provider_code,
        finding_id=reply.finding.public_id,
        kind=reply.comment.kind,
        commented_at=reply.comment.commented_at,
        script_ref=reply.script_ref,
        words=str(words.get(reply.comment.public_id, "")),
        answer=answer.kind if answer else None,
        answered_at=answer.answered_at if answer else None,
        answer_words=str(words.get(answer.public_id, "")) if answer else "",
        is_open=reply.is_open,
        awaits_judgement=reply.awaits_judgement,
    )


def _breakdown(row: FindingBreakdown) -> ShownBreakdown:
    return ShownBreakdown(
        dimension=row.dimension,
        value=row.value,
        scripts_count=row.scripts_count,
        moderated_count=row.moderated_count,
        missing_count=row.missing_count,
        excluded_count=row.excluded_count,
        pass_to_fail_count=row.pass_to_fail_count,
        fail_to_pass_count=row.fail_to_pass_count,
    )
