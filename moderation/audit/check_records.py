"""Compares every row of fact with what the log vouched for when it was written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from moderation.audit.form_records import known_forms
from moderation.audit.records import AuditEntry
from moderation.audit.stored_rows import UNREADABLE, stored_pages
from moderation.audit.voucher_records import RECORDS_COUNT, RECORDS_SHA256, Voucher, hash_of
from moderation.database.facts import Fact, Form, earlier_form, form_of

PAGE_ROWS = 1_000
# Of a voucher whose form is not there: no entry vouched for that.
NO_FORM = ("", "")


@dataclass(frozen=True, slots=True)
class RecordsCheck:
    """The count of unchanged rows, and a sentence for each changed one."""

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
    forms = known_forms(session)
    wanted = select(Voucher.entry_number, Voucher.form_number, Voucher.row_key, Voucher.sha256)
    found = session.execute(
        wanted.order_by(Voucher.entry_number), execution_options={"yield_per": PAGE_ROWS, "stream_results": True}
    )
    for number, rows in groupby(found, key=attrgetter("entry_number")):
        yield number, [Fact(*forms.get(row.form_number, NO_FORM), row.row_key, row.sha256) for row in rows]


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
    forms, faults = _forms(session, table)
    now = form_of(table)
    sound, present = 0, 0
    for page in stored_pages(session, table):
        unreadable = [each.place for each in page if each.row is None]
        faults += (f"the row {place} of {table.name} was changed." for place in unreadable)
        found = [(now.key_of(each.row), each.row) for each in page if each.row is not None]
        said = _said_of(session, forms, [key for key, _ in found])
        present += len(said) + len(unreadable)
        faults += (f"the row {key} of {table.name} stands twice." for key in _twice(key for key, _ in found))
        for key, row in found:
            if key not in said:
                faults.append(f"the row {key} of {table.name} was put in without an entry of the log.")
            elif all(forms[number].fact(row).sha256 == sha256 for number, sha256 in said[key]):
                sound += 1
            else:
                faults.append(f"the row {key} of {table.name} was changed.")
    counted = select(func.count(func.distinct(Voucher.row_key))).where(Voucher.form_number.in_(forms))
    if (session.scalar(counted) or 0) > present:
        faults += (f"the row {key} of {table.name} is gone." for key in _gone(session, table, forms))
    return sound, faults


def _forms(session: Session, table: Table) -> tuple[dict[int, Form], list[str]]:
    """Return the forms in which rows of a table were written, and a sentence for each that the table cannot have."""
    forms, faults = {}, []
    for number, (name, column_names) in known_forms(session).items():
        if name == table.name:
            try:
                forms[number] = earlier_form(table, column_names)
            except LookupError as error:
                faults.append(f"the form {number} of {name} names the column {error}, which is not there.")
    return forms, faults


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _said_of(session: Session, forms: Collection[int], keys: list[str]) -> dict[str, set[tuple[int, str]]]:
    """Return the form and the hash that the log vouches for of some rows, by their keys."""
    said: dict[str, set[tuple[int, str]]] = {}
    wanted = select(Voucher.row_key, Voucher.form_number, Voucher.sha256)
    for key, form, sha256 in session.execute(wanted.where(Voucher.form_number.in_(forms), Voucher.row_key.in_(keys))):
        said.setdefault(key, set()).add((form, sha256))
    return said


def _gone(session: Session, table: Table, forms: Collection[int]) -> Iterator[str]:
    """Yield the keys of rows that the log vouches for and that are not there."""
    now = form_of(table)
    there = {now.key_of(each.row) for page in stored_pages(session, table) for each in page if each.row is not None}
    wanted = select(Voucher.row_key).where(Voucher.form_number.in_(forms)).distinct().order_by(Voucher.row_key)
    yield from (key for key in session.scalars(wanted) if key not in there)
