"""What people wrote, and their addresses, are held against the hashes of records; what was erased is no fault."""

from __future__ import annotations

import io
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


FIELDS = [("declared_by", "returns"), ("reason", "settlements"), ("text", "comments")]


@pytest.mark.parametrize(("field", "owner"), FIELDS)
def test_changed_words_are_named_by_their_record(said: Run, engine: Engine, field: str, owner: str) -> None:
    assert said("audit", "verify").lines[-1].startswith("The words hold")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE texts SET text = 'something else' WHERE field = '{field}'")
    found = said("audit", "verify")
    assert found.status == 1
    assert f" of {owner} are not those that it was made with." in found.err
    assert "FAIL  words" in said("doctor").out


@pytest.mark.parametrize(("field", "owner"), FIELDS)
def test_words_that_went_without_an_entry_are_named(said: Run, engine: Engine, field: str, owner: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM texts WHERE field = '{field}'")
    found = said("audit", "verify")
    assert found.status == 1
    assert f" of {owner} are gone, and no entry of the log tells that they were erased." in found.err


def test_what_is_past_its_time_is_shown_asked_about_and_erased(
    said: Run, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = said("erase-expired", "--as", OFFICIAL)
    assert (nothing.status, nothing.out.startswith("Nothing is past its time before ")) == (0, True)
    assert said("erase-expired", "--as", LEAD).status == 1
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE texts SET window_code = NULL, kept_at = '2015-01-01T00:00:00.000000Z'")
    looked = said("erase-expired", "--dry-run", "--before", "2021-01-02", "--as", OFFICIAL)
    assert looked.lines[1].startswith("  the words of ")
    assert looked.lines[-1] == "Nothing was erased."
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert "Stopped." in said("erase-expired", "--as", OFFICIAL).err
    assert said("audit", "verify").status == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert "Erased. An older backup still holds it" in said("erase-expired", "--as", OFFICIAL).out
    assert said("audit", "verify").status == 0
    assert "erased on " in said("feedback", "list", "2014J").out
    assert said("erase-expired", "--yes", "--as", OFFICIAL).out.startswith("Nothing is past its time")


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


def test_addresses_that_went_without_an_entry_are_named(opened: Run, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM person_details")
    found = opened("audit", "verify")
    assert found.status == 1
    assert " is gone, and no entry of the log tells that it was erased." in found.err
