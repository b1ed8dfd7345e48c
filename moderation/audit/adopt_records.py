"""Has the log vouch for what was written before it vouched for anything: once, as a database comes to that version."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table, exists, select
from sqlalchemy.orm import Session

from moderation.access.actor import OPERATOR
from moderation.audit.log import Subject, append
from moderation.audit.records import AuditEntry
from moderation.audit.vouchers import Voucher
from moderation.database.clock import Clock
from moderation.database.written import form_of, note

AT_A_TIME = 1_000


def adopt_records(session: Session, tables: Iterable[Table], *, clock: Clock) -> bool:
    """Vouch for every row as it stands where there is a log that never vouched for one; tell whether there was."""
    has_log, has_vouchers = session.execute(select(exists(select(AuditEntry)), exists(select(Voucher)))).one()
    if not has_log or has_vouchers:
        return False
    for table in tables:
        form = form_of(table)
        rows = session.execute(select(table), execution_options={"yield_per": AT_A_TIME})
        note(session, map(form.fact, rows.mappings()))
    append(
        session,
        at=clock(),
        actor=OPERATOR,
        action="records_adopted",
        subject=Subject("log", "records"),
        details={},
    )
    return True
