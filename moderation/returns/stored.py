"""Compares what is stored of returns and frames with what was fixed of them: counts, positions, digests."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from moderation.providers.records import Provider
from moderation.returns.ordered_results import canonical_results
from moderation.returns.records import Frame, Result, ResultStatus, Return
from moderation.windows.records import Window
from sampling.frame import digest


def changed_returns(session: Session) -> Iterator[str]:
    """Yield a sentence for each return whose stored results are not as many as were filed."""
    counted = select(Result.return_id, Result.status, func.count()).group_by(Result.return_id, Result.status)
    stored = {(return_id, status): count for return_id, status, count in session.execute(counted)}
    versions = (
        select(Return, Provider.code, Window.code)
        .join(Provider, Provider.id == Return.provider_id)
        .join(Window, Window.id == Return.window_id)
        .order_by(Window.code, Provider.code, Return.version)
    )
    for filed, provider, window in session.execute(versions):
        said = {
            ResultStatus.FINAL: filed.final_count,
            ResultStatus.PENDING: filed.pending_count,
            ResultStatus.VOIDED: filed.voided_count,
        }
        if any(stored.get((filed.id, status), 0) != count for status, count in said.items()):
            yield f"the results of version {filed.version} of the return of {provider} in {window} are not as filed."


def changed_frames(session: Session) -> Iterator[str]:
    """Yield a sentence for each frame whose results no longer have its digest."""
    frozen = (
        select(Frame, Provider.code, Window.code)
        .join(Provider, Provider.id == Frame.provider_id)
        .join(Window, Window.id == Frame.window_id)
        .order_by(Window.code, Provider.code)
    )
    for frame, provider, window in session.execute(frozen).all():
        if digest(canonical_results(session, frame.return_id), salt=bytes.fromhex(frame.salt)) != frame.digest:
            yield f"the results in the frame of {provider} in {window} no longer have its digest."
