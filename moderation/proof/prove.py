"""Proves that nothing was changed by hand: the log's chain, the rows that it vouches for, results, certificates, words.

A check goes on after what it finds and names all of it; one that finds something does not keep the next from looking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.audit.check_records import check_records
from moderation.audit.stored_rows import UNREADABLE
from moderation.audit.verify import LOG_FAILS, verify
from moderation.database.immutability import vouched_tables
from moderation.draws.records import Draw
from moderation.draws.unchanged import changed_certificates, changed_samples
from moderation.findings.records import Finding, WindowSignOff
from moderation.proof.all_tables import all_records
from moderation.proof.words import changed_addresses, changed_words
from moderation.returns.unchanged import changed_frames, changed_returns

# How many faults fit into one line of a report; whoever wants all of them has them in `faults`.
MOST_NAMED = 10
UNREAD = "something stored cannot be read, so it was changed."

Check = Callable[[Session], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Proof:
    """The result of one proof: its name, its sentence where it holds, and a sentence for each fault."""

    name: str
    verdict: str
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether nothing was found."""
        return not self.faults

    @property
    def sentence(self) -> str:
        """Say on one line what was found: of many faults the first, and how many more there are."""
        if self.holds:
            return self.verdict
        more = len(self.faults) - MOST_NAMED
        rest = f" And {more:,} more." if more > 0 else ""
        return f"{self.verdict}: {' '.join(self.faults[:MOST_NAMED])}{rest}"

    def lines(self) -> list[str]:
        """Say all that was found, a line for each fault where there are several."""
        return [self.sentence] if len(self.faults) < 2 else [f"{self.verdict}:", *self.faults]


def prove(session: Session, *, head: str | None = None) -> Iterator[Proof]:
    """Make every check, from the log to the words; `head` is one that was printed earlier."""
    found = verify(session, head=head, kept_heads=_kept_heads(session))
    wrong = () if found.holds else (found.sentence.removeprefix(f"{LOG_FAILS}: "),)
    yield Proof("log", LOG_FAILS if wrong else found.sentence, wrong)
    yield _records(session, log_holds=found.holds)
    yield _proof(
        session,
        "results",
        (changed_returns, changed_frames, changed_samples),
        holds="The results hold: every frame has its digest, every sampled script its place in it.",
    )
    yield _proof(
        session,
        "certificates",
        (changed_certificates,),
        holds="The certificates hold: each is signed, and says what the records say.",
    )
    yield _proof(
        session,
        "words",
        (changed_words, changed_addresses),
        holds="The words hold: what is kept of what people wrote is what they wrote.",
    )


def _records(session: Session, *, log_holds: bool) -> Proof:
    fails = "The records do not hold"
    if not log_holds:
        return Proof("records", fails, ("a log that does not hold vouches for none of them.",))
    metadata = all_records()
    tables = [metadata.tables[name] for name in sorted(vouched_tables())]
    records = check_records(session, tables)
    if records.faults:
        return Proof("records", fails, records.faults)
    return Proof("records", f"The records hold: {records.sound_count:,} rows are as the log says they were written.")


def _proof(session: Session, name: str, checks: Iterable[Check], *, holds: str) -> Proof:
    faults = tuple(fault for check in checks for fault in _all(check, session))
    return Proof(name, f"The {name} do not hold" if faults else holds, faults)


def _all(check: Check, session: Session) -> Iterator[str]:
    try:
        yield from check(session)
    except UNREADABLE:
        yield UNREAD


def _kept_heads(session: Session) -> set[str]:
    return {head for record in (Draw, Finding, WindowSignOff) for head in session.scalars(select(record.audit_head))}
