"""What was written stays: every immutable table refuses every change, whoever asks and however."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, PrimaryKeyConstraint, Table, UniqueConstraint, text
from sqlalchemy.exc import DBAPIError

from moderation.database.immutability import create_triggers, erasable_tables, immutable_tables, missing_triggers
from moderation.database.model import Model
from tests.records import every_record

every_record()
# What is corrected, and the one fact about a token that changes; besides them, what retention erases.
CHANGING = {"qualifications", "token_uses"}


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as opened:
        if opened.dialect.name == "sqlite":
            # Rows that refer to nothing serve here; what is tried is changing them.
            driver = opened.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys = OFF")
        yield opened
        opened.rollback()


def kept_tables() -> list[Table]:
    """Return the immutable tables, each before those that refer to it or close it."""
    return [table for table in Model.metadata.sorted_tables if table.name in immutable_tables()]


# No row that a new database starts with has such a number.
SAMPLES = {"int": 1_000, "bool": 0, "date": "2026-01-01", "datetime": "2026-01-01T00:00:00.000000Z"}


def fill(connection: Connection, table: Table) -> dict[str, object]:
    """Put one row into a table of SQLite, whatever its CHECKs and references say."""
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    values: dict[str, object] = {
        column.name: SAMPLES.get(column.type.python_type.__name__, "x")
        for column in table.columns
        if column.primary_key or not column.nullable
    }
    listed, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table.name} ({listed}) VALUES ({marks})"), values)
    return values


def refusal(connection: Connection, statement: str, values: dict[str, object] | None = None) -> str:
    """Return the database's words for refusing a statement, which leaves the transaction usable."""
    with pytest.raises(DBAPIError) as refused, connection.begin_nested():
        connection.execute(text(statement), values or {})
    return str(refused.value.orig)


def test_every_table_is_either_immutable_or_known_to_change() -> None:
    changing = CHANGING | set(erasable_tables())
    assert set(immutable_tables()) | changing == set(Model.metadata.tables)
    assert not set(immutable_tables()) & changing


def test_every_immutable_table_refuses_update_delete_and_truncate(connection: Connection) -> None:
    for table in kept_tables():
        name = table.name
        column = next(iter(table.columns)).name
        if connection.dialect.name == "sqlite":
            fill(connection, table)
        else:
            assert name in refusal(connection, f"TRUNCATE {name} CASCADE")
        assert name in refusal(connection, f"UPDATE {name} SET {column} = {column}")
        assert name in refusal(connection, f"DELETE FROM {name}")


def test_every_immutable_table_refuses_insert_or_replace(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")
    for table in kept_tables():
        name, values = table.name, fill(connection, table)
        marks = ", ".join(f":{column}" for column in values)
        replace = f"INSERT OR REPLACE INTO {name} ({', '.join(values)}) VALUES ({marks})"
        assert f"UNIQUE constraint failed: {name}." in refusal(connection, replace, values), name


@pytest.mark.parametrize("statement", ["REPLACE INTO", "INSERT OR REPLACE INTO"])
def test_a_stranger_s_connection_replaces_nothing(connection: Connection, statement: str) -> None:
    if connection.dialect.name != "sqlite":
        pytest.skip("only SQLite knows REPLACE")
    connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
    for table in kept_tables():
        name, values = table.name, fill(connection, table)
        for key in table.constraints:
            if isinstance(key, PrimaryKeyConstraint | UniqueConstraint):
                changed = {column: value for column, value in values.items() if column in key.columns}
                others = {column: 7 for column in values if column not in key.columns}
                marks = ", ".join(f":{column}" for column in (*changed, *others))
                replace = f"{statement} {name} ({', '.join((*changed, *others))}) VALUES ({marks})"
                if set(key.columns.keys()) <= set(changed):
                    assert "UNIQUE constraint failed" in refusal(connection, replace, changed | others), name


@pytest.mark.parametrize("name", ["results", "judgement_scores", "finding_breakdowns", "policy_values", "reveals"])
def test_a_row_is_not_replaced_by_its_hidden_number(connection: Connection, name: str) -> None:
    if connection.dialect.name != "sqlite":
        pytest.skip("only SQLite numbers rows behind their keys")
    connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
    table = Model.metadata.tables[name]
    values = fill(connection, table)
    number = connection.scalar(text(f"SELECT rowid FROM {name}"))
    other = {**values, **{key.name: 7 for key in table.columns if key.primary_key or key.unique}, "script_ref": "y"}
    other = {column: value for column, value in other.items() if column in values}
    listed, marks = ", ".join(other), ", ".join(f":{column}" for column in other)
    replace = f"INSERT OR REPLACE INTO {name} (rowid, {listed}) VALUES (:rowid, {marks})"
    assert f"UNIQUE constraint failed: {name}.rowid" in refusal(connection, replace, {**other, "rowid": number})
    # Without that number it is a row of its own.
    connection.execute(text(f"INSERT INTO {name} ({listed}) VALUES ({marks})"), other)
    assert connection.scalar(text(f"SELECT count(*) FROM {name}")) == 2


@pytest.mark.parametrize(("kind", "refused"), [("marking_started", True), ("exclusion_proposed", False)])
def test_a_row_is_not_replaced_by_a_key_of_some_rows(connection: Connection, kind: str, *, refused: bool) -> None:
    if connection.dialect.name != "sqlite":
        pytest.skip("only SQLite knows REPLACE")
    connection.exec_driver_sql("PRAGMA recursive_triggers = OFF")
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    statement = (
        "INSERT OR REPLACE INTO script_events "
        "(public_id, sampled_script_id, kind, takes_reason, takes_day, recorded_by, recorded_at) "
        "VALUES (:id, 1, :kind, 0, 0, 1, '2026-01-01T00:00:00.000000Z')"
    )
    connection.execute(text(statement), {"id": "1", "kind": "marking_started"})
    if refused:
        said = refusal(connection, statement, {"id": "2", "kind": kind})
        assert "UNIQUE constraint failed: script_events.sampled_script_id" in said
    else:
        connection.execute(text(statement), {"id": "2", "kind": kind})
    assert "marking_started" in connection.scalars(text("SELECT kind FROM script_events")).all()


def test_an_upsert_of_an_immutable_table_is_refused(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        fill(connection, Model.metadata.tables["reveals"])
    upsert = (
        "INSERT INTO reveals VALUES (1000, 1000, '2026-01-01T00:00:00.000000Z') "
        "ON CONFLICT (sampled_script_id, person_id) DO UPDATE SET person_id = 2"
    )
    refused = "UNIQUE constraint failed" if connection.dialect.name == "sqlite" else "UPDATE is refused"
    assert refused in refusal(connection, upsert)


def test_all_triggers_stand_after_migration(connection: Connection) -> None:
    assert missing_triggers(connection) == []


def test_a_dropped_trigger_is_noticed_and_can_be_made_anew(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    dropped = "DROP TRIGGER frames_kept_from_delete" if sqlite else "DROP TRIGGER frames_kept ON frames"
    connection.exec_driver_sql(dropped)
    assert missing_triggers(connection) == ["frames"]
    create_triggers(connection, ["frames"])
    assert missing_triggers(connection) == []


def test_a_trigger_that_lets_everything_through_is_noticed(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER frames_kept_from_delete")
        connection.exec_driver_sql("CREATE TRIGGER frames_kept_from_delete BEFORE DELETE ON frames BEGIN SELECT 1; END")
        assert missing_triggers(connection) == ["frames"]
    else:
        connection.exec_driver_sql(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NULL; END $$"
        )
        assert missing_triggers(connection) == immutable_tables()


def test_a_trigger_on_some_columns_alone_is_noticed(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        pytest.skip("on SQLite the text of each trigger is compared")
    connection.exec_driver_sql(
        "CREATE OR REPLACE TRIGGER seeds_kept BEFORE UPDATE OF id OR DELETE OR TRUNCATE ON seeds "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    connection.exec_driver_sql("ALTER TABLE seeds ENABLE ALWAYS TRIGGER seeds_kept")
    assert missing_triggers(connection) == ["seeds"]


@pytest.mark.parametrize("how", ["DISABLE TRIGGER frames_kept", "ENABLE REPLICA TRIGGER frames_kept"])
def test_a_trigger_that_is_switched_off_is_noticed(connection: Connection, how: str) -> None:
    if connection.dialect.name == "sqlite":
        pytest.skip("SQLite cannot switch a trigger off")
    connection.exec_driver_sql(f"ALTER TABLE frames {how}")
    assert missing_triggers(connection) == ["frames"]
