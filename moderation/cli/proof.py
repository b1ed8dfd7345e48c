"""Proves that nothing was changed by hand: the log's chain, every row that it vouches for, every frame's digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.audit.check_records import check_records
from moderation.audit.verify import verify
from moderation.cli.records import all_records
from moderation.database.immutability import vouched_tables
from moderation.draws.records import Draw
from moderation.findings.records import Finding, WindowSignOff
from moderation.returns.stored import changed_frames, changed_returns

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at, whether it holds, and what was found in a sentence."""

    name: str
    holds: bool
    sentence: str


def prove(session: Session, *, head: str | None = None) -> Iterator[Proof]:
    """Look at the log, then at the records, then at the results; where the log does not hold it vouches for nothing."""
    found = verify(session, head=head, kept_heads=_kept_heads(session))
    yield Proof("log", found.holds, found.sentence)
    if not found.holds:
        return
    metadata = all_records()
    records = check_records(session, [metadata.tables[name] for name in sorted(vouched_tables())])
    yield Proof("records", records.holds, records.sentence)
    wrong = list(islice(chain(changed_returns(session), changed_frames(session)), MOST_NAMED))
    sentence = (
        f"The results do not hold: {' '.join(wrong)}" if wrong else "The results hold: every frame has its digest."
    )
    yield Proof("results", not wrong, sentence)


def _kept_heads(session: Session) -> set[str]:
    return {head for record in (Draw, Finding, WindowSignOff) for head in session.scalars(select(record.audit_head))}
