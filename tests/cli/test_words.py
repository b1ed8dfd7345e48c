"""What people wrote is held against the hashes of their records; erased words are no fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.cli.conftest import LEAD, STAFF, Run


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
