"""What the log vouches for: the hash of each row of fact, by the entry of the act that wrote the row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import ForeignKey, Index, String, Table, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from moderation.audit.form_records import AuditForm, digest_of, numbers_of
from moderation.audit.records import AuditEntry
from moderation.database.bulk import insert_rows
from moderation.database.facts import Fact
from moderation.database.immutability import immutable, unvouched
from moderation.database.model import Model, hex_digest
from moderation.database.wall import of_the_log

RECORDS_COUNT, RECORDS_SHA256 = "records_count", "records_sha256"
LONGEST_KEY = 200
# So few rows go in by one statement; bringing in more is quicker, and has a price of its own.
FEW = 200
COLUMNS = ("entry_number", "form_number", "row_key", "sha256")


@of_the_log
@unvouched
@immutable
class Voucher(Model):
    """A row of fact as an act wrote it, and in which form; its entry holds a hash over all of its vouchers."""

    __tablename__ = "audit_vouchers"

    form_number: Mapped[int] = mapped_column(ForeignKey(AuditForm.number), primary_key=True, autoincrement=False)
    row_key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    entry_number: Mapped[int] = mapped_column(ForeignKey(AuditEntry.number), primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64))

    __table_args__ = (hex_digest("sha256"), Index("ix_audit_vouchers_entry_number", "entry_number"))


def summary(facts: Sequence[Fact]) -> dict[str, str | int]:
    """Return what an entry says of the rows that its act wrote; nothing where it wrote none."""
    return {RECORDS_COUNT: len(facts), RECORDS_SHA256: hash_of(facts)} if facts else {}


def hash_of(facts: Iterable[Fact]) -> str:
    """Return one hash over rows and the names of their columns; their order does not matter.

    >>> one, other = Fact("grants", "id role", "7", "00"), Fact("people", "id", "8", "11")
    >>> hash_of([one, other]) == hash_of([other, one])
    True
    """
    lines = sorted(f"{digest_of(fact.table, fact.column_names)} {fact.key} {fact.sha256}\n" for fact in facts)
    return hashlib.sha256("".join(lines).encode("ascii")).hexdigest()


def write_vouchers(session: Session, entry_number: int, facts: Sequence[Fact]) -> None:
    """Write what an entry vouches for."""
    table = Voucher.__table__
    assert isinstance(table, Table)
    forms = numbers_of(session, facts)
    rows = [(entry_number, forms[fact.table, fact.column_names], fact.key, fact.sha256) for fact in facts]
    if len(rows) <= FEW:
        session.execute(insert(table), [dict(zip(COLUMNS, row, strict=True)) for row in rows])
        return
    insert_rows(session, table, COLUMNS, rows=rows)
