"""Compares what is stored of returns and frames with what was fixed of them: counts, positions, digests."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import astuple, dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from moderation.providers.records import Provider
from moderation.returns.ordered_results import canonical_results
from moderation.returns.records import Frame, Outcome, Result, ResultStatus, Return
from moderation.windows.records import Window
from sampling.frame import digest


@dataclass(frozen=True, slots=True)
class Counts:
    """How many results of each sort a return has; the last three are of its final results."""

    final: int = 0
    pending: int = 0
    voided: int = 0
    passes: int = 0
    peer_moderated: int = 0
    changed: int = 0


def changed_returns(session: Session) -> Iterator[str]:
    """Yield a sentence for each return whose stored results are not counted as they were filed."""
    stored = stored_counts(session)
    versions = (
        select(Return, Provider.code, Window.code)
        .join(Provider, Provider.id == Return.provider_id)
        .join(Window, Window.id == Return.window_id)
        .order_by(Window.code, Provider.code, Return.version)
    )
    for filed, provider, window in session.execute(versions):
        if stored.get(filed.id, Counts()) != filed_counts(filed):
            yield f"the results of version {filed.version} of the return of {provider} in {window} are not as filed."


def stored_counts(session: Session, returns: Collection[int] | None = None) -> dict[int, Counts]:
    """Return what is stored of some returns, or of all, by the return's number; one without any result is absent."""
    is_final = Result.status == ResultStatus.FINAL
    sorts = (
        is_final,
        Result.status == ResultStatus.PENDING,
        Result.status == ResultStatus.VOIDED,
        is_final & (Result.outcome == Outcome.PASS),
        is_final & Result.peer_moderated,
        is_final & Result.changed_by_peer_moderation,
    )
    statement = select(Result.return_id, *(func.count(case((sort, 1))) for sort in sorts)).group_by(Result.return_id)
    if returns is not None:
        statement = statement.where(Result.return_id.in_(returns))
    return {return_id: Counts(*counts) for return_id, *counts in session.execute(statement)}


def filed_counts(filed: Return) -> Counts:
    """Return what was counted while a return was filed."""
    return Counts(
        final=filed.final_count,
        pending=filed.pending_count,
        voided=filed.voided_count,
        passes=filed.pass_count,
        peer_moderated=filed.peer_moderated_count,
        changed=filed.changed_count,
    )


def differences(filed: Return, stored: Counts) -> str:
    """Say which counts of a return its stored results no longer have."""
    names = ("final", "pending", "voided", "passes", "peer moderated", "changed by it")
    pairs = zip(names, astuple(filed_counts(filed)), astuple(stored), strict=True)
    return ", ".join(f"{name} {wanted} filed and {found} stored" for name, wanted, found in pairs if wanted != found)


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
