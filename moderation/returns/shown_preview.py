"""What somebody is shown of a return before it is filed: what it counts, or everything that is wrong with it."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from moderation.access.actor import Actor, refuse_another, require_one_of
from moderation.access.permissions import Permission
from moderation.returns.preview import Preview, preview_return
from moderation.windows.shown import refuse_unknown_window


def preview(
    session: Session,
    actor: Actor,
    file: BinaryIO,
    *,
    window_code: str,
    now: datetime,
    provider_code: str | None = None,
    expected_count: int | None = None,
) -> Preview:
    """Check a return for a window and say what filing it would mean for a provider; writes nothing."""
    require_one_of(actor, Permission.FILE_RETURN, Permission.SEE_RECORDS)
    refuse_another(actor, provider_code)
    refuse_unknown_window(session, actor, window_code)
    return preview_return(
        session,
        file,
        window_code=window_code,
        provider_code=provider_code,
        now=now,
        expected_count=expected_count,
    )
