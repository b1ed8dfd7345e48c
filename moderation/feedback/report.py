"""What a provider is told of its finding, at each stage from draft to publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.feedback.days import answers_due_on, comments_due_on, draft_due_on
from moderation.feedback.find import Reply, Signed, replies_to, signed_finding
from moderation.feedback.records import ProviderPublication
from moderation.findings.breakdown import breakdowns_of
from moderation.findings.figure import Figure
from moderation.findings.figures import figures
from moderation.findings.records import FindingBreakdown
from moderation.texts.shown import Words, shown
from moderation.windows.deadlines import is_over
from moderation.windows.policy import policy_of
from sampling.told import Told, told


class ReportStage(Told):
    """How far the feedback on a finding has come."""

    DRAFT = told(
        "draft", "Draft", "The finding is signed off, and the provider has not replied.", then="The provider replies."
    )
    COMMENTED = told("commented", "Commented", "A reply waits for its answer.", then="DfE or its agent answers.")
    FINAL = told(
        "final",
        "Final",
        "Every reply is answered, or the days for one are over.",
        then="An official publishes the figure.",
    )
    PUBLISHED = told("published", "Published", "The figure is public.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackReport:
    """A finding with its breakdowns, the days by which each step is due, and all that the provider said.

    This includes replies to superseded findings; each names its finding.
    """

    stage: ReportStage
    figure: Figure
    breakdowns: tuple[FindingBreakdown, ...]
    replies: tuple[Reply, ...]
    words: dict[UUID, Words]
    provider_publications: tuple[ProviderPublication, ...]
    draft_due_on: date
    comments_due_on: date
    answers_due_on: date


def report_of(session: Session, *, window_code: str, provider_code: str, now: datetime) -> FeedbackReport:
    """Return the feedback report on the finding that holds for a provider in a window."""
    signed = signed_finding(session, window_code=window_code, provider_code=provider_code)
    (figure,) = figures(session, window_code=window_code, provider_code=provider_code, now=now)
    replies = replies_to(session, [signed.finding.sample.frame_id]).get(signed.finding.sample.frame_id, [])
    written = [each.comment.public_id for each in replies]
    written += [each.answer.public_id for each in replies if each.answer is not None]
    published = (
        select(ProviderPublication)
        .where(ProviderPublication.finding_id == signed.finding.id)
        .order_by(ProviderPublication.id)
    )
    policy = policy_of(session, signed.window)
    comments_due = comments_due_on(signed.finding, window=signed.window, policy=policy)
    return FeedbackReport(
        stage=_stage(signed, replies, comments_over=is_over(comments_due, now)),
        figure=figure,
        breakdowns=breakdowns_of(session, signed.finding.public_id),
        replies=tuple(replies),
        words=shown(session, written),
        provider_publications=tuple(session.scalars(published)),
        draft_due_on=draft_due_on(signed.finding, policy),
        comments_due_on=comments_due,
        answers_due_on=answers_due_on(signed.finding, window=signed.window, policy=policy),
    )


def _stage(signed: Signed, replies: list[Reply], *, comments_over: bool) -> ReportStage:
    if signed.publication is not None:
        return ReportStage.PUBLISHED
    if any(each.is_open for each in replies):
        return ReportStage.COMMENTED
    replied = any(each.finding.id == signed.finding.id for each in replies)
    return ReportStage.FINAL if replied or comments_over else ReportStage.DRAFT
