"""Compares every row of fact with what the log vouched for when it was written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from moderation.audit.records import AuditEntry
from moderation.audit.stored_rows import UNREADABLE, stored_pages
from moderation.audit.voucher_records import RECORDS_COUNT, RECORDS_SHA256, Voucher, hash_of
from moderation.database.facts import Fact, Form, form_of

PAGE_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class RecordsCheck:
    """How many rows are as they were written, and a sentence for each that is not."""

    sound_count: int
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether every row is as its entry of the log says."""
        return not self.faults


def check_records(session: Session, tables: Iterable[Table]) -> RecordsCheck:
    """Compare the rows of all tables that the log vouches for, in memory that grows with what is wrong alone.

    Ask with the chain verified: a log that was changed itself vouches for nothing. A row without an entry is a fault.
    """
    faults = list(_entries_without_vouchers(session))
    sound_count = 0
    for table in tables:
        sound, wrong = _check_table(session, table)
        sound_count += sound
        faults += wrong
    return RecordsCheck(sound_count, tuple(faults))


def _entries_without_vouchers(session: Session) -> Iterator[str]:
    """Yield what is wrong between the entries and their vouchers."""
    vouched = _vouched(session)
    held = next(vouched, None)
    for number, details in _entries(session):
        found: list[Fact] = []
        while held is not None and held[0] <= number:
            found += held[1]
            held = next(vouched, None)
        said = json.loads(details)
        if len(found) != said.get(RECORDS_COUNT, 0) or (found and hash_of(found) != said.get(RECORDS_SHA256)):
            yield f"what entry {number} of the log vouches for was changed, added to or removed."
    if held is not None:
        yield f"rows are vouched for by entry {held[0]} of the log, which is not there."


def _vouched(session: Session) -> Iterator[tuple[int, list[Fact]]]:
    wanted = select(Voucher.entry_number, Voucher.table_name, Voucher.row_key, Voucher.sha256)
    found = session.execute(
        wanted.order_by(Voucher.entry_number), execution_options={"yield_per": PAGE_ROWS, "stream_results": True}
    )
    for number, rows in groupby(found, key=attrgetter("entry_number")):
        yield number, [Fact(row.table_name, row.row_key, row.sha256) for row in rows]


def _entries(session: Session) -> Iterator[tuple[int, str]]:
    after = 0
    while True:
        page = (
            select(AuditEntry.number, AuditEntry.details)
            .where(AuditEntry.number > after)
            .order_by(AuditEntry.number)
            .limit(PAGE_ROWS)
        )
        entries = [(number, details) for number, details in session.execute(page)]
        if not entries:
            return
        yield from entries
        after = entries[-1][0]


def _check_table(session: Session, table: Table) -> tuple[int, list[str]]:
    """Return how many rows of a table are as they were written, and what is wrong with the others."""
    try:
        return _compared(session, table)
    except UNREADABLE:
        return 0, [f"a row of {table.name} cannot be read, so it was changed."]


def _compared(session: Session, table: Table) -> tuple[int, list[str]]:
    form = form_of(table)
    sound, present = 0, 0
    faults: list[str] = []
    for page in stored_pages(session, table):
        unreadable = [each.place for each in page if each.row is None]
        faults += (f"the row {place} of {table.name} was changed." for place in unreadable)
        found = [form.fact(each.row) for each in page if each.row is not None]
        said = _said_of(session, table.name, [fact.key for fact in found])
        present += len(said) + len(unreadable)
        faults += (f"the row {key} of {table.name} stands twice." for key in _twice(fact.key for fact in found))
        for fact in found:
            if said.get(fact.key) == {fact.sha256}:
                sound += 1
            elif fact.key in said:
                faults.append(f"the row {fact.key} of {table.name} was changed.")
            else:
                faults.append(f"the row {fact.key} of {table.name} was put in without an entry of the log.")
    counted = select(func.count(func.distinct(Voucher.row_key))).where(Voucher.table_name == table.name)
    if (session.scalar(counted) or 0) > present:
        faults += (f"the row {key} of {table.name} is gone." for key in _gone(session, table, form))
    return sound, faults


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _said_of(session: Session, table: str, keys: list[str]) -> dict[str, set[str]]:
    said: dict[str, set[str]] = {}
    wanted = select(Voucher.row_key, Voucher.sha256).where(Voucher.table_name == table, Voucher.row_key.in_(keys))
    for key, sha256 in session.execute(wanted):
        said.setdefault(key, set()).add(sha256)
    return said


def _gone(session: Session, table: Table, form: Form) -> Iterator[str]:
    """Yield the keys of rows that the log vouches for and that are not there."""
    pages = stored_pages(session, table)
    there = {form.fact(each.row).key for page in pages for each in page if each.row is not None}
    wanted = select(Voucher.row_key).where(Voucher.table_name == table.name).distinct().order_by(Voucher.row_key)
    yield from (key for key in session.scalars(wanted) if key not in there)
