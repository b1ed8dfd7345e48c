"""Proves that nothing was changed by hand: the log's chain, what it vouches for, frames, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.audit.check_records import check_records
from moderation.audit.stored_rows import UNREADABLE
from moderation.audit.verify import verify
from moderation.cli.records import all_records
from moderation.cli.words import changed_words
from moderation.database.immutability import vouched_tables
from moderation.draws.records import Draw
from moderation.draws.unchanged import changed_certificates, changed_samples
from moderation.findings.records import Finding, WindowSignOff
from moderation.returns.unchanged import changed_frames, changed_returns
from moderation.windows.default_policy import furnished_rows

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
    tables = [metadata.tables[name] for name in sorted(vouched_tables())]
    records = check_records(session, tables, is_furnished=furnished_rows(session))
    yield Proof("records", records.holds, records.sentence)
    yield _proof(
        "results",
        chain(changed_returns(session), changed_frames(session), changed_samples(session)),
        holds="The results hold: every frame has its digest, every sampled script its place in it.",
        fails="The results do not hold",
    )
    yield _proof(
        "certificates",
        changed_certificates(session),
        holds="The certificates hold: each is signed, and says what the records say.",
        fails="The certificates do not hold",
    )
    yield _proof(
        "words",
        changed_words(session, metadata),
        holds="The words hold: what is kept of what people wrote is what they wrote.",
        fails="The words do not hold",
    )


def _proof(name: str, faults: Iterable[str], *, holds: str, fails: str) -> Proof:
    try:
        wrong = list(islice(faults, MOST_NAMED))
    except UNREADABLE:
        wrong = ["something stored cannot be read, so it was changed."]
    return Proof(name, not wrong, f"{fails}: {' '.join(wrong)}" if wrong else holds)


def _kept_heads(session: Session) -> set[str]:
    return {head for record in (Draw, Finding, WindowSignOff) for head in session.scalars(select(record.audit_head))}
