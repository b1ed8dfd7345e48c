"""The migrations make exactly what the records declare, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Connection,
    Engine,
    Enum,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.exc import IntegrityError

from moderation.database import migrations
from moderation.database.closed_lists import other_lists
from moderation.database.constraints import explained
from moderation.database.engine import open_engine
from moderation.database.immutability import erasable_tables, immutable_tables, missing_triggers
from moderation.database.migrations.from_records import DIALECTS, script_of
from moderation.database.migrations.steps import script_name
from moderation.database.model import closed_lists, reference_rows
from moderation.database.revision import known_revisions
from moderation.database.schema import alembic_config, current_revision, pending, upgrade
from moderation.errors import Unavailable
from tests.builders import make_lines
from tests.databases import Databases
from tests.moderated import drawn_window
from tests.records import every_record
from tests.worlds import Stand

FOLDER = Path(migrations.__path__[0])
TABLES = every_record().metadata.sorted_tables
LONGEST_POSTGRESQL_NAME = 63
# A foreign key would look up every one of a million rows.
CHECKED = {"results"}

POSTGRESQL_PARTS = (
    """SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
        a.attcollation::regcollation::text, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0""",
    """SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",
    "SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled
        FROM pg_trigger WHERE NOT tgisinternal""",
    "SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)
SQLITE_PARTS = ("SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL",)


def parts(connection: Connection) -> set[tuple[str, ...]]:
    """Return all that a schema consists of, as the database itself describes it, without alembic's own table."""
    statements = SQLITE_PARTS if connection.dialect.name == "sqlite" else POSTGRESQL_PARTS
    found = {
        tuple(_unordered(str(cell)) for cell in row)
        for statement in statements
        for row in connection.execute(text(statement))
    }
    return {part for part in found if not any("alembic_version" in cell for cell in part)}


def _unordered(definition: str) -> str:
    """Return a definition whose lines no longer depend on the order in which columns were written."""
    if definition.startswith("CREATE TABLE"):
        return "\n".join(sorted(line.strip().rstrip(",") for line in definition.splitlines() if line.strip()))
    return re.sub(r"\s+", " ", definition)


@pytest.fixture
def migrated(engine: Engine, databases: Databases) -> Iterator[Engine]:
    """Return a second database beside `engine`, made by the migrations instead of from the records."""
    address = databases.create_empty(engine.dialect.name)
    opened = open_engine(address)
    upgrade(opened)
    yield opened
    opened.dispose()
    databases.drop(address)


def test_migrations_equal_records_constraints_indexes_and_triggers_included(engine: Engine, migrated: Engine) -> None:
    with engine.connect() as connection:
        declared = parts(connection)
    with migrated.connect() as connection:
        made = parts(connection)
        assert missing_triggers(connection) == []
    assert len(declared) > 4 * len(immutable_tables())
    assert made == declared


def test_a_migrated_database_lacks_nothing_and_a_second_upgrade_does_nothing(migrated: Engine) -> None:
    assert pending(migrated) == []
    assert upgrade(migrated) == []


def test_an_empty_database_says_that_it_has_no_schema() -> None:
    empty = open_engine("sqlite://")
    assert current_revision(empty) is None
    assert pending(empty)[0] == "0001"


def test_a_schema_newer_than_the_program_is_said_to_be_so(migrated: Engine) -> None:
    with migrated.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for ask in (pending, upgrade):
        with pytest.raises(Unavailable, match=r"newer version \(9999\)\. Install that version, or restore a backup\."):
            ask(migrated)
    assert current_revision(migrated) == "9999"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_script_of_the_first_step_is_as_the_command_writes_it(dialect: str) -> None:
    # Once it is released it never changes: then this test goes, and the records are held by steps that follow.
    kept = FOLDER / "sql" / script_name("0001", dialect)
    assert kept.read_text(encoding="utf-8") == script_of(dialect), "run: python -m moderation.database.migrations"


def test_there_is_one_newest_step_and_it_is_pinned() -> None:
    # Two steps that were written side by side meet in this file, before they meet in somebody's database.
    with open_engine("sqlite://").connect() as connection:
        heads = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
    assert heads == [(FOLDER / "head.txt").read_text(encoding="utf-8").strip()]
    assert known_revisions()[-1:] == tuple(heads)


def test_the_migration_brings_the_qualifications_of_both_suites(migrated: Engine) -> None:
    with migrated.connect() as connection:
        counted = connection.execute(text("SELECT regime, count(*) FROM qualifications GROUP BY regime"))
        assert {tuple(row) for row in counted} == {("2017", 4), ("reformed", 10)}


def unindexed(table: Table) -> list[str]:
    """Return the foreign keys of a table that no index finds."""
    keys = [list(index.columns.keys()) for index in table.indexes]
    keys += [
        list(key.columns.keys())
        for key in table.constraints
        if isinstance(key, PrimaryKeyConstraint | UniqueConstraint)
    ]
    # The key of one row narrows a compound reference enough: its first column must lead an index.
    leading = {names[0] for names in keys if names}
    # Closed lists need none: no row of theirs is ever removed.
    return [
        str(key.name)
        for key in table.foreign_key_constraints
        if key.column_keys[0] not in leading and key.referred_table.name not in reference_rows()
    ]


def test_every_foreign_key_is_found_by_an_index() -> None:
    assert {table.name: found for table in TABLES if (found := unindexed(table))} == {}


def unheld(table: Table) -> list[str]:
    """Return the enumerations of a table that neither its list nor a check of its values holds."""
    checks = " ".join(str(getattr(each, "sqltext", "")) for each in table.constraints)
    lists = closed_lists()
    found = []
    for column in table.columns:
        if isinstance(column.type, Enum):
            held = [lists.get(key.column.table.name) for key in column.foreign_keys]
            listed = ", ".join(f"'{value}'" for value in column.type.enums)
            is_checked = table.name in CHECKED and f"{column.name} IN ({listed})" in checks
            if column.type.enum_class not in held and not is_checked:
                found.append(column.name)
    return found


def test_every_enumeration_is_held_to_its_own_list() -> None:
    assert {table.name: found for table in TABLES if (found := unheld(table))} == {}


def test_the_rows_of_every_list_are_the_values_of_its_enumeration(engine: Engine, migrated: Engine) -> None:
    for each in (engine, migrated):
        with each.connect() as connection:
            assert other_lists(connection) == []
    assert len(closed_lists()) > 25


def test_one_more_value_is_one_row_and_is_found_by_a_version_that_does_not_know_it(migrated: Engine) -> None:
    with migrated.begin() as connection:
        connection.execute(text("INSERT INTO comment_kinds (code) VALUES ('something_new')"))
    with migrated.connect() as connection:
        assert other_lists(connection) == ["comment_kinds"]


SENT_ON = (
    "INSERT INTO script_events (id, public_id, sampled_script_id, kind, reason_code, takes_reason, takes_day, due_on, "
    "recorded_by, recorded_at) VALUES (:id, :public_id, 1, 'sent_on', :reason, :takes_reason, :takes_day, :day, 1, "
    "'2026-01-01T00:00:00.000000Z')"
)


def send_on(connection: Connection, number: int, *, reason: str | None, day: str | None) -> None:
    values = {"id": number, "public_id": f"{number:032x}", "reason": reason, "day": day}
    truths = {"takes_reason": reason is not None, "takes_day": day is not None}
    with connection.begin_nested():
        connection.execute(text(SENT_ON), {**values, **truths})


def test_one_more_kind_with_a_reason_and_a_day_is_a_row_of_each_list(stand: Stand) -> None:
    engine = stand(drawn_window, {"CCC": make_lines(20)}).engine
    with engine.connect() as connection:
        connection.begin()
        with pytest.raises(IntegrityError):
            send_on(connection, 901, reason="unreadable", day="2026-02-01")
        connection.execute(text("INSERT INTO script_event_kinds VALUES ('sent_on', true, true)"))
        connection.execute(text("INSERT INTO script_event_reasons VALUES ('sent_on', 'unreadable')"))
        send_on(connection, 902, reason="unreadable", day="2026-02-01")
        # Neither without its reason, nor with another kind's, nor without its day.
        for reason, day in ((None, "2026-02-01"), ("not_kept", "2026-02-01"), ("unreadable", None)):
            with pytest.raises(IntegrityError):
                send_on(connection, 903, reason=reason, day=day)
        assert connection.execute(text("SELECT id FROM script_events WHERE kind = 'sent_on'")).scalars().all() == [902]


def names_of(table: Table) -> list[str]:
    return [str(key.name) for key in table.constraints] + [str(index.name) for index in table.indexes]


def test_every_name_fits_into_postgresql() -> None:
    names = [(table.name, name) for table in TABLES for name in names_of(table)]
    assert [(table, name) for table, name in names if name == "None" or len(name) > LONGEST_POSTGRESQL_NAME] == []


def test_no_immutable_table_holds_text_without_a_bound() -> None:
    # What is written for ever is codes, hashes and our own JSON; a person's words stand where they can be erased.
    ours = {"details", "certificate", "private_part", "figure", "citation"}
    unbound = {
        f"{table.name}.{column.name}"
        for table in TABLES
        if table.name in immutable_tables()
        for column in table.columns
        if isinstance(column.type, String) and not column.type.length and column.name not in ours
    }
    assert unbound == set()


# Hashes of other things than what people wrote: the log's chain, an address, a program's request.
OTHER_HASHES = {"previous_hash", "email_hash", "key_hash", "content_hash"}


def test_every_hash_of_words_has_one_name_and_is_found_by_the_record() -> None:
    wrong = []
    for table in TABLES:
        hashes = {column.name for column in table.columns if column.name.endswith("_hash")} - OTHER_HASHES
        findable = "public_id" in table.columns and table.name in immutable_tables()
        if not hashes <= {"text_hash"} or (hashes and not findable):
            wrong.append(table.name)
    assert wrong == []


def test_words_and_salts_stand_in_erasable_tables_alone() -> None:
    salted = {table.name for table in TABLES if "salt" in table.columns}
    assert salted - set(erasable_tables()) == {"frames"}


def test_every_explained_constraint_exists() -> None:
    assert explained() <= {name for table in TABLES for name in names_of(table)}
