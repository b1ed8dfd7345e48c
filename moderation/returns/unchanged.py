"""Compares what is stored of returns and frames with what was fixed of them: counts, hashes, digests."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from moderation.providers.records import Provider
from moderation.returns.ordered_results import canonical_results
from moderation.returns.records import Frame, Outcome, Result, ResultStatus, Return
from moderation.returns.results_hash_records import ResultsHash, kept_hashes, stored_hash
from moderation.windows.records import Window
from sampling.frame import digest

# A statement of a database takes so many numbers and more.
RETURNS_AT_ONCE = 1_000


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
    """Yield a sentence for each return whose stored results are not those that were filed."""
    versions = (
        select(Return, Provider.code, Window.code)
        .join(Provider, Provider.id == Return.provider_id)
        .join(Window, Window.id == Return.window_id)
        .order_by(Window.code, Provider.code, Return.version)
    )
    found = {filed: (provider, window) for filed, provider, window in session.execute(versions)}
    for filed, _ in changes(session, list(found)):
        provider, window = found[filed]
        yield f"the results of version {filed.version} of the return of {provider} in {window} are not as filed."


def changes(session: Session, returns: Sequence[Return]) -> Iterator[tuple[Return, str]]:
    """Yield each return whose stored results are not those that were filed, with what differs."""
    for start in range(0, len(returns), RETURNS_AT_ONCE):
        block = returns[start : start + RETURNS_AT_ONCE]
        numbers = [filed.id for filed in block]
        counts, hashes = _stored_counts(session, numbers), kept_hashes(session, numbers)
        for filed in block:
            stored = counts.get(filed.id, Counts())
            if stored != _filed_counts(filed):
                yield filed, _difference(filed, stored)
            elif filed.id not in hashes:
                yield filed, "as many as filed, and without the hash that was kept of them"
            elif not _is_as_hashed(session, hashes[filed.id]):
                yield filed, "as many as filed, and not the same"


def _is_as_hashed(session: Session, kept: ResultsHash) -> bool:
    try:
        return stored_hash(session, kept.return_id, column_names=kept.column_names) == kept.sha256
    except LookupError:
        # It names a column that results never had.
        return False


def _stored_counts(session: Session, returns: Collection[int]) -> dict[int, Counts]:
    """Return what is stored of some returns by the return's number; one without any result is absent."""
    is_final = Result.status == ResultStatus.FINAL
    sorts = (
        is_final,
        Result.status == ResultStatus.PENDING,
        Result.status == ResultStatus.VOIDED,
        is_final & (Result.outcome == Outcome.PASS),
        is_final & Result.peer_moderated,
        is_final & Result.changed_by_peer_moderation,
    )
    statement = (
        select(Result.return_id, *(func.count(case((sort, 1))) for sort in sorts))
        .where(Result.return_id.in_(returns))
        .group_by(Result.return_id)
    )
    return {return_id: Counts(*counts) for return_id, *counts in session.execute(statement)}


def _filed_counts(filed: Return) -> Counts:
    return Counts(
        final=filed.final_count,
        pending=filed.pending_count,
        voided=filed.voided_count,
        passes=filed.pass_count,
        peer_moderated=filed.peer_moderated_count,
        changed=filed.changed_count,
    )


def _difference(filed: Return, stored: Counts) -> str:
    names = ("final", "pending", "voided", "passes", "peer moderated", "changed by it")
    pairs = zip(names, astuple(_filed_counts(filed)), astuple(stored), strict=True)
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
