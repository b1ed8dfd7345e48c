"""Has the log vouch for what was written before it vouched for anything: once, as a database comes to that version."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table, exists, func, select
from sqlalchemy.orm import Session

from moderation.access.actor import OPERATOR
from moderation.audit.log import Subject, append
from moderation.audit.records import AuditEntry
from moderation.audit.voucher_records import Voucher
from moderation.database.clock import Clock
from moderation.database.facts import form_of, note

AT_A_TIME = 1_000
ADOPTED = "records_adopted"


def adopt_records(session: Session, tables: Iterable[Table], *, clock: Clock) -> bool:
    """Vouch for every row that stands without an entry where the log is older than its vouchers; tell whether it was.

    The first act of every newer log vouches for what it wrote, so that nothing of such a log is ever adopted.
    """
    if not _is_older(session):
        return False
    for table in tables:
        form = form_of(table)
        vouched = set(session.scalars(select(Voucher.row_key).where(Voucher.table_name == table.name)))
        rows = session.execute(select(table), execution_options={"yield_per": AT_A_TIME})
        note(session, (fact for fact in map(form.fact, rows.mappings()) if fact.key not in vouched))
    append(
        session,
        at=clock(),
        actor=OPERATOR,
        action=ADOPTED,
        subject=Subject("log", "records"),
        details={},
    )
    return True


def _is_older(session: Session) -> bool:
    first, adopted = session.execute(
        select(
            select(func.min(Voucher.entry_number)).scalar_subquery(),
            exists(select(AuditEntry).where(AuditEntry.action == ADOPTED)),
        )
    ).one()
    has_log = session.scalar(select(exists(select(AuditEntry))))
    return bool(has_log) and not adopted and (first is None or first > 1)
