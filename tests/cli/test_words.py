"""What people wrote, and their addresses, are held against the hashes of records; what was erased is no fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select

from moderation.database.transaction import reading
from moderation.people.records import Person, PersonDetail
from tests.cli.conftest import LEAD, OFFICIAL, STAFF, Run


@pytest.fixture
def said(drawn: Run, tmp_path: Path) -> Run:
    """A signed window with words of three kinds: who declared a return, why an outcome, what a provider said."""
    marks = (tmp_path / "marks.csv").read_text().splitlines()
    reasoned = [f"{marks[0]},reason", *(f"{line},seen twice" for line in marks[1:]), ""]
    (tmp_path / "reasoned.csv").write_text("\n".join(reasoned))
    assert drawn("outcomes", "import", "2014J", tmp_path / "reasoned.csv", "--as", LEAD).status == 0
    assert drawn("window", "sign-off", "2014J", "--as", LEAD).status == 0
    words = ("--kind", "comment", "--text", "We marked it twice.", "--as", STAFF)
    assert drawn("feedback", "reply", "CCC", "2014J", *words).status == 0
    return drawn


TABLES = [("return_declarations", "returns"), ("settlement_reasons", "settlements"), ("written_texts", "comments")]


@pytest.mark.parametrize(("table", "owner"), TABLES)
def test_changed_words_are_named_by_their_record(said: Run, engine: Engine, table: str, owner: str) -> None:
    assert said("audit", "verify").lines[-1].startswith("The words hold")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET text = 'something else'")
    found = said("audit", "verify")
    assert found.status == 1
    assert f" of {owner} are not those that it was made with." in found.err
    assert "FAIL  words" in said("doctor").out


@pytest.mark.parametrize("table", [table for table, _ in TABLES])
def test_erased_words_are_no_fault(said: Run, engine: Engine, table: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM {table}")
    assert said("audit", "verify").status == 0


def a_provider_s_person(opened: Run) -> None:
    added = ("user", "add", "ddd@example.org", "--role", "provider", "--provider", "CCC")
    assert opened(*added).status == 0


def exchange(connection: Connection) -> None:
    """Give the official's address to a provider's person, and theirs to the official."""
    for before, after in (
        (OFFICIAL, "away@example.org"),
        ("ddd@example.org", OFFICIAL),
        ("away@example.org", "ddd@example.org"),
    ):
        connection.exec_driver_sql(f"UPDATE person_details SET email = '{after}' WHERE email = '{before}'")


def identifiers(engine: Engine, *emails: str) -> list[str]:
    """Return the public identifiers of the people who have some addresses."""
    wanted = select(Person.public_id).join(PersonDetail, PersonDetail.person_id == Person.id)
    with reading(engine) as session:
        return [str(session.scalars(wanted.where(PersonDetail.email == email)).one()) for email in emails]


def test_exchanged_addresses_are_named_by_their_people_and_not_by_themselves(opened: Run, engine: Engine) -> None:
    a_provider_s_person(opened)
    people = identifiers(engine, OFFICIAL, "ddd@example.org")
    assert opened("audit", "verify").status == 0
    with engine.begin() as connection:
        exchange(connection)
    found = opened("audit", "verify")
    assert found.status == 1
    for identifier in people:
        assert f"the address of the person {identifier} is not the one that they were let in with." in found.err
    assert "example.org" not in found.err
    assert "FAIL  words" in opened("doctor").out


CHANGES = ["email = 'else@example.org'", f"salt = '{'0' * 64}'", f"salt = '{'?' * 64}'"]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_address_and_a_changed_salt_are_named_by_their_person(
    opened: Run, engine: Engine, change: str
) -> None:
    (person,) = identifiers(engine, LEAD)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE person_details SET {change} WHERE email = '{LEAD}'")
    found = opened("audit", "verify")
    assert found.status == 1
    assert f"the person {person} " in found.err
    assert found.err.count("the person") == 1


def test_erased_addresses_are_no_fault(opened: Run, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM person_details")
    assert opened("audit", "verify").status == 0
