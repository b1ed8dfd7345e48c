"""The days of feedback on a finding: they run from its sign-off, so that a late one leaves the provider its time."""

from __future__ import annotations

from datetime import date, datetime

from moderation.database.clock import london_day
from moderation.findings.records import Finding
from moderation.windows.deadlines import is_over, working_days_after
from moderation.windows.policy import Policy
from moderation.windows.records import Window


def draft_due_on(finding: Finding, policy: Policy) -> date:
    """Return the day by which the provider is told of its finding (by analogy with source 004)."""
    return working_days_after(london_day(finding.as_at), policy.feedback_draft_working_days)


def is_of_the_past(window: Window) -> bool:
    """Tell whether a window was opened after all of its days had passed; such a window keeps its own days."""
    return london_day(window.opened_at) > window.comments_due_on


def comments_due_on(finding: Finding, *, window: Window, policy: Policy) -> date:
    """Return the day until which the provider may comment: the window's, but never less time than the policy gives."""
    if is_of_the_past(window):
        return window.comments_due_on
    return max(window.comments_due_on, working_days_after(london_day(finding.as_at), policy.comment_working_days))


def came_in_time(at: datetime, *, finding: Finding, window: Window, policy: Policy) -> bool:
    """Tell whether a reply to a finding came while the provider had time for it; in the past it always did."""
    return is_of_the_past(window) or not is_over(comments_due_on(finding, window=window, policy=policy), at)


def answers_due_on(finding: Finding, *, window: Window, policy: Policy) -> date:
    """Return the day by which what the provider said is answered."""
    return working_days_after(comments_due_on(finding, window=window, policy=policy), policy.answer_working_days)
