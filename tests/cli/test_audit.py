"""The log at the command line."""

from __future__ import annotations

import json

from sqlalchemy import URL, text

from moderation.database.engine import open_engine
from tests.cli.conftest import Run


def let_in(service: Run, count: int) -> None:
    for number in range(count):
        assert service("user", "add", f"person{number}@example.org", "--role", "official").status == 0


def test_an_untouched_log_holds(service: Run) -> None:
    let_in(service, 3)
    found = service("audit", "verify")
    assert found.status == 0
    assert found.out.startswith("The log holds: 4 entries, head ")


def test_a_head_of_long_ago_is_found_and_a_strange_one_is_not(service: Run) -> None:
    let_in(service, 1)
    head = service("audit", "verify").lines[0].split()[-1].rstrip(".")
    let_in_later = service("user", "add", "later@example.org", "--role", "official")
    assert let_in_later.status == 0
    assert service("audit", "verify", "--head", head).status == 0
    strange = service("audit", "verify", "--head", "f" * 64)
    assert strange.status == 1
    assert "Its tail was cut off, or this is another log." in strange.err
    assert "The log" not in strange.out


def test_a_changed_entry_is_named(service: Run, database_url: URL) -> None:
    let_in(service, 3)
    engine = open_engine(database_url)
    with engine.begin() as connection:
        for name in ("audit_entries_kept_from_update", "audit_entries_kept"):
            if engine.dialect.name == "sqlite" and name.endswith("update"):
                connection.execute(text(f"DROP TRIGGER {name}"))
            elif engine.dialect.name == "postgresql" and name.endswith("kept"):
                connection.execute(text(f"ALTER TABLE audit_entries DISABLE TRIGGER {name}"))
        connection.execute(text("UPDATE audit_entries SET action = 'nothing_happened' WHERE number = 2"))
    engine.dispose()
    found = service("audit", "verify")
    assert found.status == 1
    assert "entry 2 was changed" in found.err
    assert "The results hold" in found.out
    doctor = service("doctor")
    assert doctor.status == 1
    assert "FAIL  triggers" in doctor.out
    assert "FAIL  log" in doctor.out


def test_entries_are_shown_oldest_first_and_the_newest_of_them(service: Run) -> None:
    let_in(service, 4)
    shown = json.loads(service("audit", "show", "--last", "2", "--json").out)
    assert [entry["number"] for entry in shown] == [4, 5]
    assert shown[1]["previous_hash"] == shown[0]["hash"]
    assert [line.split()[0] for line in service("audit", "show", "--last", "2").lines] == ["4", "5"]


def test_entries_can_be_asked_for_by_provider_and_window(service: Run) -> None:
    let_in(service, 1)
    assert service("audit", "show", "--window", "2014J").out == ""
    assert service("audit", "show", "--provider", "CCC").out == ""
