"""Both sides of the measurement of filing store the same rows; otherwise their times would say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, select

from bench import filing
from bench.season import write_return
from bench.stores import Store, stores
from bench.timing import python
from moderation.database.engine import open_engine
from moderation.database.transaction import reading
from moderation.returns.records import Result

COUNT = 30


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    with stores() as (postgresql, sqlite):
        yield sqlite if request.param == "sqlite" else postgresql


def test_the_loader_stores_what_the_filing_stores(store: Store, tmp_path: Path) -> None:
    template = store.create("template")
    columns, number = filing._furnish(template)
    written, rows = tmp_path / "return.csv", tmp_path / "rows.csv"
    write_return(written, COUNT)
    filing.write_rows(rows, written, columns=columns, return_id=number)
    filed, loaded = store.copy(template, "filed"), store.copy(template, "loaded")
    filing._file(filed, written)
    _, load = filing._loader(store)
    load(loaded, rows)
    assert results(filed) == results(loaded)
    assert len(results(filed)) == COUNT


def test_without_the_program_sqlite3_python_loads_the_same(tmp_path: Path) -> None:
    store = Store(tmp_path)
    template = store.create("template")
    columns, number = filing._furnish(template)
    written, rows = tmp_path / "return.csv", tmp_path / "rows.csv"
    write_return(written, COUNT)
    filing.write_rows(rows, written, columns=columns, return_id=number)
    python("-c", filing.EXECUTEMANY, str(template.database), str(rows))
    assert len(results(template)) == COUNT


def test_a_copy_holds_what_the_template_holds_and_is_gone_when_dropped(tmp_path: Path) -> None:
    store = Store(tmp_path)
    template = store.create("template")
    copy = store.copy(template, "copy")
    assert results(copy) == []
    store.drop(copy)
    assert [path.name for path in tmp_path.glob("*.db*")] == ["template.db"]


def results(address: URL) -> list[tuple[object, ...]]:
    """Return all results of a database without the number of their return."""
    columns = [column for column in Result.__table__.columns if column.name != "return_id"]
    engine = open_engine(address)
    try:
        with reading(engine) as session:
            return [tuple(row) for row in session.execute(select(*columns).order_by(Result.row))]
    finally:
        engine.dispose()
