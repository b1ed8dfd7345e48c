"""What a provider sees before it declares a return right: its counts, and what changed since the version before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from moderation.database.clock import london_day
from moderation.providers.records import provider_by_code
from moderation.returns.changes import Changes, changes_since
from moderation.returns.checking.check import CheckedReturn, checking
from moderation.returns.checking.oddities import ReturnWarning
from moderation.returns.records import frame_of, latest_return
from moderation.returns.rules import rules_of
from moderation.returns.warnings import change_warnings, late_warnings, standing_warnings
from moderation.windows.records import refuse_unjudged, window_by_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A return without fault: what it counts, how it differs from the version before, and whether it still may come."""

    checked: CheckedReturn
    changes: Changes | None
    is_filed_already: bool
    # Then no return replaces it: what changed is recorded as an amendment.
    is_frozen: bool
    # What is odd, and in nobody's way.
    warnings: tuple[ReturnWarning, ...] = ()


def preview_return(
    session: Session,
    file: BinaryIO,
    *,
    window_code: str,
    now: datetime,
    provider_code: str | None = None,
    expected_count: int | None = None,
) -> Preview:
    """Check a return for a window and say what filing it would mean for a provider; writes nothing."""
    window = window_by_code(session, window_code)
    provider = provider_by_code(session, provider_code) if provider_code is not None else None
    if provider is not None:
        refuse_unjudged(session, window, provider)
    today = london_day(now)
    rules = rules_of(session, window, today=today)
    with checking(file, rules, expected_count=expected_count) as readable:
        checked = readable.checked
        late = late_warnings(window, today=today)
        if provider is None:
            return Preview(
                checked=checked,
                changes=None,
                is_filed_already=False,
                is_frozen=False,
                warnings=(*checked.warnings, *late),
            )
        before = latest_return(session, window_id=window.id, provider_id=provider.id)
        same = before is not None and before.sha256 == checked.sha256
        changes = changes_since(session, before, readable.file) if before is not None else None
        frozen = frame_of(session, window_id=window.id, provider_id=provider.id) is not None
        beside = standing_warnings(session, readable, window=window, provider=provider)
    warnings = (*checked.warnings, *change_warnings(changes), *beside, *late)
    return Preview(checked=checked, changes=changes, is_filed_already=same, is_frozen=frozen, warnings=warnings)
