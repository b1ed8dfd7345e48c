"""A whole cycle to prove things of, and what somebody with the whole database could do to it."""

from __future__ import annotations

from sqlalchemy import Engine, text

from moderation.audit.log import Subject, append
from moderation.database.closing import closings, create_closings
from moderation.database.immutability import create_triggers, missing_triggers
from tests.builders import make_lines
from tests.findings.signing import sign
from tests.inserting import inserting
from tests.moderated import SETTLED, Drawn, drawn_window, settle


def whole_cycle(engine: Engine) -> Drawn:
    """Make a window that was drawn, settled and signed off; each row stands in an act that has its entry."""
    made = drawn_window(engine, {"CCC": make_lines(120), "DDD": make_lines(20)})
    lead = made.cast.lead
    assert lead.person_id is not None
    with inserting(engine) as session:
        for script in (*made.sample(session, "CCC"), *made.sample(session, "DDD")):
            settle(session, script, by=lead.person_id)
        subject = Subject("outcome_import", "by hand")
        append(session, at=SETTLED, actor=lead, action="outcomes_imported", subject=subject, details={})
    sign(made)
    return made


def by_hand(engine: Engine, table: str, *statements: str) -> None:
    """Do what somebody with the whole database could: take the triggers off, change rows, put them back."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            listed = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
            for name in connection.execute(listed, {"table": table}).scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement in statements:
            connection.exec_driver_sql(statement)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        create_triggers(connection, [table])
        create_closings(connection, closings())
        assert not missing_triggers(connection)
