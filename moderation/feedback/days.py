"""The days of feedback on a finding: they run from its sign-off, so that a late one leaves the provider its time."""

from __future__ import annotations

from datetime import date

from moderation.database.clock import london_day
from moderation.findings.records import Finding
from moderation.windows.deadlines import working_days_after
from moderation.windows.policy import Policy
from moderation.windows.records import Window


def draft_due_on(finding: Finding, policy: Policy) -> date:
    """Return the day by which the provider is told of its finding (by analogy with source 004)."""
    return working_days_after(london_day(finding.as_at), policy.feedback_draft_working_days)


def comments_due_on(finding: Finding, *, window: Window, policy: Policy) -> date:
    """Return the day until which the provider may comment: the window's, but never less time than the policy gives.

    A window that was opened after all of its days is a record of the past, whose days stand as they were.
    """
    if london_day(window.opened_at) > window.comments_due_on:
        return window.comments_due_on
    return max(window.comments_due_on, working_days_after(london_day(finding.as_at), policy.comment_working_days))


def answers_due_on(finding: Finding, *, window: Window, policy: Policy) -> date:
    """Return the day by which what the provider said is answered."""
    return working_days_after(comments_due_on(finding, window=window, policy=policy), policy.answer_working_days)
